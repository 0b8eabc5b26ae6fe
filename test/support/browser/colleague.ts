import {buttonsOf, visibleText} from '../bot.ts';
import {startConnector} from '../connector.ts';
import {eventually} from '../processes.ts';

const HEARS_MS = 20_000;

/** What a colleague's client shows after a sentence or a press. */
export interface Shown {
  readonly text: string;
  /** The data of the first button whose title holds this. */
  readonly button: (title: string) => Readonly<Record<string, unknown>>;
}

/** Another person who uses the same bot at the same time, from a client without a window. */
export interface Colleague {
  says(text: string): Promise<Shown>;
  presses(data: Readonly<Record<string, unknown>>): Promise<Shown>;
  /** Waits for a message that comes unasked and holds this. */
  hears(text: string): Promise<Shown>;
  /** How many messages so far hold this. */
  heard(text: string): number;
  stop(): Promise<void>;
}

/** @param upn how the channel knows them, for the staff list */
export async function colleague(botUrl: string, id: string, name: string, upn?: string): Promise<Colleague> {
  const connector = await startConnector();
  if (upn !== undefined) connector.members.set(`29:${id}`, {name, userPrincipalName: upn});
  let count = 0;
  async function send(more: Readonly<Record<string, unknown>>): Promise<unknown> {
    const response = await fetch(`${botUrl}/api/messages`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({
        id: `${id}-${++count}`,
        channelId: 'msteams',
        serviceUrl: connector.url,
        from: {id: `29:${id}`, name, aadObjectId: id},
        recipient: {id: '28:shigotoba', name: 'しごとば'},
        conversation: {id: `personal-${id}`, conversationType: 'personal', tenantId: 'tenant'},
        channelData: {tenant: {id: 'tenant'}},
        ...more,
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }
  const messages = (text: string) =>
    connector.sent.filter(({method, activity}) => method === 'post' && visibleText(activity).includes(text));
  const shown = (card: unknown): Shown => ({
    text: visibleText(card),
    button(title) {
      const all = buttonsOf(card);
      const found = [...all].find(([label]) => label.includes(title))?.[1];
      if (found === undefined) throw new Error(`「${title}」 is none of ${[...all.keys()].join(' | ')}`);
      return found;
    },
  });
  return {
    async says(text) {
      const before = connector.sent.length;
      await send({type: 'message', text});
      return shown(connector.sent.slice(before).map(({activity}) => activity));
    },
    async presses(data) {
      const value = {action: {type: 'Action.Execute', verb: data['verb'], data}, trigger: 'manual'};
      return shown(await send({type: 'invoke', name: 'adaptiveCard/action', replyToId: 'the-card', value}));
    },
    async hears(text) {
      await eventually(() => messages(text).length > 0, HEARS_MS);
      return shown(messages(text)[0]?.activity);
    },
    heard: (text) => messages(text).length,
    stop: () => connector.stop(),
  };
}
