import {z} from 'zod/v4';
import type {CardAction, Intent, Reply, Speaker} from '../../platform/feature.ts';
import {answerQuestion, type Candidate} from './answer.ts';
import {
  goneReply,
  OPEN_VERB,
  OPEN_VERSION,
  outcomeReply,
  passageReply,
  startReply,
  type OpenData,
} from './cards.ts';
import type {Contacts} from './contacts.ts';
import type {Library} from './library/library.ts';
import {help, messages} from './messages.ts';

interface Deps {
  readonly library: Library;
  readonly contacts: () => Contacts;
  /** The office's time zone. */
  readonly zone: string;
}

const openData: z.ZodType<OpenData> = z.object({
  refs: z
    .array(
      z.object({
        d: z.string().max(512),
        g: z.string().max(64),
        p: z.string().max(64),
        m: z.tuple([z.int().min(0), z.int().min(0)]).optional(),
      }),
    )
    .min(1)
    .max(10),
  open: z.int().min(0).max(9),
  sure: z.boolean(),
});

const START = /^(規程|規定|ルール)(を|について)?質問(する|したい)?[。.]?$|^ask about (a rule|rules)[.]?$/;

/** What is asked of the documents. */
export function knowledgeIntents({library, contacts, zone}: Deps): Intent[] {
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
      answer({sentence, language, now}) {
        const today = now.toZonedDateTimeISO(zone).toPlainDate().toString();
        const outcome = answerQuestion(sentence.text, library.shelf(), contacts(), today);
        return Promise.resolve([outcomeReply(outcome, language)]);
      },
    },
  ];
}

/** What the buttons of answers do. */
export function knowledgeActions({library}: Pick<Deps, 'library'>): CardAction[] {
  return [
    {
      verb: OPEN_VERB,
      version: OPEN_VERSION,
      role: 'staff',
      where: 'anywhere',
      changes: false,
      read: (data) => openData.safeParse(data).data,
      // `read` made it.
      act: (speaker, data) => Promise.resolve([openPassage(speaker, data as OpenData, library)]),
    },
  ];
}

// What the card names is looked up again: a document may have been replaced or withdrawn since.
function openPassage({language}: Speaker, {refs, open, sure}: OpenData, library: Library): Reply {
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
  return place < 0 ? goneReply(language) : passageReply(candidates, place, sure, language);
}
