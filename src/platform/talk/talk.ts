import {z} from 'zod/v4';
import {isCoded} from '../../kernel/errors.ts';
import {findPersonalNumbers, type PersonalNumberKind} from '../../kernel/personal-numbers.ts';
import {hasWords} from '../../kernel/japanese-text.ts';
import type {Temporal} from '../../kernel/time.ts';
import type {Account, Language, Role} from '../../kernel/person.ts';
import type {Clock} from '../clock.ts';
import type {
  CardAction,
  FileTaker,
  Intent,
  LaterReply,
  Permission,
  Place,
  Reply,
  Speaker,
} from '../feature.ts';
import {errorText} from '../i18n/errors.ts';
import {hashed, word, type Log} from '../log.ts';
import type {Audit} from '../access/audit.ts';
import type {Metrics} from '../telemetry/metrics.ts';
import {currentTurn, noteTurn} from '../telemetry/request.ts';
import {accountKey} from '../../kernel/ids.ts';
import {choose} from '../understand/choose.ts';
import {understand} from '../understand/understand.ts';
import type {Choice, Sentence, World} from '../understand/sentence.ts';
import {SAY_VERB, SAY_VERSION} from '../cards/card.ts';
import {CHOOSE_VERB, CHOOSE_VERSION, failureReply, oldCardReply, whichReply} from './cards.ts';
import {languageOf} from './language.ts';
import {messages} from './messages.ts';
import {createRate} from './rate.ts';
import {here, saidOf, type Said, type Spoken} from './spoken.ts';
import {takeFiles, type IncomingFile} from './take-files.ts';

/** What one activity asks of the bot, read from an authenticated activity. */
export interface Heard {
  readonly account: Account;
  readonly place: Place;
  /** The channel's id of the conversation. */
  readonly conversation?: string;
  /** What is known of the person's language before this sentence. */
  readonly language: Language;
  /** A press that came as a message: what answers it in a group everybody there would read. */
  readonly aloud?: boolean;
  /** When the activity came, by the monotonic clock: the deadline counts from there. By default, now. */
  readonly since?: number;
}

/** What goes back: where it was said, and to the person alone. */
export interface Answer {
  readonly here: readonly Said[];
  readonly privately: readonly Said[];
  /** Work that goes on after the turn. It never rejects; what it comes to is said to the person alone. */
  readonly later: readonly ((signal: AbortSignal) => Promise<readonly Said[]>)[];
  /** A pressed card is replaced by the first of `here`; else all of it follows below. */
  readonly inPlace: boolean;
  /** In which language it was answered; kept for what the bot says unasked. */
  readonly language: Language;
}

export interface TalkDeps {
  readonly intents: readonly Intent[];
  readonly actions: readonly CardAction[];
  /** Who takes files. */
  readonly takers: readonly FileTaker[];
  readonly rolesOf: (account: Account) => readonly Role[];
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Pick<Audit, 'record'>;
  /** How often one person is heard in a minute. */
  readonly aMinute: number;
  readonly newId: () => string;
  readonly metrics: Pick<Metrics, 'turn'>;
  /** What understanding needs to know of the office. */
  readonly world: (now: Temporal.Instant) => World;
  /** The answer to a message that carries a number which must not be taken in. */
  readonly onPersonalNumber: (speaker: Speaker, kinds: readonly PersonalNumberKind[]) => Promise<Reply[]>;
}

/** A message may take this long, a press that long, and then go out; Teams itself gives up at 15 and 5 seconds. */
export const MESSAGE_MS = 9_000;
export const PRESS_MS = 4_300;

/** Longer than any question; what is longer is a document. */
export const MAX_SENTENCE = 2_000;

const saidData = z.object({says: z.string().min(1).max(MAX_SENTENCE)});
const choiceData = z.object({intent: z.string(), sentence: z.string().min(1).max(MAX_SENTENCE)});

export type Talk = ReturnType<typeof createTalk>;

/**
 * A turn from what was said to what is answered, without any SDK: numbers that must not be taken in,
 * understanding, permission, place, deadline, failure. The one path for all features.
 */
