// The deep path loads neither the model part of the library nor its client: 40 MB and 0.3 s less.
import {Application} from '@microsoft/teams-ai/lib/Application.js';
import type {CloudAdapter, Storage as StateStorage, TurnContext} from 'botbuilder';
import {z} from 'zod/v4';
import type {Account, Language} from '../../kernel/person.ts';
import type {Clock} from '../clock.ts';
import {hashed, word, type Log} from '../log.ts';
import {messages} from '../talk/messages.ts';
import type {Said} from '../talk/spoken.ts';
import type {Answer, Heard, Talk} from '../talk/talk.ts';
import {accountOf, placeOf, readActivity, textOf, type IncomingActivity} from './activity.ts';
import type {Address, Conversations, Known} from './conversations.ts';
import {activityOf, invokeAnswer, sayHere, sayPrivately, takeAway, type Sayable} from './send/say.ts';
import type {Members} from './members.ts';
import type {Background} from '../background.ts';
import {CONSENT_INVOKE} from './files/cards.ts';
import type {TeamsFiles} from './files/teams-files.ts';
import type {Seen} from './seen.ts';

export interface DispatchDeps {
  readonly talk: Talk;
  readonly adapter: CloudAdapter;
  /** Empty in local mode. */
  readonly botId: string;
  /** The tenants that are let in, in lower case; undefined in local mode. */
  readonly tenants: readonly string[] | undefined;
  readonly conversations: Conversations;
  readonly seen: Seen;
  readonly members: Members;
  readonly files: TeamsFiles;
  readonly background: Background;
  /** Has the person welcomed, once, at a decent hour; the event itself says nothing. */
  readonly welcome: (account: Account) => Promise<void>;
  readonly defaultLanguage: Language;
  readonly clock: Clock;
  readonly log: Log;
}

// With storage out of reach a turn still has to end within Teams's time. What is known of a person is a
// nicety; whether an activity was seen before is looked up while the answer is being made.
const KNOWN_MS = 1_000;
const SEEN_MS = 2_000;

// The library wants a place for its turn state. Nothing of ours is in it, and concurrent turns of one chat
// would clash there, so it forgets at once.
const forgetful: StateStorage = {
  read: () => Promise.resolve({}),
  write: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};

// `automatic`: the client draws the card anew by itself, and nobody pressed.
const executeValue = z.looseObject({
  trigger: z.string().optional(),
  action: z.looseObject({verb: z.string().optional(), data: z.unknown().optional()}),
});
const verbData = z.looseObject({verb: z.string()});

/**
 * Maps the channel's activities to turns and sends what comes back. Everything about a turn that is not
 * transport is decided in `platform/talk`.
 */
