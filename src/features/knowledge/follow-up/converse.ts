import type {Temporal} from '../../../kernel/time.ts';
import {pressButton, text} from '../../../platform/cards/card.ts';
import type {Reply, Speaker} from '../../../platform/feature.ts';
import type {Log} from '../../../platform/log.ts';
import {answerQuestion, candidateOf, type Desk, type Outcome} from '../answer.ts';
import {drawnOf, outcomeReply, passageReply, type Drawn} from '../cards.ts';
import {withFeedback, withMore} from '../feedback/cards.ts';
import {MAX_KEPT_QUESTION} from '../feedback/feedback.ts';
import {maskQuestion} from '../feedback/masking/mask.ts';
import type {Seal, Sealing} from '../feedback/seal.ts';
import type {Votes} from '../feedback/votes.ts';
import type {Shelf} from '../library/library.ts';
import {topicTerms, type Context} from './combine.ts';
import {messages} from './messages.ts';
import {readFollowUp, type Reading, type Request} from './recognise.ts';
import type {FoundTalk, Talks, TalkState} from './talks.ts';

export const ALONE_VERB = 'knowledge.alone';
export const ALONE_VERSION = 1;

export interface ConverseDeps {
  /** What is answered from: the documents that the speaker may see, there and on that day. */
  readonly deskOf: (speaker: Speaker) => Promise<Desk>;
  /** Notes that a document has answered. Never fails, and is not waited for. */
  readonly noteAnswer: (document: string) => void;
  readonly zone: string;
  readonly talks: Talks;
  readonly votes: Votes;
  readonly sealing: Sealing;
  /** The names that the tokenizer sees in a text. */
  readonly personNames: (text: string) => readonly string[];
  readonly newId: () => string;
  readonly log: Log;
  /** Deletes what is over, now and then; never waited for. */
  readonly tidy: (now: Temporal.Instant) => void;
}

export interface Converse {
  /** Answers a sentence, as going on from the last answer where it is a follow-up. */
  ask(speaker: Speaker, sentence: string): Promise<Reply[]>;
  /** Answers it as if nothing had been said before. */
  askAlone(speaker: Speaker, sentence: string): Promise<Reply[]>;
}

// A talk is a nicety: with storage out of reach the answer comes without it, and well within its time.
const STORAGE_MS = 1_000;

/** Answers questions in chat, with what was said before them and with what may be said of the answer. */
export function converse(deps: ConverseDeps): Converse {
  const {deskOf, noteAnswer, zone, talks, votes, sealing, personNames, newId, log} = deps;

  async function read(speaker: Speaker): Promise<FoundTalk | undefined> {
    try {
      return await talks.read(placeOf(speaker), speaker.now, soon(speaker));
    } catch (error) {
      log.error('talks.read', error);
      return undefined;
    }
  }

  // Without the key the answer comes all the same, only nothing can be said of it.
  async function sealOf(speaker: Speaker): Promise<Seal | undefined> {
    try {
      return await sealing(soon(speaker));
    } catch (error) {
      log.error('feedback.skipped', error);
      return undefined;
    }
  }

  async function remember(speaker: Speaker, found: FoundTalk | undefined, state: TalkState): Promise<void> {
    // What could not be read is not overwritten, which would only take more time.
    if (found === undefined) return;
    try {
      await talks.write(placeOf(speaker), found, state, speaker.now, soon(speaker));
    } catch (error) {
      log.error('talks.write', error);
    }
  }

  async function answer(speaker: Speaker, sentence: string, reading: Reading): Promise<Reply[]> {
    deps.tidy(speaker.now);
    const {language} = speaker;
    const today = speaker.now.toZonedDateTimeISO(zone).toPlainDate();
    const [desk, found, seal] = await Promise.all([deskOf(speaker), read(speaker), sealOf(speaker)]);
    const {shelf} = desk;
    const own = answerQuestion(sentence, desk);
    const state = found?.state;
    if (own.kind === 'refused') return [outcomeReply(own, language)];

    if (reading.kind === 'request') {
      const asked = await show(speaker, desk, found, reading.request);
      return [asked ?? {kind: 'text', text: messages[language].nothingBefore}];
    }
    const context = state === undefined || reading.kind === 'alone' ? undefined : contextOf(state, shelf);
    const combined = context && answerQuestion(sentence, desk, context);
    const goesOn = combined !== undefined && isBetter(combined, own, reading);
    const outcome = goesOn ? combined : own;
    const topic = goesOn && state !== undefined ? topicOf(state, shelf) : undefined;

    if (outcome.kind === 'answer') noteAnswer(outcome.candidates[0].document.id);
    if (outcome.kind === 'none' || outcome.kind === 'unsure') {
      // Not waited for: a count that is lost costs less than an answer that is late.
      void votes.unanswered(outcome.kind, today, AbortSignal.timeout(STORAGE_MS)).catch((error: unknown) => {
        log.error('counts.skipped', error);
      });
    }
    const drawn = drawnFrom(outcome);
    if (drawn.refs.length > 0) {
      const said = topicTerms(shelf.index.read(sentence));
      await remember(speaker, found, {
        refs: drawn.refs,
        open: drawn.open,
        sure: drawn.sure,
        terms: goesOn && state !== undefined ? state.terms : said,
        added: goesOn && state !== undefined ? (said.length > 0 ? said : state.added) : [],
      });
    }
    const reply = wentOn(outcomeReply(outcome, language), topic, sentence, speaker);
    if (seal === undefined) return [reply];
    const fb = seal.sign(feedback(outcome, topic), speaker.account);
    return [withFeedback(reply, drawn, fb, language)];

    function feedback({kind}: Outcome, said: string | undefined) {
      const masked = maskQuestion(sentence, personNames);
      const about = said === undefined ? '' : messages[language].keptWith(said);
      const q = masked === undefined ? undefined : (masked + about).slice(0, MAX_KEPT_QUESTION);
      const came = kind === 'answer' || kind === 'unsure' ? kind : 'none';
      return {op: newId(), day: today.toString(), came, ...(q === undefined ? {} : {q})} as const;
    }
  }

  /** What is wanted of the last answer; undefined where there is none. */
  async function show(
    speaker: Speaker,
    desk: Desk,
    found: FoundTalk | undefined,
    request: Request,
  ): Promise<Reply | undefined> {
    const state = found?.state;
    if (state === undefined) return undefined;
    const all = state.refs.map(({d, g, p}) => desk.shelf.find(d, g, p));
    // From the list of all, the next one is the first that is opened.
    const open = request === 'next' ? state.open + 1 : Math.max(state.open, 0);
    const wanted = all[open];
    if (wanted === undefined) {
      return open >= all.length ? {kind: 'text', text: messages[speaker.language].noMore} : undefined;
    }
    await remember(speaker, found, {...state, open});
    const candidates = all.filter((one) => one !== undefined).map((one) => candidateOf(one, undefined, desk));
    const place = candidates.findIndex(({passage}) => passage === wanted.passage);
    return passageReply({candidates, clashes: [], sure: state.sure}, place, speaker.language);
  }

  return {
    ask: (speaker, sentence) => answer(speaker, sentence, readFollowUp(sentence)),
    askAlone: (speaker, sentence) => answer(speaker, sentence, {kind: 'alone'}),
  };
}

