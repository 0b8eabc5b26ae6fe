import {z} from 'zod/v4';
import type {CardAction, Intent, Reply, Speaker} from '../../platform/feature.ts';
import {answerQuestion, candidateOf, type Candidate, type Clash, type Desk} from './answer.ts';
import {
  goneReply,
  OPEN_VERB,
  OPEN_VERSION,
  outcomeReply,
  passageReply,
  startReply,
  type OpenData,
} from './cards.ts';
import {CONTRADICTIONS} from './clause/contradiction.ts';
import {help, messages} from './messages.ts';

interface Deps {
  /** What is answered from: the documents that the speaker may see, there and on that day. */
  readonly deskOf: (speaker: Speaker) => Promise<Desk>;
  /** Notes that a document has answered. Never fails, and is not waited for. */
  readonly noteAnswer: (document: string) => void;
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
  clashes: z
    .array(z.tuple([z.int().min(1).max(9), z.enum(CONTRADICTIONS)]))
    .max(9)
    .optional(),
});

const START = /^(規程|規定|ルール)(を|について)?質問(する|したい)?[。.]?$|^ask about (a rule|rules)[.]?$/;

/** What is asked of the documents. */
export function knowledgeIntents({deskOf, noteAnswer}: Deps): Intent[] {
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
      async answer(turn) {
        const outcome = answerQuestion(turn.sentence.text, await deskOf(turn));
        if (outcome.kind === 'answer') noteAnswer(outcome.candidates[0].document.id);
        return [outcomeReply(outcome, turn.language)];
      },
    },
  ];
}

/** What the buttons of answers do. */
export function knowledgeActions({deskOf}: Pick<Deps, 'deskOf'>): CardAction[] {
  return [
    {
      verb: OPEN_VERB,
      version: OPEN_VERSION,
      role: 'staff',
      where: 'anywhere',
      changes: false,
      read: (data) => openData.safeParse(data).data,
      // `read` made it.
      act: async (speaker, data) => [openPassage(speaker, data as OpenData, await deskOf(speaker))],
    },
  ];
}

// What the card names is looked up again: a document may have been replaced or withdrawn since, or not be
// for whom presses.
function openPassage({language}: Speaker, data: OpenData, desk: Desk): Reply {
  const candidates: Candidate[] = [];
  const places = new Map<number, number>();
  for (const [index, ref] of data.refs.entries()) {
    const found = desk.shelf.find(ref.d, ref.g, ref.p);
    if (found === undefined) continue;
    places.set(index, candidates.length);
    const length = found.passage.text.length;
    const [start, end] = ref.m ?? [0, 0];
    const mark = start < end && end <= length ? {start, end} : undefined;
    candidates.push(candidateOf(found, mark, desk));
  }
  const open = places.get(data.open);
  if (open === undefined) return goneReply(language);
  const clashes = (data.clashes ?? []).flatMap(([against, on]): Clash[] => {
    const [one, other] = [places.get(0), places.get(against)];
    return one === undefined || other === undefined ? [] : [{between: [one, other], on}];
  });
  return passageReply({candidates, clashes, sure: data.sure}, open, language);
}
