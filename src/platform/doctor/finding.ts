import type {Bilingual} from '../../kernel/person.ts';
import type {Temporal} from '../../kernel/time.ts';

/** What a look at one thing came to. `wrong` keeps the service from working, `look` is for somebody to judge. */
export interface Finding {
  readonly about: string;
  readonly state: 'good' | 'look' | 'wrong';
  /** What was seen, and what to do where it is not good. No person, no secret in it. */
  readonly text: Bilingual;
}

/** One look at one part of the house. */
export type Check = (now: Temporal.Instant, signal: AbortSignal) => Promise<readonly Finding[]>;
