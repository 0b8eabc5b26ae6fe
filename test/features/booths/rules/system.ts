import {decideBooking, decideMove, type Request} from '../../../../src/features/booths/rules/booking.ts';
import {joinQuarters, type DayState, type Holder} from '../../../../src/features/booths/rules/day-state.ts';
import {
  decideCancel,
  decideEnd,
  decideExtend,
  decideRelease,
  decideStart,
  decideTakeBack,
  type Booking,
} from '../../../../src/features/booths/rules/lifecycle.ts';
import {
  difference,
  quartersOf,
  type Now,
  type Span,
  type Stretch,
} from '../../../../src/features/booths/rules/stretch.ts';
import {isAhead} from '../../../../src/features/booths/rules/breach.ts';
import {decideWait, handOut, type Wait} from '../../../../src/features/booths/rules/waiting.ts';
import {boothOf, kindOf} from '../../../../src/platform/office/office.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';

// A small store on the rules, with the rows that the real one keeps: slots, persons' days, bookings, waits.
// It asks the rules and writes; it checks nothing itself.

export type SlotRow = (
  | {readonly kind: 'booking'; readonly booking: string}
  | {readonly kind: 'hold'; readonly wait: string; readonly until: Now['instant']}
) & {readonly person: string};

export interface OwnWait extends Wait {
  readonly person: string;
  readonly day: string;
}

export class System {
  readonly bookings = new Map<string, Booking & {readonly person: string}>();
  readonly slots = new Map<string, SlotRow>();
  readonly days = new Map<string, readonly Stretch[]>();
  readonly waits = new Map<string, OwnWait>();
  private count = 0;
  private readonly office: Office;

  constructor(office: Office) {
    this.office = office;
  }

  state(person: string, day: string, kind: string, now: Now): DayState {
    const rows = [...this.slots].flatMap(([key, row]) => {
      const [of = '', booth = '', quarter = ''] = key.split('|');
      if (of !== day) return [];
      const mine = row.person === person;
      const by: Holder =
        row.kind === 'booking'
          ? {kind: 'booking', booking: row.booking, mine}
          : {kind: 'hold', wait: row.wait, until: row.until, mine};
      return [{booth, quarter: Number(quarter), by}];
    });
    const ahead = [...this.bookings.values()].filter(
      (each) =>
        each.person === person &&
        each.kind === kind &&
        (each.status === 'booked' || each.status === 'started') &&
        isAhead(each.day, each, now),
    );
    return {
      day,
      mine: this.days.get(`${person}|${day}`) ?? [],
      occupied: joinQuarters(rows),
      openBookings: ahead.length,
    };
  }

  book(person: string, day: string, kind: string, request: Request, now: Now): string | undefined {
    const decided = decideBooking(request, this.state(person, day, kind, now), this.office, now);
    if (decided.kind !== 'ok') return undefined;
    const id = `k${++this.count}`;
    const stretch = {booking: id, booth: decided.booth.id, kind, from: decided.from, to: decided.to};
    this.hold(person, day, stretch);
    const {booking: _, ...rest} = stretch;
    this.bookings.set(id, {...rest, id, person, day, status: 'booked', placed: now.instant});
    return id;
  }

  act(what: 'start' | 'cancel' | 'end' | 'release' | 'take-back', id: string, now: Now): boolean {
    const booking = this.get(id);
    const {person, day} = booking;
    switch (what) {
      case 'start':
        return this.set(decideStart(booking, now).kind === 'ok', {...booking, status: 'started'});
      case 'cancel': {
        if (decideCancel(booking, now).kind !== 'ok') return false;
        return this.give(booking, booking, {...booking, status: 'cancelled'}, now);
      }
      case 'end': {
        const decided = decideEnd(booking, now);
        if (decided.kind !== 'ok') return false;
        const {to} = decided;
        const ended = {...booking, to, status: 'ended' as const};
        if (to === booking.to) return this.set(true, ended);
        this.give(booking, {from: to, to: booking.to}, ended, now);
        const {status: _s, placed: _p, id: _i, day: _d, person: _n, ...stretch} = ended;
        this.days.set(`${person}|${day}`, [
          ...(this.days.get(`${person}|${day}`) ?? []),
          {booking: id, ...stretch},
        ]);
        return true;
      }
      case 'release': {
        const kind = kindOf(this.office, booking.kind);
        if (kind === undefined) return false;
        if (decideRelease(booking, kind, {up: true, told: true}, now).kind !== 'ok') return false;
        return this.give(booking, booking, {...booking, status: 'released'}, now);
      }
      case 'take-back': {
        const state = this.state(person, day, booking.kind, now);
        const decided = decideTakeBack(booking, state, this.office, now);
        if (decided.kind !== 'ok') return false;
        this.hold(person, day, decided.stretch);
        const {from, to} = decided.stretch;
        return this.set(true, {...booking, from, to, status: 'started'});
      }
    }
  }

  extend(id: string, by: number, now: Now): boolean {
    const booking = this.get(id);
    const state = this.state(booking.person, booking.day, booking.kind, now);
    const decided = decideExtend(booking, by, state, this.office, now);
    if (decided.kind !== 'ok') return false;
    this.drop(booking);
    const {booth, kind, from} = booking;
    this.hold(booking.person, booking.day, {booking: id, booth, kind, from, to: decided.to});
    return this.set(true, {...booking, to: decided.to});
  }