// Alone with the bot there is one talk; with others, one for each person in each conversation.
function placeOf({account, place, conversation}: Speaker) {
  return {account, conversation: place === 'personal' ? undefined : (conversation ?? place)};
}

function soon({signal}: Speaker): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(STORAGE_MS)]);
}

function contextOf({refs, open, terms, added}: TalkState, shelf: Shelf): Context {
  const shown = refs[Math.max(open, 0)];
  const document = shown && shelf.find(shown.d, shown.g, shown.p)?.document.id;
  return {terms, added, document};
}

const RANK = {answer: 2, unsure: 1, none: 0, refused: 0} as const;

/** Whether to go on from what was said, when both ways of reading a sentence were tried. */
export function isBetter(combined: Outcome, own: Outcome, reading: Reading): boolean {
  if (RANK[combined.kind] === 0) return false;
  // A sentence that could stand alone must gain by it; one that could not need only not lose.
  return reading.kind === 'follows'
    ? RANK[combined.kind] >= RANK[own.kind]
    : own.kind !== 'answer' && RANK[combined.kind] > RANK[own.kind];
}

// Two words are enough to know it by; what stands in a heading says best what it is about.
function topicOf({refs, open, terms}: TalkState, shelf: Shelf): string {
  const shown = refs[Math.max(open, 0)];
  const found = shown && shelf.find(shown.d, shown.g, shown.p);
  const titles = found?.passage.titleTerms ?? [];
  // Verbs are kept in a base form that nobody says.
  const nouns = terms.filter((term) => !/\p{Script=Hiragana}$/u.test(term));
  const named = nouns.filter((term) => titles.includes(term));
  const [best] = [named, nouns, terms].filter((some) => some.length > 0);
  const [one = '', other = ''] = best ?? [];
  // 録音 and 室 are one word where they stand together.
  const said = found === undefined ? '' : `${found.document.title} ${found.passage.text}`;
  const word = [one + other, other + one].find((both) => said.includes(both));
  return other === '' ? one : (word ?? `${one}・${other}`);
}

function drawnFrom(outcome: Outcome): Drawn {
  if (!('candidates' in outcome)) return {refs: [], open: -1, sure: false};
  const sure = outcome.kind === 'answer';
  return {...drawnOf({...outcome, sure}), open: sure ? 0 : -1};
}

// Says as what the sentence was read, with the way out beside it.
function wentOn(reply: Reply, topic: string | undefined, sentence: string, {language}: Speaker): Reply {
  if (reply.kind !== 'card' || topic === undefined) return reply;
  const m = messages[language];
  const body = reply.card['body'] as readonly object[];
  const note = text(m.wentOn(topic), 'quiet');
  const button = pressButton(m.alone, ALONE_VERB, ALONE_VERSION, {q: sentence});
  return {...reply, card: withMore({...reply.card, body: [note, ...body]}, [], [button])};
}