export function createDispatch(deps: DispatchDeps): (context: TurnContext) => Promise<void> {
  const {talk, adapter, botId, conversations, seen, files, background, log} = deps;
  const local = botId === '';

  const app = new Application({
    storage: forgetful,
    startTypingTimer: false, // its timer is shared by all turns
    removeRecipientMention: false, // textOf does it, for several mentions too
  });

  app.activity('message', async (context) => {
    const turn = await begin(context);
    if (turn === undefined) return;
    const {activity} = turn;
    const first = firstTime(activity);
    // A client without Action.Execute sends a press as a message without text.
    const submitted = verbData.safeParse(activity.value).data;
    const text = textOf(activity);
    const sent = files.incoming(activity);
    const pressed = submitted !== undefined && text === '' ? submitted : undefined;
    const answer =
      pressed !== undefined
        ? await talk.press({...turn.heard, aloud: true}, pressed.verb, pressed)
        : sent.length > 0
          ? await talk.receive(turn.heard, sent, text)
          : await talk.hear(turn.heard, text);
    if (!(await first)) return;
    if (pressed !== undefined) await showInPlace(context, turn, answer);
    else await sayHere(context, await offered(turn, answer.here, answer.language), log);
    await afterwards(context, turn, answer);
  });

  app.addRoute(
    (context) => Promise.resolve(context.activity.type === 'invoke'),
    async (context) => {
      const turn = await begin(context);
      if (turn?.activity.name === CONSENT_INVOKE) return consented(context, turn);
      const value = executeValue.safeParse(turn?.activity.value).data;
      if (turn === undefined || value === undefined) {
        // Not one of ours: answered, so that nobody sees an error.
        await context.sendActivity({type: 'invokeResponse', value: {status: 200, body: {}}});
        return;
      }
      const {data} = value.action;
      const first = firstTime(turn.activity);
      const verb = verbData.safeParse(data).data?.verb ?? value.action.verb ?? '';
      const answer = await talk.press(turn.heard, verb, data);
      const [front] = answer.here;
      const below = {kind: 'text', text: messages[answer.language].below} as const;
      const shown = !answer.inPlace || front?.kind === 'file' ? below : front;
      await context.sendActivity({type: 'invokeResponse', value: invokeAnswer(shown, log)});
      // Every delivery gets its answer, but what follows below the card is said once.
      if (!(await first)) return;
      // The client draws what the invoke is answered with; a message that is edited at each look would be marked so.
      if (value.trigger !== 'automatic') await showInPlace(context, turn, answer);
      await afterwards(context, turn, answer);
    },
    true,
  );

  app.activity('installationUpdate', async (context) => {
    const {action} = context.activity;
    if (action === 'add' || action === 'add-upgrade') await meet(context);
    if (action === 'remove' || action === 'remove-upgrade') await part(context);
  });
  app.activity('conversationUpdate', async (context) => {
    if ((context.activity.membersAdded ?? []).length > 0) await meet(context);
  });

  function firstTime({conversation, id}: IncomingActivity): Promise<boolean> {
    return seen.firstTime(conversation.id, id, AbortSignal.timeout(SEEN_MS));
  }

  interface Begun {
    readonly activity: IncomingActivity;
    readonly account: Account;
    readonly heard: Heard;
    readonly known: Known | undefined;
    /** False where storage did not answer: then nothing is written either, which would only take more time. */
    readonly reached: boolean;
  }

  async function begin(context: TurnContext): Promise<Begun | undefined> {
    const activity = readActivity(context.activity);
    const account = activity === undefined ? undefined : accountOf(activity, local);
    if (activity === undefined || account === undefined) return undefined;
    // Before anything is read or stored: strangers leave no trace.
    if (deps.tenants !== undefined && !deps.tenants.includes(account.tenant)) {
      log.warn('turn.foreign-tenant', {tenant: hashed(account.tenant)});
      return undefined;
    }
    const since = deps.clock.monotonic();
    const met = await deps.members.meet(context, activity, account);
    if (met !== 'let-in') {
      log.warn('turn.not-let-in', {met: word(met), account: hashed(account.objectId)});
      // A guest hears nothing, as strangers do; staff whom the channel did not name in time are told.
      if (met === 'unsure' && activity.type === 'message')
        await context.sendActivity(messages[deps.defaultLanguage].unsureWho);
      return undefined;
    }
    let known: Known | undefined;
    let reached = true;
    try {
      known = await conversations.known(account, {signal: AbortSignal.timeout(KNOWN_MS)});
    } catch (error) {
      log.error('conversations.read', error);
      reached = false;
    }
    // The client's own language counts at the first contact only; a local client always says en-US.
    const locale = !local && activity.locale?.startsWith('en') === true ? 'en' : undefined;
    const language = known?.language ?? locale ?? deps.defaultLanguage;
    const conversation = activity.conversation.id;
    const heard = {account, place: placeOf(activity), conversation, language, since};
    return {activity, account, known, reached, heard};
  }

  // The card in the chat changes as well: an invoke's answer alone lasts until the chat is drawn again.
  // In a group everybody would see it, so there the answer to the one who pressed is all.
  async function showInPlace(context: TurnContext, turn: Begun, answer: Answer): Promise<void> {
    const replies = await offered(turn, answer.here, answer.language);
    if (!answer.inPlace) return sayHere(context, replies, log);
    const [first, ...rest] = replies;
    const id = turn.activity.replyToId;
    const replaces = first?.kind === 'card' && turn.heard.place === 'personal' && typeof id === 'string';
    if (replaces) {
      await context.updateActivity({...activityOf(first, log), id}).catch((error: unknown) => {
        log.error('card.update', error);
      });
      await sayHere(context, rest, log);
    } else if (turn.activity.type === 'message' || first?.kind === 'activity')
      await sayHere(context, replies, log);
    else await sayHere(context, rest, log);
  }

  function offered(turn: Begun, replies: readonly Said[], language: Language): Promise<Sayable[]> {
    return files.offered(replies, {account: turn.account, serviceUrl: turn.activity.serviceUrl, language});
  }

  // Teams sends it from personal chats alone. Acknowledged first: an upload takes longer than an invoke may.
  async function consented(context: TurnContext, turn: Begun): Promise<void> {
    await context.sendActivity({type: 'invokeResponse', value: {status: 200, body: {}}});
    if (turn.heard.place !== 'personal' || !(await firstTime(turn.activity))) return;
    const {language} = turn.heard;
    const answer = await files.consented(turn.activity.value, {account: turn.account, language});
    if (answer === undefined) return;
    const id = turn.activity.replyToId;
    // Teams leaves the card as it was, buttons and all. It goes when nothing more can come of it.
    const card = answer.settled && typeof id === 'string' ? id : undefined;
    if (answer.later !== undefined) {
      goOn(turn, answer.later, card);
      return;
    }
    if (card !== undefined) await takeAway(context, card, log);
    await sayHere(context, answer.say, log);
  }

  // The turn is over by then, so what it comes to is said in the person's own chat.
  function goOn(
    turn: Begun,
    work: (signal: AbortSignal) => Promise<readonly Sayable[]>,
    done?: string,
  ): void {
    const fresh = addressOf(turn.activity, turn.account);
    const {conversation} = turn.heard;
    const own = turn.heard.place === 'personal' && conversation !== undefined;
    const chat = own ? {...fresh, conversation} : turn.known?.chat;
    background.run(async (signal) => {
      await sayPrivately(adapter, botId, {chat, fresh}, await work(signal), log, done);
    });
  }

  async function afterwards(context: TurnContext, turn: Begun, answer: Answer): Promise<void> {
    const {activity, account, known} = turn;
    const address = addressOf(activity, account);
    for (const work of answer.later)
      goOn(turn, async (signal) => offered(turn, await work(signal), answer.language));
    let made: {conversation?: string} = {};
    if (answer.privately.length > 0) {
      const to = {chat: known?.chat, fresh: address};
      const said = await offered(turn, answer.privately, answer.language);
      const chat = await sayPrivately(adapter, botId, to, said, log);
      // One that was made for this is kept, so that it is made once.
      if (chat !== undefined && known?.chat === undefined) made = {conversation: chat};
      if (chat === undefined) {
        const text = messages[answer.language].unreachablePrivately;
        await sayHere(context, [{kind: 'text', text}], log);
      }
    }
    if (!turn.reached) return;
    const shown = {language: answer.language, ...made, ...whereOf(turn)};
    await conversations.renew(account, shown, known).catch((error: unknown) => {
      log.error('conversations.renew', error);
    });
  }

  // Teams and the local client both report an installation twice, as two kinds of activity.
  async function meet(context: TurnContext): Promise<void> {
    const turn = await begin(context);
    if (turn?.heard.place !== 'personal') return;
    const {account, activity, known} = turn;
    if (account.objectId === activity.recipient.id) return;
    await conversations.renew(account, whereOf(turn), known);
    if (known?.welcomed === undefined) await deps.welcome(account);
  }

  async function part(context: TurnContext): Promise<void> {
    const turn = await begin(context);
    if (turn?.heard.place === 'personal') await conversations.block(turn.account, 'uninstalled');
  }

  return async (context) => {
    await app.run(context);
  };
}

function whereOf({activity, account, heard}: {activity: IncomingActivity; account: Account; heard: Heard}) {
  const address = addressOf(activity, account);
  return heard.place === 'personal' ? {address, conversation: activity.conversation.id} : {address};
}

function addressOf(activity: IncomingActivity, account: Account): Address {
  return {
    serviceUrl: activity.serviceUrl,
    channel: activity.channelId,
    tenant: account.tenant,
    user: activity.from.id,
    bot: activity.recipient.id,
  };
}
