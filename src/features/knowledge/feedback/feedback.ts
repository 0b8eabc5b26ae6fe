import {z} from 'zod/v4';

/** What a person may say of an answer. */
export type Vote = 'useful' | 'wrong';

/** What came of a question, as it is kept with it: no answer, only a guess, or an answer called wrong. */
export type Came = 'none' | 'unsure' | 'wrong';

/** Longer ones are letters, and say more of their writer than of a gap. */
export const MAX_KEPT_QUESTION = 300;

/** For how many days an answer takes votes and consent. */
export const OPEN_DAYS = 30;

/**
 * What an answer's card carries for its votes. It can be changed by hand, so it
 * is signed, and checked again at the press. It names no person.
 */
export interface Feedback {
  /** The answer's own token: each account counts once for it. */
  readonly op: string;
  /** The day of the answer. */
  readonly day: string;
  readonly came: 'answer' | 'unsure' | 'none';
  /** The question with names masked; absent where it may not be offered for keeping. */
  readonly q?: string | undefined;
  /** A keyed hash of who asked: nobody else can let the question be kept. */
  readonly by: string;
  /** The signature of all above. */
  readonly sig: string;
  readonly voted?: Vote | undefined;
  readonly kept?: boolean | undefined;
}

export const voteSchema = z.enum(['useful', 'wrong']);

export const feedbackSchema: z.ZodType<Feedback> = z.object({
  op: z.uuid(),
  day: z.iso.date(),
  came: z.enum(['answer', 'unsure', 'none']),
  q: z.string().min(1).max(MAX_KEPT_QUESTION).optional(),
  by: z.string().max(64),
  sig: z.string().max(64),
  voted: voteSchema.optional(),
  kept: z.boolean().optional(),
});

/** What a kept question says of its answer; undefined where nothing went wrong that could be told. */
export function cameOf({came, voted}: Feedback): Came | undefined {
  if (came === 'none') return 'none';
  if (voted !== 'wrong') return undefined;
  return came === 'unsure' ? 'unsure' : 'wrong';
}
