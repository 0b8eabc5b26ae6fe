import type {Closed} from '../../../platform/office/calendar.ts';
import type {Offer} from '../rules/offers.ts';

type Text = (what: string) => string;

/** What the feature says in chat, in either language. */
export interface Messages {
  readonly intents: Readonly<
    Record<'book' | 'availability' | 'mine' | 'cancel' | 'extend' | 'release' | 'checkin', string>
  >;
  readonly summary: Readonly<
    Record<'plan' | 'done' | 'refused' | 'day' | 'mine' | 'nothing' | 'note', string>
  >;
  readonly minutes: (minutes: number) => string;
  readonly span: (from: string, to: string) => string;
  /** Behind what it explains. */
  readonly aside: Text;
  readonly starting: Text;
  readonly list: (parts: readonly string[]) => string;
  readonly plan: {
    readonly title: Text;
    readonly move: string;
    readonly which: string;
    readonly site: string;
    readonly day: string;
    readonly dayError: string;
    readonly today: string;
    readonly tomorrow: string;
    readonly next: string;
    readonly start: string;
    readonly startError: string;
    readonly length: string;
    readonly lengthError: string;
    readonly until: (length: string, end: string) => string;
    readonly booth: string;
    readonly any: string;
    readonly otherDay: string;
    readonly otherTime: string;
    readonly confirm: string;
    readonly book: string;
    readonly moveTo: string;
    readonly rule: (kind: string, longest: string) => string;
    readonly full: Text;
    readonly rounded: (asked: string) => string;
    readonly noBooths: string;
    readonly neutral: string;
  };
  readonly facts: Readonly<Record<'booth' | 'floor' | 'when' | 'equipment' | 'state' | 'phone', string>>;
  readonly status: Readonly<
    Record<'booked' | 'started' | 'ended' | 'cancelled' | 'released' | 'over' | 'moved' | 'withdrawn', string>
  >;
  readonly done: Readonly<
    Record<
      'booked' | 'cancelled' | 'started' | 'ended' | 'extended' | 'moved' | 'taken-back' | 'waiting' | 'left',
      string
    >
  >;
  readonly already: Text;
  readonly releaseIn: (minutes: number) => string;
  readonly keepMove: string;
  readonly press: {
    readonly start: string;
    readonly end: string;
    readonly extend: Text;
    readonly move: string;
    readonly cancel: string;
    readonly cancelNow: string;
    readonly keep: string;
    readonly calendar: string;
    readonly mine: string;
    readonly wait: string;
    readonly unwait: string;
    readonly free: string;
    readonly again: string;
    readonly nextOpen: Text;
    readonly then: Text;
    readonly bookHeld: string;
    readonly takeBack: string;
  };
  /** What the bot says unasked. The summary stands in previews, so it names no booth and no time. */
  readonly notice: {
    readonly start: string;
    readonly end: string;
    readonly release: string;
    readonly released: string;
    readonly closed: Text;
    /** Ended while it ran: the booth, from when, and the hours that were lost. */
    readonly cut: (booth: string, from: string, lost: string) => string;
    readonly free: string;
    readonly summary: string;
  };
  readonly cancelAsk: string;
  readonly refused: string;
  readonly nearest: string;
  readonly offer: Readonly<Record<Offer['label'], (time: string, booth: string) => string>>;
  readonly breach: {
    readonly unknown: string;
    readonly unnamed: Text;
    readonly invalid: string;
    readonly short: Text;
    readonly past: string;
    readonly horizon: Text;
    readonly closed: Text;
    readonly hours: Text;
    readonly own: (when: string, booth: string) => string;
    readonly longest: (kind: string, longest: string, gap: string, use: string) => string;
    readonly cap: (kind: string, cap: string) => string;
    readonly open: (kind: string, most: number) => string;
    readonly taken: string;
    readonly shut: Text;
  };
  readonly closed: Readonly<Record<Exclude<Closed['kind'], 'own' | 'holiday'>, string>>;
  readonly stale: {
    readonly gone: string;
    readonly over: string;
    readonly begun: string;
    readonly notBegun: string;
    readonly early: Text;
    readonly started: string;
    readonly same: string;
    readonly spent: string;
    readonly busy: string;
    readonly extendable: string;
    readonly unextendable: string;
    readonly notReleased: string;
    readonly lineOver: string;
    readonly free: string;
    readonly waiting: string;
  };
  readonly day: {
    readonly title: Text;
    readonly legend: (signs: Signs) => string;
    readonly free: Text;
    readonly none: string;
    readonly mine: Text;
    readonly held: Text;
    readonly closed: string;
    readonly at: (time: string, booths: string) => string;
    readonly noneAt: Text;
    readonly see: string;
    readonly date: string;
    readonly before: Text;
    readonly after: Text;
    readonly more: string;
    readonly choose: Text;
    readonly shut: Text;
  };
  readonly mine: {
    readonly title: string;
    readonly none: string;
    readonly which: Text;
    readonly noneFits: string;
    readonly waiting: string;
    readonly held: Text;
  };
  readonly calendar: Text;
  readonly data: {
    readonly past: string;
    readonly bookings: string;
    readonly waits: string;
    readonly kept: string;
    readonly stays: string;
  };
}

/** What stands for each state in a day's strip. */
export type Signs = Readonly<Record<'free' | 'taken' | 'mine' | 'held' | 'closed' | 'past', string>>;
