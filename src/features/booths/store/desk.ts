import type {Account} from '../../../kernel/person.ts';
import type {DayText, MinuteOfDay, Temporal} from '../../../kernel/time.ts';
import type {Refused, Unmovable} from '../rules/booking.ts';
import type {Wanted} from '../rules/choices.ts';
import type {DayState} from '../rules/day-state.ts';
import type {Booking, Limited, Stale} from '../rules/lifecycle.ts';
import type {Now, Span} from '../rules/stretch.ts';
import type {Wait} from '../rules/waiting.ts';

/**
 * The desk at which booths are given out: what the rules decide, done in the tables, whoever else is at it. Types
 * only. Every change is one transaction of its day; it names the operation token of the card that was pressed, and
 * the same press again gives the same answer with `fresh: false`. A refusal writes nothing.
 */
export interface BoothDesk {
  /**
   * A whole day as a person meets it, all booths.
   *
   * @param kind whose bookings `openBookings` counts; 0 where it is left out, which spares reading other days
   */
  day(account: Account, day: DayText, now: Now, signal?: AbortSignal, kind?: string): Promise<DayState>;

  /** The person's bookings that run or are to come, in the order of time. */
  bookings(account: Account, now: Now, signal?: AbortSignal): Promise<KeptBooking[]>;
  /** A booking of the person's own, in whatever status; undefined for another's and for an id by hand. */
  find(account: Account, booking: string, signal?: AbortSignal): Promise<KeptBooking | undefined>;

  book(account: Account, order: Order, now: Now, signal?: AbortSignal): Promise<BookResult>;
  /** Before it begins. */
  cancel(account: Account, press: Press, now: Now, signal?: AbortSignal): Promise<CancelResult>;
  /** 利用開始 */
  start(account: Account, press: Press, now: Now, signal?: AbortSignal): Promise<StartResult>;
  /** 利用終了 */
  end(account: Account, press: Press, now: Now, signal?: AbortSignal): Promise<EndResult>;
  extend(
    account: Account,
    press: Press & {readonly by: number},
    now: Now,
    signal?: AbortSignal,
  ): Promise<ExtendResult>;
  /** Within its day the booking keeps its id; on another day it gets a new one, and the old says `movedTo`. */
  move(
    account: Account,
    press: Press & Omit<Order, 'op'>,
    now: Now,
    signal?: AbortSignal,
  ): Promise<MoveResult>;
  /** まだ使っています */
  takeBack(account: Account, press: Press, now: Now, signal?: AbortSignal): Promise<TakeBackResult>;

  /** Stands in line for a time that is taken. */
  wait(account: Account, order: Order, now: Now, signal?: AbortSignal): Promise<WaitResult>;
  /** Leaves the line; what was held goes to the next. */
  unwait(
    account: Account,
    press: {readonly op: string; readonly wait: string},
    now: Now,
    signal?: AbortSignal,
  ): Promise<UnwaitResult>;
  /** The person's waits that still stand (waiting or held), in the order of time. */
  waits(account: Account, now: Now, signal?: AbortSignal): Promise<KeptWait[]>;
  /** One of the person's waits by its id, whatever became of it. */
  findWait(account: Account, wait: string, signal?: AbortSignal): Promise<KeptWait | undefined>;
}

/** A booking as it is kept. */
export interface KeptBooking extends Booking {
  /** The booking on another day that took its place. */
  readonly movedTo?: string;
  /** Cancelled by the office, by closing the booth or by new rules. */
  readonly byOffice?: boolean;
  /** Where the office ended it while it ran: when it would have ended. */
  readonly formerTo?: MinuteOfDay;
}

export interface OwnedBooking {
  readonly account: Account;
  readonly booking: KeptBooking;
}

export interface KeptWait extends Wait {
  readonly day: DayText;
  /** Where `held`: the booth and until when. */
  readonly held?: {readonly booth: string; readonly until: Temporal.Instant};
}

/** What a person orders. Anything may stand in it: it comes from a card. */
export interface Order extends Span {
  /** The card's operation token. */
  readonly op: string;
  readonly wanted: Wanted;
  readonly day: DayText;
}

/** A press on a booking. */
export interface Press {
  readonly op: string;
  readonly booking: string;
}

/** A time that came free and is now kept for, or offered to, one who waited: they are to be told. */
export interface GivenTo extends Span {
  readonly account: Account;
  readonly wait: string;
  readonly booth: string;
  readonly day: DayText;
  /** Where it is kept; absent where it is offered to all who wait. */
  readonly until?: Temporal.Instant;
}

/** A change that was made. */
export interface Done<Kind extends string> {
  readonly kind: Kind;
  /** As it stands now; where `fresh` is false it may have changed again since. */
  readonly booking: KeptBooking;
  /** False where this press was answered before. */
  readonly fresh: boolean;
  /** Who is to be told of what came free by it. */
  readonly given: readonly GivenTo[];
}

/** The card's token has done something else already, and this is the booking that it concerned. */
export interface Spent {
  readonly kind: 'spent';
  readonly booking?: KeptBooking;
}

/** No such booking or wait of this person. */
export interface Unknown {
  readonly kind: 'unknown';
}

/** So many change the same thing that it could not be done in the tries that there are. Nothing was changed. */
export interface Busy {
  readonly kind: 'busy';
}

export type BookResult = (Done<'booked'> & {readonly rounded?: Span}) | Refused | Spent | Busy;
export type CancelResult = Done<'cancelled'> | {readonly kind: 'begun'} | Stale | Spent | Unknown | Busy;
export type StartResult =
  | Done<'started'>
  | {readonly kind: 'already'}
  | {readonly kind: 'too-early'; readonly from: number}
  | Stale
  | Spent
  | Unknown
  | Busy;
export type EndResult = Done<'ended'> | {readonly kind: 'not-begun'} | Stale | Spent | Unknown | Busy;
export type ExtendResult = Done<'extended'> | Limited | Stale | Spent | Unknown | Busy;
export type MoveResult =
  (Done<'moved'> & {readonly rounded?: Span}) | Refused | Unmovable | Spent | Unknown | Busy;
export type TakeBackResult =
  | Done<'taken-back'>
  | Limited
  | {readonly kind: 'not-released'; readonly status: Exclude<Booking['status'], 'released'>}
  | {readonly kind: 'over'}
  | Spent
  | Unknown
  | Busy;
export type WaitResult =
  | {readonly kind: 'waiting'; readonly wait: KeptWait; readonly fresh: boolean}
  /** Not taken at all: it can be booked as it is. */
  | {readonly kind: 'free'}
  | {readonly kind: 'already'; readonly wait: KeptWait}
  | Refused
  | Spent
  | Busy;
export type UnwaitResult =
  | {readonly kind: 'left'; readonly fresh: boolean; readonly given: readonly GivenTo[]}
  | {readonly kind: 'over'}
  | Spent
  | Unknown
  | Busy;
