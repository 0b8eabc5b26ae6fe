import {randomUUID} from 'node:crypto';
import {visibleText} from './bot.ts';
import type {Connector} from './connector.ts';
import {eventually} from './processes.ts';

/** How somebody fared: what came back, and after how many milliseconds. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

/** A person at a client, who talks to a bot that is a process of its own. */
export interface Client {
  /** A message; answered when something of it was said in their chat. */
  says(text: string, within?: number): Promise<Answered>;
  /** A press; answered by the invoke itself. */
  presses(data: Readonly<Record<string, unknown>>): Promise<Answered>;
}

/** @param url of the bot, at the time of asking */
export function clientOf(name: string, url: () => string, connector: Connector): Client {
  const conversation = `personal-${name}`;
  const send = async (activity: Record<string, unknown>): Promise<{status: number; body: string}> => {
    const response = await fetch(`${url()}/api/messages`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({
        ...{id: randomUUID(), channelId: 'msteams', serviceUrl: connector.url},
        from: {id: `29:${name}`, name, aadObjectId: name},
        recipient: {id: '28:shigotoba', name: 'しごとば'},
        conversation: {id: conversation, conversationType: 'personal', tenantId: 'city'},
        channelData: {tenant: {id: 'city'}},
        ...activity,
      }),
    });
    return {status: response.status, body: await response.text()};
  };
  return {
    async says(text, within = 15_000) {
      const said = () =>
        connector.sent.filter(
          (each) =>
            each.conversation === conversation && each.method === 'post' && each.activity.type === 'message',
        );
      const before = said().length;
      const began = performance.now();
      const {status} = await send({type: 'message', text});
      const left = Math.max(0, within - (performance.now() - began));
      await eventually(() => said().length > before, left);
      const [answer] = said().slice(before);
      return {status, text: visibleText(answer?.activity), ms: (answer?.at ?? NaN) - began};
    },
    async presses(data) {
      const value = {action: {type: 'Action.Execute', verb: data['verb'], data}, trigger: 'manual'};
      const began = performance.now();
      const {status, body} = await send({
        ...{type: 'invoke', name: 'adaptiveCard/action', replyToId: 'card', value},
      });
      const text = body === '' ? '' : visibleText(JSON.parse(body));
      return {status, text, ms: performance.now() - began};
    },
  };
}
