import type {Language} from '../../kernel/person.ts';
import type {Temporal} from '../../kernel/time.ts';

/** What a sentence says, in the form that commands print and features read. */
export interface Slots {
  /** `2026-11-25` */
  readonly date?: string;
  /** The last day of several, `水曜から3日間`. */
  readonly dateEnd?: string;
  /** `14:00` */
  readonly start?: string;
  /** `15:30`; `24:00` at most */
  readonly end?: string;
  readonly minutes?: number;
  /** The floor's number as a whole number; basements are negative. */
  readonly floor?: number;
  /** A person's surname or name as it was written, without 「さん」 or a post. */
  readonly name?: string;
  /** The post that stood with the name: 係長, 課長 … */
  readonly post?: string;
  /** What a feature's own words add: `kind`, `status` … */
  readonly [more: string]: string | number | undefined;
}

/** Something that the sentence says and that cannot be. The person is asked back. */
export type Trouble =
  | {readonly kind: 'no-such-date'; readonly text: string}
  | {readonly kind: 'no-such-time'; readonly text: string}
  | {readonly kind: 'end-before-start'; readonly text: string};

/** A sentence, read once, for all features. */
export interface Sentence {
  /** As it was written, without mentions and surrounding space. */
  readonly text: string;
  /** NFKC, lower case, single spaces: what patterns are held against. */
  readonly normal: string;
  readonly language: Language;
  readonly slots: Slots;
  readonly troubles: readonly Trouble[];
  /** Whether it asks: a question mark, か at the end, an interrogative. */
  readonly asks: boolean;
}

/** What understanding needs to know of the world; passed in, never looked up. */
export interface World {
  readonly now: Temporal.Instant;
  readonly zone: string;
  /** Opening and closing in minutes of the day: what 朝イチ and a bare 「2時」 mean. */
  readonly opens: number;
  readonly closes: number;
}

/** An intent's own claim on a sentence. */
export interface Claim {
  /** 0 to 1; 0.5 is the least that is acted on. */
  readonly score: number;
  /** Which words carried it, for the command that explains. */
  readonly because: string;
  readonly slots?: Slots;
}

export type Recognise = (sentence: Sentence) => Claim | undefined;

/** The part of an intent that the choice needs. */
export interface Choosable {
  /** `feature.verb`, or one word for the house's own */
  readonly name: string;
  /** An emergency comes before all others; the fallback takes what nobody claims. */
  readonly kind?: 'emergency' | 'fallback';
  readonly recognise: Recognise;
}

export interface Choice<T extends Choosable> {
  readonly intent: T;
  readonly slots: Slots;
  readonly because: string;
  readonly runnersUp: readonly {readonly name: string; readonly score: number; readonly because: string}[];
  /** Intents that claim it so closely that the person should be asked; the chosen one first. */
  readonly close: readonly T[];
}