  move(id: string, day: string, kind: string, request: Request, now: Now): boolean {
    const booking = this.get(id);
    const {person} = booking;
    const decided = decideMove(booking, request, this.state(person, day, kind, now), this.office, now);
    if (decided.kind !== 'ok') return false;
    const place = {booth: decided.booth.id, from: decided.from, to: decided.to};
    // Only the rows that differ are written.
    const {freed, taken} =
      day === booking.day
        ? difference(booking, place)
        : {freed: quartersOf(booking), taken: quartersOf(place)};
    for (const quarter of freed) this.slots.delete(`${booking.day}|${booking.booth}|${quarter}`);
    this.forget(booking);
    for (const quarter of taken) {
      this.slots.set(`${day}|${place.booth}|${quarter}`, {kind: 'booking', booking: id, person});
    }
    this.remember(person, day, {booking: id, kind, ...place});
    this.passHolds(day, place);
    this.handOut(booking.day, booking.booth, booking, now);
    return this.set(true, {...booking, ...place, kind, day, status: 'booked', placed: now.instant});
  }

  wait(person: string, day: string, kind: string, request: Request, now: Now): string | undefined {
    const own = [...this.waits.values()].filter(
      (each) => each.person === person && each.day === day && each.status !== 'passed',
    );
    const decided = decideWait(request, this.state(person, day, kind, now), own, this.office, now);
    if (decided.kind !== 'ok') return undefined;
    const id = `w${String(++this.count).padStart(4, '0')}`;
    const {wanted, from, to} = decided;
    this.waits.set(id, {id, person, day, wanted, from, to, since: now.instant, status: 'waiting'});
    return id;
  }

  /** Holds that have run out go to the next in line. */
  sweep(now: Now): void {
    for (const wait of [...this.waits.values()]) {
      const rows = [...this.slots].filter(
        ([, row]) =>
          row.kind === 'hold' &&
          row.wait === wait.id &&
          row.until.epochMilliseconds <= now.instant.epochMilliseconds,
      );
      if (rows.length === 0) continue;
      for (const [key] of rows) this.slots.delete(key);
      this.waits.set(wait.id, {...wait, status: 'passed'});
      const booth = rows[0]?.[0].split('|')[1] ?? '';
      this.handOut(wait.day, booth, wait, now);
    }
  }

  private get(id: string): Booking & {readonly person: string} {
    const booking = this.bookings.get(id);
    if (booking === undefined) throw new Error(id);
    return booking;
  }

  private set(done: boolean, booking: Booking & {readonly person: string}): boolean {
    if (done) this.bookings.set(booking.id, booking);
    return done;
  }

  private hold(person: string, day: string, stretch: Stretch): void {
    for (const quarter of quartersOf(stretch)) {
      const key = `${day}|${stretch.booth}|${quarter}`;
      this.slots.set(key, {kind: 'booking', booking: stretch.booking, person});
    }
    this.remember(person, day, stretch);
    this.passHolds(day, stretch);
  }

  // A hold of which a part was booked, by its person or after it ran out, holds nothing any more.
  private passHolds(day: string, {booth, ...span}: Span & {booth: string}): void {
    for (const wait of this.waits.values()) {
      if (wait.day !== day || wait.status !== 'held' || wait.from >= span.to || span.from >= wait.to)
        continue;
      const keys = [...this.slots].filter(([, row]) => row.kind === 'hold' && row.wait === wait.id);
      if (keys.length === quartersOf(wait).length || keys.some(([key]) => key.split('|')[1] !== booth))
        continue;
      for (const [key] of keys) this.slots.delete(key);
      this.waits.set(wait.id, {...wait, status: 'passed'});
    }
  }

  private remember(person: string, day: string, stretch: Stretch): void {
    const key = `${person}|${day}`;
    this.days.set(key, [...(this.days.get(key) ?? []), stretch]);
  }

  private forget({person, day, id}: {person: string; day: string; id: string}): void {
    const key = `${person}|${day}`;
    this.days.set(
      key,
      (this.days.get(key) ?? []).filter((stretch) => stretch.booking !== id),
    );
  }

  private drop(booking: Booking & {readonly person: string}): void {
    for (const quarter of quartersOf(booking))
      this.slots.delete(`${booking.day}|${booking.booth}|${quarter}`);
    this.forget(booking);
  }

  private give(
    booking: Booking & {readonly person: string},
    freed: Span,
    after: Booking & {readonly person: string},
    now: Now,
  ): boolean {
    for (const quarter of quartersOf(freed)) this.slots.delete(`${booking.day}|${booking.booth}|${quarter}`);
    this.forget(booking);
    this.handOut(booking.day, booking.booth, freed, now);
    return this.set(true, after);
  }

  private handOut(day: string, boothId: string, freed: Span, now: Now): void {
    const booth = boothOf(this.office, boothId);
    if (booth === undefined) return;
    const waits = [...this.waits.values()].filter((wait) => wait.day === day);
    const state = this.state('nobody', day, booth.kind, now);
    const {holds} = handOut(booth, freed, waits, state, this.office, now);
    for (const {wait: id, until, from, to} of holds) {
      const wait = this.waits.get(id);
      if (wait === undefined) continue;
      this.waits.set(id, {...wait, status: 'held'});
      for (const quarter of quartersOf({from, to})) {
        this.slots.set(`${day}|${boothId}|${quarter}`, {kind: 'hold', wait: id, until, person: wait.person});
      }
    }
  }
}
