import {z} from 'zod/v4';
import type {CardAction, Intent, Reply, Speaker} from '../../platform/feature.ts';
import {candidateOf, type Candidate, type Clash, type Desk} from './answer.ts';
import {
  drawnOf,
  goneReply,
  OPEN_VERB,
  OPEN_VERSION,
  outcomeReply,
  passageReply,
  type Drawn,
  startReply,
  type OpenData,
} from './cards.ts';
import {contactFor} from './contacts.ts';
import {clashesSchema, feedbackActions, refSchema, type FeedbackDeps} from './feedback/actions.ts';
import {withFeedback} from './feedback/cards.ts';
import {feedbackSchema, type Feedback} from './feedback/feedback.ts';
import {followUpActions} from './follow-up/actions.ts';
import type {Converse} from './follow-up/converse.ts';
import {help, messages} from './messages.ts';

interface Deps {
  readonly converse: Converse;
}

const openData: z.ZodType<OpenData> = z.object({
  refs: z.array(refSchema).min(1).max(10),
  open: z.int().min(0).max(9),
  sure: z.boolean(),
  clashes: clashesSchema.optional(),
  // A card of an earlier version still opens its passages; it only takes no votes.
  fb: feedbackSchema.optional().catch(undefined),
});

const START = /^(規程|規定|ルール)(を|について)?質問(する|したい)?[。.]?$|^ask about (a rule|rules)[.]?$/;

/** What is asked of the documents. */
export function knowledgeIntents({converse}: Pick<Deps, 'converse'>): Intent[] {
  return [
    {
      // The command in the app's menu: Teams sends its title.
      name: 'knowledge.start',
      title: {ja: messages.ja.startTitle, en: messages.en.startTitle},
      role: 'staff',
      where: 'anywhere',
      changes: false,
      recognise: ({normal}) => {
        const said = START.exec(normal);
        return said === null ? undefined : {score: 1, because: said[0]};
      },
      examples: {ja: ['規程を質問'], en: ['Ask about a rule']},
      answer: ({language}) => Promise.resolve([startReply(help[language], language)]),
    },
    {
      name: 'knowledge.ask',
      title: {ja: messages.ja.askTitle, en: messages.en.askTitle},
      // Whatever no feature claims is a question.
      kind: 'fallback',
      role: 'staff',
      where: 'anywhere',
      changes: false,
      recognise: () => undefined,
      examples: {
        ja: ['集中ブースは何時間まで使えますか', '私物のスマホを仕事で使っていい？'],
        en: ['How long may I use a focus booth?'],
      },
      answer: (turn) => converse.ask(turn, turn.sentence.text),
    },
  ];
}

/** What the buttons of answers do. */
export function knowledgeActions(
  deps: Deps & Pick<FeedbackDeps, 'deskOf' | 'votes' | 'kept' | 'sealing' | 'personNames' | 'zone'>,
): CardAction[] {
  const {deskOf, converse} = deps;
  return [
    {
      verb: OPEN_VERB,
      version: OPEN_VERSION,
      role: 'staff',
      where: 'anywhere',
      changes: false,
      read: (data) => openData.safeParse(data).data,
      async act(speaker, data) {
        const {fb, ...drawn} = data as OpenData; // `read` made it
        return [redraw(speaker, drawn, fb, await deskOf(speaker)) ?? goneReply(speaker.language)];
      },
    },
    ...feedbackActions({...deps, redraw, gone: ({language}) => goneReply(language)}),
    ...followUpActions(converse),
  ];
}

/**
 * An answer's card drawn anew. What it names is looked up again: a document may have been replaced or
 * withdrawn since, or not be for whom presses.
 *
 * @returns undefined where the passage that was open is gone
 */
function redraw({language}: Speaker, drawn: Drawn, fb: Feedback | undefined, desk: Desk): Reply | undefined {
  const candidates: Candidate[] = [];
  // Where each of the card's passages stands among those that are left.
  const places = new Map<number, number>();
  for (const [index, ref] of drawn.refs.entries()) {
    const found = desk.shelf.find(ref.d, ref.g, ref.p);
    if (found === undefined) continue;
    places.set(index, candidates.length);
    const length = found.passage.text.length;
    const [start, end] = ref.m ?? [0, 0];
    const mark = start < end && end <= length ? {start, end} : undefined;
    candidates.push(candidateOf(found, mark, desk));
  }
  const open = drawn.open < 0 ? -1 : places.get(drawn.open);
  if (open === undefined) return undefined;
  const clashes = (drawn.clashes ?? []).flatMap(([against, on]): Clash[] => {
    const [one, other] = [places.get(0), places.get(against)];
    return one === undefined || other === undefined ? [] : [{between: [one, other], on}];
  });
  const {sure} = drawn;
  const reply = open >= 0 ? passageReply({candidates, clashes, sure}, open, language) : listed();
  return fb === undefined
    ? reply
    : withFeedback(reply, {...drawnOf({candidates, clashes, sure}), open}, fb, language);

  function listed(): Reply {
    const contact = contactFor(fb?.q ?? '', desk.contacts);
    const [first, ...others] = candidates;
    return first === undefined || fb?.came === 'none'
      ? outcomeReply({kind: 'none', contact}, language)
      : outcomeReply({kind: 'unsure', candidates: [first, ...others], clashes, contact}, language);
  }
}
