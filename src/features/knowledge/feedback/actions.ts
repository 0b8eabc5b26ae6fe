import {z} from 'zod/v4';
import {Temporal} from '../../../kernel/time.ts';
import type {CardAction, Reply, Speaker} from '../../../platform/feature.ts';
import {oldCardReply} from '../../../platform/talk/cards.ts';
import type {Desk} from '../answer.ts';
import {generationTag} from '../library/library.ts';
import {CONTRADICTIONS} from '../clause/contradiction.ts';
import type {Found} from '../library/library.ts';
import {closedReply, FEEDBACK_VERSION, KEEP_VERB, VOTE_VERB} from './cards.ts';
import {cameOf, feedbackSchema, OPEN_DAYS, voteSchema, type Feedback} from './feedback.ts';
import type {KeptQuestions} from './kept-questions.ts';
import {maskQuestion} from './masking/mask.ts';
import {messages} from './messages.ts';
import type {Sealing} from './seal.ts';
import type {Drawn, PassageRef} from '../cards.ts';
import type {Votes} from './votes.ts';

export interface FeedbackDeps {
  readonly votes: Votes;
  readonly kept: KeptQuestions;
  readonly sealing: Sealing;
  /** The names that the tokenizer sees in a text. */
  readonly personNames: (text: string) => readonly string[];
  /** The office's time zone. */
  readonly zone: string;
  /** What the speaker may see. */
  readonly deskOf: (speaker: Speaker) => Promise<Desk>;
  /** The card anew; undefined where what it shows is no longer there. */
  readonly redraw: (speaker: Speaker, drawn: Drawn, fb: Feedback, desk: Desk) => Reply | undefined;
  /** The answer where a card's passages are gone. */
  readonly gone: (speaker: Speaker) => Reply;
}

/** A passage as a card's data names it, with limits on what may stand there. */
export const refSchema: z.ZodType<PassageRef> = z.object({
  d: z.string().max(512),
  g: z.string().max(64),
  p: z.string().max(64),
  m: z.tuple([z.int().min(0), z.int().min(0)]).optional(),
});

/** Which candidates contradict the first, and on what. */
export const clashesSchema = z.array(z.tuple([z.int().min(1).max(9), z.enum(CONTRADICTIONS)])).max(9);

const drawn = {
  refs: z.array(refSchema).max(10),
  open: z.int().min(-1).max(9),
  sure: z.boolean(),
  clashes: clashesSchema.optional(),
};
const voteData = z.object({...drawn, fb: feedbackSchema, vote: voteSchema});
const keepData = z.object({...drawn, fb: feedbackSchema});

/** What the buttons 「役に立った」, 「違う」 and the one that lets a question be kept do. */
export function feedbackActions(deps: FeedbackDeps): CardAction[] {
  const {votes, kept, sealing, personNames, zone, deskOf, redraw, gone} = deps;
  const todayOf = ({now}: Speaker) => now.toZonedDateTimeISO(zone).toPlainDate();
  // The day of another zone may be a day ahead; anything further was written by hand.
  const isOpen = ({day}: Feedback, today: Temporal.PlainDate) => {
    const age = Temporal.PlainDate.from(day).until(today, {largestUnit: 'days'}).days;
    return age >= -1 && age <= OPEN_DAYS;
  };
  const shown = ({refs, open}: Drawn, {shelf}: Desk): Found | undefined => {
    const ref = refs[Math.max(open, 0)];
    return ref === undefined ? undefined : shelf.find(ref.d, ref.g, ref.p);
  };
  const common = {version: FEEDBACK_VERSION, role: 'staff', where: 'anywhere', changes: true} as const;

  return [
    {
      ...common,
      verb: VOTE_VERB,
      read: (data) => {
        const read = voteData.safeParse(data).data;
        // There is nothing to vote on without an answer.
        return read === undefined || read.fb.came === 'none' || read.refs.length === 0 ? undefined : read;
      },
      async act(speaker, data) {
        const {fb, vote, ...card} = data as z.output<typeof voteData>; // `read` made it
        // Else anybody could count any number of votes, each on an answer of their own making.
        if (!(await sealing(speaker.signal)).isOurs(fb)) return [oldCardReply(speaker.language)];
        const today = todayOf(speaker);
        if (!isOpen(fb, today)) return [closedReply(speaker.language)];
        const desk = await deskOf(speaker);
        const found = shown(card, desk);
        if (found === undefined) return [gone(speaker)];
        const {document, passage} = found;
        const on = {document: document.id, generation: generationTag(document), passage: passage.id};
        await votes.give({op: fb.op, account: speaker.account, vote, on}, today, speaker.signal);
        return [redraw(speaker, card, {...fb, voted: vote}, desk) ?? gone(speaker)];
      },
    },
    {
      ...common,
      verb: KEEP_VERB,
      read: (data) => {
        const read = keepData.safeParse(data).data;
        if (read?.fb.q === undefined || cameOf(read.fb) === undefined) return undefined;
        return read;
      },
      async act(speaker, data) {
        const {fb, ...card} = data as z.output<typeof keepData>;
        const {language} = speaker;
        const seal = await sealing(speaker.signal);
        if (!seal.isOurs(fb)) return [oldCardReply(language)];
        // Not a card: the one in the channel stays as it is.
        if (!seal.isAsker(fb, speaker.account)) return [{kind: 'text', text: messages[language].notYours}];
        const today = todayOf(speaker);
        const came = cameOf(fb);
        if (!isOpen(fb, today) || came === undefined || fb.q === undefined) return [closedReply(language)];
        // An older version may have masked less.
        const masked = maskQuestion(fb.q, personNames);
        if (masked === undefined) return [closedReply(language)];
        const desk = await deskOf(speaker);
        const question = {
          question: masked,
          came,
          document: shown(card, desk)?.document.id ?? '',
          language,
        };
        await kept.keep(seal.once(fb.op, speaker.account), question, today, speaker.signal);
        return [redraw(speaker, card, {...fb, kept: true}, desk) ?? gone(speaker)];
      },
    },
  ];
}
