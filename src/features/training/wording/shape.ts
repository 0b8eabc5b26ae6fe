import type {Figures} from '../reporting/report.ts';
import type {Channel} from '../rules/obligation.ts';
import type {Refusal} from '../store/desk.ts';
import type {NotTold} from '../weekly/store.ts';

/** What the feature says in chat, in either language. */
export interface Messages {
  readonly channels: Readonly<Record<Channel, string>>;
  readonly open: {
    readonly title: string;
    readonly reminder: string;
    readonly none: string;
    readonly unknown: string;
    readonly noHistory: string;
    readonly due: (until: string, days: number) => string;
    readonly overdue: (until: string, days: number) => string;
    readonly may: (until: string) => string;
    readonly minutes: (minutes: number) => string;
    readonly unconfirmed: string;
    readonly more: (rest: number) => string;
    readonly toFirst: string;
    readonly take: string;
    readonly done: string;
    readonly later: string;
    readonly object: string;
    readonly intranet: string;
    readonly rests: Readonly<Record<'put-off' | 'objection', (until: string) => string>>;
    readonly isDone: string;
    readonly saidDone: string;
    readonly ask: string;
    readonly history: string;
    readonly historySays: string;
    readonly summary: string;
  };
  /** What a press came to; `title` is the course's. */
  readonly press: {
    readonly done: (title: string) => string;
    readonly later: (title: string, until: string) => string;
    readonly object: (title: string, until: string) => string;
    readonly nobody: (title: string, until: string) => string;
    readonly refused: Readonly<Record<Refusal['why'], string>>;
    readonly notYours: string;
  };
  readonly objection: {
    readonly title: string;
    readonly facts: Readonly<Record<'person' | 'course' | 'due' | 'until', string>>;
    readonly reason: string;
    readonly reasonMissing: string;
    readonly own: string;
    readonly exempt: string;
    readonly stays: string;
    readonly ruledExempt: (reason: string) => string;
    readonly ruledStays: string;
    readonly settled: string;
    readonly gone: string;
    readonly withheld: (number: string) => string;
    readonly toldExempt: (title: string, reason: string) => string;
    readonly toldStays: (title: string) => string;
    readonly summary: string;
  };
  readonly questions: {
    readonly title: (title: string) => string;
    readonly anonymous: string;
    readonly grouped: string;
    /** From the best grade to the worst. */
    readonly understood: readonly string[];
    readonly useful: readonly string[];
    readonly send: string;
    readonly thanks: string;
    readonly already: string;
    readonly nothing: string;
    readonly gone: string;
  };
  readonly nomination: {
    readonly title: string;
    readonly facts: Readonly<Record<'course' | 'section' | 'count' | 'until', string>>;
    readonly count: (most: number) => string;
    readonly choose: string;
    readonly name: string;
    readonly change: string;
    readonly done: (names: readonly string[]) => string;
    readonly missing: string;
    readonly tooMany: (most: number) => string;
    readonly notYours: string;
    readonly gone: string;
  };
  readonly sessions: {
    readonly title: string;
    readonly none: string;
    readonly intent: string;
    readonly when: (day: string, from: string, to: string, place: string) => string;
    readonly free: (seats: number) => string;
    readonly full: (waiting: number) => string;
    readonly signUp: string;
    readonly wait: string;
    readonly giveUp: string;
    readonly leave: string;
    readonly roster: string;
    readonly in: string;
    readonly waiting: string;
    readonly signedUp: (title: string) => string;
    readonly inLine: (title: string) => string;
    readonly given: (title: string) => string;
    readonly gone: string;
    readonly begun: string;
    readonly notYours: string;
    readonly promoted: (title: string) => string;
    readonly rosterTitle: (title: string) => string;
    readonly nobody: string;
    readonly tick: string;
    readonly save: string;
    readonly attended: (count: number) => string;
    readonly tooEarly: string;
    readonly tooMany: (count: number) => string;
    readonly see: string;
    readonly seeSays: string;
  };
  /** What comes once a week to heads and to the section in charge. */
  readonly weekly: {
    readonly title: string;
    readonly line: (mark: string, title: string, figures: Figures, rate: number) => string;
    readonly pending: string;
    readonly person: (name: string, titles: readonly string[]) => string;
    readonly more: (rest: number) => string;
    readonly undelivered: (count: number) => string;
    readonly missed: (name: string, number: string, section: string, why: string) => string;
    readonly why: Readonly<Record<NotTold, string>>;
    readonly whatToDo: string;
    readonly summary: string;
  };
  readonly data: {
    readonly history: string;
    readonly open: string;
    readonly historyLine: (title: string, day: string, channel: string, unconfirmed: boolean) => string;
    readonly openLine: (title: string, due: string, may: boolean) => string;
    readonly kept: (years: number) => string;
    readonly whileOpen: string;
    readonly join: string;
    readonly seats: string;
    readonly seatsKept: string;
    readonly stays: string;
  };
}
