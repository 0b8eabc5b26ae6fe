import * as z from 'zod/v4';
import {readLines, type Lines} from './corpus.ts';

const StaffQuestion = z
  .object({
    id: z.string().min(1),
    q: z.string().min(1),
    /** The start of the right document's name. */
    source: z.string().optional(),
    /** Regular expressions that the right passage's text matches, all of them. */
    must: z.array(z.string().refine(isPattern)).optional(),
    unanswerable: z.boolean().optional(),
  })
  .refine(
    ({source, must, unanswerable}) => unanswerable === true || (source !== undefined && must !== undefined),
    {
      path: ['source'],
    },
  );
/** A question as staff ask it, one line of `questions.jsonl`. */
export type StaffQuestion = z.infer<typeof StaffQuestion>;

/** Reads the lines of `questions.jsonl`; `file` is the name that problems carry. */
export function readStaffQuestions(file: string, text: string): Lines<StaffQuestion> {
  return readLines(StaffQuestion, file, text);
}

/** What the bot said to a question: the part that is measured. */
export interface Outcome {
  readonly kind: 'answer' | 'unsure' | 'none' | 'refused';
  readonly passages: readonly {readonly document: string; readonly text: string}[];
}

export interface QuestionScores {
  readonly questions: number;
  /** Shares of the answerable questions. */
  readonly rightFirst: number;
  readonly rightAmongThree: number;
  readonly refusedWrongly: number;
  /** A share of the unanswerable questions. */
  readonly refusedUnanswerable: number;
  readonly counts: {
    readonly answerable: number;
    readonly unanswerable: number;
    readonly rightFirst: number;
    readonly rightAmongThree: number;
    readonly refusedWrongly: number;
    readonly refusedUnanswerable: number;
  };
  /** The ids of the questions that went wrong, and how. */
  readonly missed: {
    readonly notFirst: readonly string[];
    readonly notAmongThree: readonly string[];
    readonly refusedWrongly: readonly string[];
    readonly answeredWrongly: readonly string[];
  };
}

/**
 * Measures outcomes against their questions, `outcomes[i]` being that of `questions[i]`. A question is
 * refused where the bot says that nothing supports an answer; "perhaps this" is not a refusal.
 */
export function scoreQuestions(
  questions: readonly StaffQuestion[],
  outcomes: readonly Outcome[],
): QuestionScores {
  if (questions.length !== outcomes.length) throw new RangeError('one outcome is needed for each question');
  const missed = {notFirst: [], notAmongThree: [], refusedWrongly: [], answeredWrongly: []} as {
    // The literal's arrays are empty, so their element type has to be said.
    [how in keyof QuestionScores['missed']]: string[];
  };
  let unanswerable = 0;
  for (const [i, question] of questions.entries()) {
    const {kind, passages} = outcomes[i] ?? {kind: 'none', passages: []};
    const refused = kind === 'none' || kind === 'refused';
    if (question.unanswerable === true) {
      unanswerable++;
      if (!refused) missed.answeredWrongly.push(question.id);
      continue;
    }
    if (refused) missed.refusedWrongly.push(question.id);
    const place = refused ? -1 : passages.findIndex((passage) => isRight(question, passage));
    if (place !== 0) missed.notFirst.push(question.id);
    if (place < 0 || place > 2) missed.notAmongThree.push(question.id);
  }
  const answerable = questions.length - unanswerable;
  const counts = {
    answerable,
    unanswerable,
    rightFirst: answerable - missed.notFirst.length,
    rightAmongThree: answerable - missed.notAmongThree.length,
    refusedWrongly: missed.refusedWrongly.length,
    refusedUnanswerable: unanswerable - missed.answeredWrongly.length,
  };
  const share = (count: number, of: number) => (of === 0 ? 0 : Number((count / of).toFixed(4)));
  return {
    questions: questions.length,
    rightFirst: share(counts.rightFirst, answerable),
    rightAmongThree: share(counts.rightAmongThree, answerable),
    refusedWrongly: share(counts.refusedWrongly, answerable),
    refusedUnanswerable: share(counts.refusedUnanswerable, unanswerable),
    counts,
    missed,
  };
}

/** Where the right passage stands among those that were found; for tuning, refusals left aside. */
export function labelOf(
  question: StaffQuestion,
  passages: Outcome['passages'],
): 'first' | 'three' | 'missed' | 'unanswerable' {
  if (question.unanswerable === true) return 'unanswerable';
  const place = passages.findIndex((passage) => isRight(question, passage));
  if (place < 0 || place > 2) return 'missed';
  return place === 0 ? 'first' : 'three';
}

function isRight({source = '', must = []}: StaffQuestion, passage: Outcome['passages'][number]): boolean {
  return (
    passage.document.startsWith(source) &&
    must.every((pattern) => new RegExp(pattern, 'u').test(passage.text))
  );
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