export function createTalk(deps: TalkDeps) {
  const {intents, actions, clock, log} = deps;
  const rate = createRate(clock, deps.aMinute);

  /** What a sentence is for and what it says, at an instant. */
  function read(text: string, now: Temporal.Instant): Choice<Intent> & {sentence: Sentence} {
    const sentence = understand(text, deps.world(now));
    return {...choose(intents, sentence), sentence};
  }

  async function hear(heard: Heard, said: string, milliseconds = MESSAGE_MS): Promise<Answer> {
    const text = said.trim();
    const language = languageOf(text) ?? heard.language;
    const m = messages[language];
    return within('message', milliseconds, heard, language, text, async (speaker) => {
      // Before anything else reads it: what must not be taken in is neither searched nor passed on.
      const numbers = findPersonalNumbers(text);
      if (numbers.length > 0) {
        const kinds = [...new Set(numbers.map((n) => n.kind))];
        log.info('turn.personal-number', {kinds: kinds.length});
        return here(await deps.onPersonalNumber(speaker, kinds));
      }
      if (text.length > MAX_SENTENCE) return here([{kind: 'text', text: m.tooLong(MAX_SENTENCE)}]);
      if (!hasWords(text)) return here([{kind: 'text', text: m.noWords}]);
      const choice = read(text, speaker.now);
      const held = tooMany(heard, language);
      // Whoever has lost a phone is not asked to wait, however often they have pressed.
      if (held !== undefined && choice.intent.kind !== 'emergency') return held;
      if (choice.close.length > 1) {
        const options = choice.close.map((i) => ({intent: i.name, title: i.title[language]}));
        return here([whichReply(language, text, options)]);
      }
      return answer(speaker, choice.intent, choice);
    });
  }

  /** Files that a person sent, with what they wrote along. */
  async function receive(heard: Heard, files: readonly IncomingFile[], said: string): Promise<Answer> {
    const language = languageOf(said) ?? heard.language;
    const answered = await within('files', MESSAGE_MS, heard, language, undefined, async (speaker) => {
      const numbers = findPersonalNumbers(said);
      if (numbers.length > 0)
        return here(await deps.onPersonalNumber(speaker, [...new Set(numbers.map((n) => n.kind))]));
      const held = tooMany(heard, language);
      if (held !== undefined) return held;
      return takeFiles({files, said: said.trim(), speaker, takers: deps.takers, permitted, log});
    });
    return {...answered, inPlace: false};
  }

  async function answer(
    speaker: Speaker,
    intent: Intent,
    choice: Pick<Choice<Intent>, 'slots'> & {sentence: Sentence},
  ): Promise<Spoken> {
    noteTurn({name: word(intent.name)});
    log.info('turn.intent', {intent: word(intent.name), account: hashed(speaker.account.objectId)});
    const {sentence, slots} = choice;
    const troubles: Reply[] = sentence.troubles.map((t) => ({
      kind: 'text',
      text: messages[speaker.language].trouble(t),
    }));
    // A question is answered all the same; anything that would act on the date is asked back.
    if (troubles.length > 0 && intent.kind === undefined && intent.changes) return here(troubles);
    return permitted(speaker, intent, intent.name, async (allowed) => {
      const replies = await intent.answer({...allowed, sentence, slots});
      return intent.kind === 'emergency' ? replies : [...troubles, ...replies];
    });
  }

  async function press(heard: Heard, verb: string, data: unknown): Promise<Answer> {
    const version = (data as {v?: unknown} | undefined)?.v;
    const said = verb === SAY_VERB && version === SAY_VERSION ? saidData.safeParse(data).data : undefined;
    if (said !== undefined) return {...(await hear(heard, said.says, PRESS_MS)), inPlace: false};
    return within('press', PRESS_MS, heard, heard.language, undefined, async (speaker) => {
      const held = tooMany(heard, speaker.language);
      if (held !== undefined) return held;
      const old = here([oldCardReply(speaker.language)]);
      // A verb that there is none of may be anything.
      if (actions.some((a) => a.verb === verb)) noteTurn({name: word(verb)});
      log.info('turn.press', {verb: word(verb), account: hashed(speaker.account.objectId)});
      if (verb === CHOOSE_VERB && version === CHOOSE_VERSION) {
        const chosen = choiceData.safeParse(data);
        const intent = intents.find((i) => i.name === chosen.data?.intent);
        if (chosen.data === undefined || intent === undefined) return old;
        // What a card sends back need not be what the bot put there.
        if (findPersonalNumbers(chosen.data.sentence).length > 0) return old;
        return answer(speaker, intent, read(chosen.data.sentence, speaker.now));
      }
      const action = actions.find((a) => a.verb === verb && a.version === version);
      const fitting = action?.read(data);
      if (action === undefined || fitting === undefined) return old;
      const {role, changes, own = false} = action;
      const where = heard.aloud === true && own ? 'private' : action.where;
      return permitted(speaker, {role, changes, where}, verb, (allowed) => action.act(allowed, fitting));
    });
  }

  // Said once a minute: an answer to each would be as much of a flood.
  function tooMany({account, conversation}: Heard, language: Language): Spoken | undefined {
    const taken = rate.take(account, conversation);
    if (taken === 'within') return undefined;
    noteTurn({outcome: 'held-off'});
    return here(taken === 'first' ? [{kind: 'text', text: messages[language].tooMany}] : []);
  }

  async function permitted(
    speaker: Speaker,
    permission: Permission,
    name: string,
    speak: (speaker: Speaker) => Promise<Reply[]>,
  ): Promise<Spoken> {
    const m = messages[speaker.language];
    const allowed = speaker.roles.includes(permission.role);
    if (!allowed) noteTurn({outcome: 'refused'});
    if (permission.role !== 'staff' && permission.changes) {
      // Written first: what cannot be recorded is not done.
      const actor = accountKey(speaker.account);
      const outcome = allowed ? 'allowed' : 'refused';
      const entry = {actor, role: permission.role, action: name, subject: '', outcome} as const;
      await deps.audit.record(entry, {signal: speaker.signal});
    }
    // What must not be overheard is not refused aloud either.
    const answer = allowed ? speak : () => Promise.resolve<Reply[]>([{kind: 'text', text: m.notAllowed}]);
    if (permission.where === 'private' && speaker.place !== 'personal') {
      const replies = await answer({...speaker, place: 'personal'});
      return {here: [{kind: 'text', text: m.privately}], privately: replies};
    }
    return here(await answer(speaker));
  }

  async function within(
    kind: 'message' | 'press' | 'files',
    milliseconds: number,
    heard: Heard,
    language: Language,
    says: string | undefined,
    speak: (speaker: Speaker) => Promise<Spoken>,
  ): Promise<Answer> {
    const started = heard.since ?? clock.monotonic();
    const left = Math.max(0, milliseconds - (clock.monotonic() - started));
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Spoken>((resolve) => {
      timer = setTimeout(() => {
        log.warn('turn.too-slow', {milliseconds});
        noteTurn({outcome: 'too-slow'});
        resolve(here([failureReply(language, errorText('turn/too-slow', {}, language), says)]));
        controller.abort();
      }, left);
    });
    const {account, place, conversation} = heard;
    const speaker: Speaker = {
      account,
      place,
      conversation,
      language,
      roles: deps.rolesOf(account),
      now: clock.now(),
      signal: controller.signal,
    };
    const spoken = await Promise.race([
      speak(speaker).catch((error: unknown) => here([failed(error, language, says)])),
      late,
    ]);
    clearTimeout(timer);
    const took = clock.monotonic() - started;
    log.debug('turn.done', {ms: Math.round(took)});
    const {name, outcome} = currentTurn() ?? {name: word('none'), outcome: 'answered'};
    const feature = word(name.split('.')[0] ?? name);
    deps.metrics.turn(took / 1_000, {kind, feature, name, outcome});
    const all = [...spoken.here, ...spoken.privately];
    const later = all.flatMap((reply) => (reply.kind === 'later' ? [workOf(reply, language)] : []));
    const [at, alone] = [saidOf(spoken.here), saidOf(spoken.privately)];
    return {here: at, privately: alone, later, inPlace: says === undefined, language};
  }

  function workOf({work}: LaterReply, language: Language): Answer['later'][number] {
    return async (signal) => {
      try {
        return saidOf(await work(signal));
      } catch (error) {
        return saidOf([failed(error, language, undefined)]);
      }
    };
  }

  function failed(error: unknown, language: Language, says: string | undefined): Reply {
    const reference = deps.newId().slice(0, 8);
    // One that was too slow fails for that.
    if (currentTurn()?.outcome !== 'too-slow') noteTurn({outcome: 'failed'});
    log.error('turn.failed', error, {reference: word(reference)});
    const explanation = isCoded(error, 'storage/unreachable')
      ? messages[language].storageAway(reference)
      : errorText('turn/failed', {reference}, language);
    return failureReply(language, explanation, says);
  }

  return {hear, press, receive, read};
}
