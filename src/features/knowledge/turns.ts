import {z} from 'zod/v4';
import type {CardAction, Intent, Reply, Speaker} from '../../platform/feature.ts';
import type {Candidate} from './answer.ts';
import {
  goneReply,
  OPEN_VERB,
  OPEN_VERSION,
  outcomeReply,
  passageReply,
  refOf,
  startReply,
  type OpenData,
} from './cards.ts';
import {contactFor, type Contacts} from './contacts.ts';
import {feedbackActions, refSchema, type FeedbackDeps} from './feedback/actions.ts';
import {withFeedback, type Drawn} from './feedback/cards.ts';
import {feedbackSchema, type Feedback} from './feedback/feedback.ts';
import {followUpActions} from './follow-up/actions.ts';
import type {Converse} from './follow-up/converse.ts';
import type {Library} from './library/library.ts';
import {help, messages} from './messages.ts';

interface Deps {
  readonly library: Library;
  readonly contacts: () => Contacts;
  readonly converse: Converse;
}

const openData: z.ZodType<OpenData> = z.object({
  refs: z.array(refSchema).min(1).max(10),
  open: z.int().min(0).max(9),
  sure: z.boolean(),
  fb: feedbackSchema.optional(),
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
  deps: Deps & Pick<FeedbackDeps, 'votes' | 'kept' | 'personNames' | 'zone'>,
): CardAction[] {
  const {library, contacts, converse} = deps;
  return [
    {
      verb: OPEN_VERB,
      version: OPEN_VERSION,
      role: 'staff',
      where: 'anywhere',
      changes: false,
      read: (data) => openData.safeParse(data).data,
      act(speaker, data) {
        const {fb, ...drawn} = data as OpenData; // `read` made it
        return Promise.resolve([redraw(speaker, drawn, fb, deps) ?? goneReply(speaker.language)]);
      },
    },
    ...feedbackActions({
      ...deps,
      find: ({d, g, p}) => library.shelf().find(d, g, p),
      redraw: (speaker, drawn, fb) => redraw(speaker, drawn, fb, {library, contacts}),
      gone: ({language}) => goneReply(language),
    }),
    ...followUpActions(converse),
  ];
}

/**
 * An answer's card drawn anew. What it names is looked up again: a document may have been replaced or
 * withdrawn since.
 *
 * @returns undefined where the passage that was open is gone
 */
function redraw(
  {language}: Speaker,
  {refs, open, sure}: Drawn,
  fb: Feedback | undefined,
  {library, contacts}: Pick<Deps, 'library' | 'contacts'>,
): Reply | undefined {
  const shelf = library.shelf();
  const chosen = refs[open];
  const candidates: Candidate[] = [];
  let place = -1;
  for (const ref of refs) {
    const found = shelf.find(ref.d, ref.g, ref.p);
    if (found === undefined) continue;
    if (ref === chosen) place = candidates.length;
    const length = found.passage.text.length;
    const [start, end] = ref.m ?? [0, 0];
    const mark = start < end && end <= length ? {start, end} : undefined;
    candidates.push({...found, score: 0, mark});
  }
  if (open >= 0 && place < 0) return undefined;
  const reply = open >= 0 ? passageReply(candidates, place, sure, language) : listed();
  const drawn = {refs: candidates.map(refOf), open: place, sure};
  return fb === undefined ? reply : withFeedback(reply, drawn, fb, language);

  function listed(): Reply {
    const contact = contactFor(fb?.q ?? '', contacts());
    const [first, ...others] = candidates;
    return first === undefined || fb?.came === 'none'
      ? outcomeReply({kind: 'none', contact}, language)
      : outcomeReply({kind: 'unsure', candidates: [first, ...others], contact}, language);
  }
}
