import type {Account} from '../../../kernel/person.ts';
import type {DayText} from '../../../kernel/time.ts';
import type {Stale, Watched} from '../rules/lifecycle.ts';
import type {Now, Stretch} from '../rules/stretch.ts';
import type {Busy, Done, GivenTo, OwnedBooking, Unknown} from './desk.ts';

/** What jobs and commands do, for nobody in particular. */
export interface BackOffice {
  /** Whose bookings there are on a day, in whatever status. */
  bookingsOn(day: DayText, signal?: AbortSignal): Promise<OwnedBooking[]>;
  /** 自動解放: nobody came. Right without a lease: a second call finds it released. */
  release(booking: string, watched: Watched, now: Now, signal?: AbortSignal): Promise<ReleaseResult>;
  /** Holds that have run out go to the next in line, and what is free to those who wait for it. */
  settleWaits(day: DayText, now: Now, signal?: AbortSignal): Promise<readonly GivenTo[]>;
  /** Ends moves to another day that broke off between booking the new and cancelling the old. */
  finishMoves(now: Now, signal?: AbortSignal): Promise<number>;
  /** Closes a booth: bookings in the way are cancelled (one that runs ends with its quarter) and returned. */
  close(booth: string, closing: Closing, now: Now, signal?: AbortSignal): Promise<ClosedResult>;
  /** Opens it again, all of it or a part. Returns the quarters that are free again. */
  open(booth: string, span: Omit<Closing, 'reason'>, now: Now, signal?: AbortSignal): Promise<number>;
  /** Bookings of a day that no longer fit the office, with the rule that they break. */
  misfits(day: DayText, now: Now, signal?: AbortSignal): Promise<Misfit[]>;
  /** Cancels one that no longer fits (or that is closed away), in the office's name. */
  withdraw(booking: string, now: Now, signal?: AbortSignal): Promise<OwnedBooking | undefined>;
  /** Days before `before` become counts without persons. Returns how many bookings went. */
  retire(before: DayText, signal?: AbortSignal): Promise<number>;
  /** What a person had booked and is over, by day, as long as it is kept. */
  past(account: Account, now: Now, signal?: AbortSignal): Promise<PastDay[]>;
  /** Deletes what is held on one person of days that are over. */
  erase(account: Account, now: Now, signal?: AbortSignal): Promise<number>;
}

export interface PastDay {
  readonly day: DayText;
  /** Empty where all of it was cancelled. */
  readonly stretches: readonly Stretch[];
}

export type ReleaseResult =
  | Done<'released'>
  | {readonly kind: 'not-due'; readonly minutes: number}
  | {readonly kind: 'kept'; readonly why: 'started' | 'down' | 'untold'}
  | Stale
  | Unknown
  | Busy;

/** From a minute of one day to a minute of the same or a later day. */
export interface Closing {
  readonly from: {readonly day: DayText; readonly minute: number};
  readonly to: {readonly day: DayText; readonly minute: number};
  readonly reason: string;
}

export interface ClosedResult {
  /** Quarters that are closed by it now. */
  readonly quarters: number;
  /** Whose bookings went, to be told. */
  readonly withdrawn: readonly OwnedBooking[];
}

export interface Misfit extends OwnedBooking {
  readonly rule: string;
}
