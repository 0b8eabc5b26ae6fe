import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {DayState} from '../../../../src/features/booths/rules/day-state.ts';
import {nowIn, type Now} from '../../../../src/features/booths/rules/stretch.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';
import {daysBetween, kindOfBooth, mayBook, mayHold} from './oracle.ts';
import {sampleOffice} from './sample.ts';
import {System} from './system.ts';

// Sequences of everything that people and the clock do, on a small store, against a ledger that is kept by hand.

interface Entry {
  readonly id: string;
  readonly person: string;
  booth: string;
  kind: string;
  day: string;
  from: number;
  to: number;
  status: 'booked' | 'started' | 'ended' | 'cancelled' | 'released';
  placed: number;
}

/** What the world should be. It knows bookings only, and counts in minutes. */
class Ledger {
  readonly entries: Entry[] = [];
  instant: Temporal.Instant;
  readonly office: Office;
  readonly done = new Map<string, number>();

  constructor(office: Office, start: string) {
    this.office = office;
    this.instant = Temporal.Instant.from(start);
  }

  now(): Now {
    return nowIn(this.instant, 'Asia/Tokyo');
  }

  day(offset: number): string {
    return new Date(Date.parse(this.now().day) + offset * 86_400_000).toISOString().slice(0, 10);
  }

  counted(): Entry[] {
    return this.entries.filter(({status}) => status !== 'cancelled' && status !== 'released');
  }

  /** The day as a person meets it, with the holds that the store has given. */
  state(person: string, day: string, kind: string, system: System, leave?: string): DayState {
    const entries = this.counted().filter((entry) => entry.day === day && entry.id !== leave);
    const now = this.now();
    const holds = [...system.slots].flatMap(([key, row]) => {
      const [of, booth = '', quarter] = key.split('|');
      if (of !== day || row.kind !== 'hold') return [];
      const by = {kind: 'hold' as const, wait: row.wait, mine: row.person === person, until: row.until};
      return [{booth, from: Number(quarter) * 15, to: Number(quarter) * 15 + 15, by}];
    });
    return {
      day,
      mine: entries
        .filter((entry) => entry.person === person)
        .map((entry) => ({...entry, booking: entry.id})),
      occupied: [
        ...holds,
        ...entries.map(({booth, from, to, id}) => {
          return {booth, from, to, by: {kind: 'booking' as const, booking: id, mine: false}};
        }),
      ],
      openBookings: this.entries.filter(
        (entry) =>
          entry.id !== leave &&
          entry.person === person &&
          entry.kind === kind &&
          (entry.status === 'booked' || entry.status === 'started') &&
          (entry.day > now.day || (entry.day === now.day && entry.from > now.minute)),
      ).length,
    };
  }

  /** Minutes from now until a minute of a day. */
  until({day}: {day: string}, minute: number): number {
    const now = this.now();
    return daysBetween(now.day, day) * 1440 + minute - now.minute;
  }

  isLive({status}: Entry): boolean {
    return status === 'booked' || status === 'started';
  }
}

type Step = fc.Command<Ledger, System>;

function step(name: string, run: (ledger: Ledger, system: System) => boolean | undefined): Step {
  return {
    check: () => true,
    run: (ledger, system) => {
      const result = run(ledger, system);
      if (result !== undefined) {
        const key = `${name.split(' ')[0] ?? ''} ${result ? 'yes' : 'no'}`;
        ledger.done.set(key, (ledger.done.get(key) ?? 0) + 1);
      }
      holdsAll(ledger, system);
    },
    toString: () => name,
  };
}

/** What must be true after every step, minute by minute. */
function holdsAll(ledger: Ledger, system: System): void {
  const {office} = ledger;
  const first = ledger.counted().reduce((least, {day}) => (day < least ? day : least), ledger.now().day);
  const booths = new Map<string, string>();
  const persons = new Map<string, string>();
  const quarters = new Set<string>();
  const used = new Map<string, Set<number>>();
  for (const {id, person, booth, kind, day, from, to} of ledger.counted()) {
    for (let minute = from; minute < to; minute++) {
      const absolute = daysBetween(first, day) * 1440 + minute;
      assert.ok(!booths.has(`${booth} ${absolute}`), `two in ${booth} on ${day} at ${minute}`);
      booths.set(`${booth} ${absolute}`, id);
      assert.ok(!persons.has(`${person} ${absolute}`), `${person} in two on ${day} at ${minute}`);
      persons.set(`${person} ${absolute}`, id);
      if (minute % 15 === 0) quarters.add(`${day}|${booth}|${minute / 15}|${id}`);
      const key = `${person} ${kind}`;
      used.set(key, (used.get(key) ?? new Set()).add(absolute));
    }
  }
  // Over midnights too: the pause of the night ends a use.
  for (const [key, minutes] of used) {
    const rule = office.kinds.find(({id}) => id === key.split(' ')[1]);
    assert.ok(rule);
    const sorted = [...minutes].sort((a, b) => a - b);
    let run = 0;
    sorted.forEach((minute, i) => {
      run = minute - (sorted[i - 1] ?? minute) > rule.gap ? 1 : run + 1;
      assert.ok(run <= rule.longestUse, `${key}: ${run} minutes in one use`);
    });
  }
  const stored = [...system.slots].flatMap(([key, row]) =>
    row.kind === 'booking' ? [`${key}|${row.booking}`] : [],
  );
  assert.deepEqual(stored.sort(), [...quarters].sort());
}

const PEOPLE = ['aoki', 'baba', 'chiba'];
const BOOTHS = ['focus-1', 'focus-2', 'web-a'];
const person = fc.constantFrom(...PEOPLE);
const booth = fc.constantFrom(...BOOTHS);
const offset = fc.constantFrom(0, 0, 0, 1, 2);
/** A start: a quarter of the day, or some quarters from now, so that the clock comes by. */
type Start = {readonly at: number} | {readonly soon: number};
// Near each other, so that they meet: six hours of the day, and both sides of midnight.
const from: fc.Arbitrary<Start> = fc.oneof(
  fc.integer({min: 36, max: 60}).map((quarter) => ({at: quarter * 15})),
  fc.integer({min: 1, max: 8}).map((quarter) => ({at: quarter * 15})),
  fc.integer({min: 88, max: 95}).map((quarter) => ({at: quarter * 15})),
  {arbitrary: fc.integer({min: -1, max: 6}).map((soon) => ({soon})), weight: 4},
);
function minuteOf(start: Start, ledger: Ledger): number {
  if ('at' in start) return start.at;
  return Math.min(95, Math.max(0, Math.floor(ledger.now().minute / 15) + start.soon)) * 15;
}
const length = fc.integer({min: 1, max: 10}).map((quarters) => quarters * 15);
const which = fc.nat({max: 30});
const LIFE = ['start', 'cancel', 'end', 'release', 'take-back'] as const;

function pick(ledger: Ledger, index: number): Entry | undefined {
  return ledger.entries.length === 0 ? undefined : ledger.entries[index % ledger.entries.length];
}

/** One for which the press is likely to do something; every third press is on any. */
function likely(what: (typeof LIFE)[number], ledger: Ledger, index: number): Entry | undefined {
  const suits = ledger.entries.filter((entry) => {
    if (ledger.until(entry, entry.to) <= 0 || ledger.until(entry, entry.from) > 0) return false;
    return what === 'take-back' ? entry.status === 'released' : ledger.isLive(entry);
  });
  return index % 3 === 0 || suits.length === 0 ? undefined : suits[index % suits.length];
}

const steps: fc.Arbitrary<Step>[] = [
  fc.tuple(person, booth, offset, from, length).map(([who, what, days, begin, minutes]) =>
    step(`book ${who} ${what} +${days} ${JSON.stringify(begin)} ${minutes}`, (ledger, system) => {
      const start = minuteOf(begin, ledger);
      const [day, kind, now] = [ledger.day(days), kindOfBooth(ledger.office, what).id, ledger.now()];
      const wish = {booth: what, from: start, to: start + minutes};
      const may = wish.to <= 1440 && mayBook(wish, ledger.state(who, day, kind, system), ledger.office, now);
      const request = {wanted: {booth: what}, from: start, to: start + minutes};
      const id = system.book(who, day, kind, request, now);
      assert.equal(id !== undefined, may);
      if (id !== undefined) {
        const placed = ledger.instant.epochMilliseconds;
        ledger.entries.push({id, person: who, kind, day, ...wish, status: 'booked', placed});
      }
      return may;
    }),
  ),
  fc.tuple(which, booth, offset, from, length).map(([index, what, days, begin, minutes]) =>
    step(`move ${index} ${what} +${days} ${JSON.stringify(begin)} ${minutes}`, (ledger, system) => {
      const start = minuteOf(begin, ledger);
      const entry = pick(ledger, index);
      if (entry === undefined) return undefined;
      const [day, kind, now] = [ledger.day(days), kindOfBooth(ledger.office, what).id, ledger.now()];
      const wish = {booth: what, from: start, to: start + minutes};
      const rest = ledger.state(entry.person, day, kind, system, entry.id);
      const same =
        entry.booth === what && entry.day === day && entry.from === wish.from && entry.to === wish.to;
      const may =
        ledger.isLive(entry) &&
        ledger.until(entry, entry.from) > 0 &&
        !same &&
        wish.to <= 1440 &&
        mayBook(wish, rest, ledger.office, now);
      const request = {wanted: {booth: what}, from: start, to: start + minutes};
      assert.equal(system.move(entry.id, day, kind, request, now), may);
      const placed = ledger.instant.epochMilliseconds;
      if (may) Object.assign(entry, {...wish, kind, day, status: 'booked', placed});
      return may;
    }),
  ),
  fc.tuple(which, fc.constantFrom(15, 30)).map(([index, by]) =>
    step(`extend ${index} ${by}`, (ledger, system) => {
      const entry = pick(ledger, index);
      if (entry === undefined) return undefined;
      const {id, person: who, day, kind, to} = entry;
      const rest = ledger.state(who, day, kind, system, id);
      const may =
        ledger.isLive(entry) &&
        ledger.until(entry, to) > 0 &&
        to + by <= 1440 &&
        mayHold({...entry, to: to + by}, rest, ledger.office, ledger.now());
      assert.equal(system.extend(id, by, ledger.now()), may);
      if (may) entry.to += by;
      return may;
    }),
  ),
  fc.tuple(which, fc.constantFrom(...LIFE, 'release', 'take-back', 'take-back')).map(([index, what]) =>
    step(`${what} ${index}`, (ledger, system) => {
      const entry = likely(what, ledger, index) ?? pick(ledger, index);
      if (entry === undefined) return undefined;
      const {id, person: who, day, kind, from: begin, to, status} = entry;
      const [toStart, toEnd] = [ledger.until(entry, begin), ledger.until(entry, to)];
      const live = ledger.isLive(entry) && toEnd > 0;
      const {minute} = ledger.now();
      const rest = {...entry, from: Math.max(begin, minute - (minute % 15))};
      const nobodyCame = ledger.instant.epochMilliseconds - entry.placed >= 15 * 60_000 && toStart <= -15;
      const may = {
        start: live && status === 'booked' && toStart <= 10,
        cancel: live && toStart > 0,
        end: live && toStart <= 0,
        release: live && status === 'booked' && nobodyCame,
        'take-back':
          status === 'released' &&
          toEnd > 0 &&
          mayHold(rest, ledger.state(who, day, kind, system), ledger.office, ledger.now()),
      }[what];
      assert.equal(system.act(what, id, ledger.now()), may);
      if (!may) return may;
      if (what === 'start') entry.status = 'started';
      if (what === 'cancel') entry.status = 'cancelled';
      if (what === 'release') entry.status = 'released';
      if (what === 'take-back') Object.assign(entry, {from: rest.from, status: 'started'});
      if (what === 'end') {
        let quarter = begin + 15;
        while (quarter < minute) quarter += 15;
        Object.assign(entry, {status: 'ended', to: Math.min(to, quarter)});
      }
      return may;
    }),
  ),
  // For the time of a booking that is there; seldom for one that is not.
  fc.tuple(person, which, fc.constantFrom(0, 0, 0, 15, 120)).map(([who, index, later]) =>
    step(`wait ${who} ${index} +${later}`, (ledger, system) => {
      const entry = pick(ledger, index);
      if (entry === undefined || entry.to + later > 1440) return undefined;
      const {booth: what, day, kind} = entry;
      const wish = {booth: what, from: entry.from + later, to: entry.to + later};
      const state = ledger.state(who, day, kind, system);
      const open = mayBook(wish, {...state, occupied: []}, ledger.office, ledger.now());
      const free = mayBook(wish, state, ledger.office, ledger.now());
      const request = {wanted: {booth: what}, from: wish.from, to: wish.to};
      const own = [...system.waits.values()].some(
        (wait) =>
          wait.person === who &&
          wait.day === day &&
          wait.status !== 'passed' &&
          'booth' in wait.wanted &&
          kindOfBooth(ledger.office, wait.wanted.booth).id === kind &&
          wait.from < wish.to &&
          wish.from < wait.to,
      );
      const id = system.wait(who, day, kind, request, ledger.now());
      assert.equal(id !== undefined, open && !free && !own);
      return id !== undefined;
    }),
  ),
  which.map((index) =>
    step(`take-hold ${index}`, (ledger, system) => {
      const held = [...system.waits.values()].filter(({status}) => status === 'held');
      const wait = held.length === 0 ? undefined : held[index % held.length];
      if (wait === undefined || !('booth' in wait.wanted)) return undefined;
      const [kind, now] = [kindOfBooth(ledger.office, wait.wanted.booth).id, ledger.now()];
      const wish = {booth: wait.wanted.booth, from: wait.from, to: wait.to};
      const may = mayBook(wish, ledger.state(wait.person, wait.day, kind, system), ledger.office, now);
      const request = {wanted: wait.wanted, from: wait.from, to: wait.to};
      const id = system.book(wait.person, wait.day, kind, request, now);
      assert.equal(id !== undefined, may);
      if (id !== undefined) {
        const placed = ledger.instant.epochMilliseconds;
        ledger.entries.push({
          id,
          person: wait.person,
          kind,
          day: wait.day,
          ...wish,
          status: 'booked',
          placed,
        });
      }
      return may;
    }),
  ),
  fc.integer({min: 1, max: 50}).map((minutes) =>
    step(`clock +${minutes}`, (ledger) => {
      ledger.instant = ledger.instant.add({minutes, seconds: 7});
      return undefined;
    }),
  ),
  // To where something is due: the reminder, the start, the release.
  fc.tuple(which, fc.constantFrom(-10, 0, 15, 20)).map(([index, minutes]) =>
    step(`clock to ${index} ${minutes}`, (ledger) => {
      const entry = pick(ledger, index);
      const due = entry === undefined ? 0 : ledger.until(entry, entry.from) + minutes;
      if (due > 0) ledger.instant = ledger.instant.add({minutes: due});
      return undefined;
    }),
  ),
  fc.constant(
    step('sweep', (ledger, system) => {
      const before = [...system.waits.values()].filter(({status}) => status === 'held').length;
      system.sweep(ledger.now());
      const standing = [...system.slots.values()].filter((row) => row.kind === 'hold');
      for (const row of standing) {
        assert.ok(row.until.epochMilliseconds > ledger.instant.epochMilliseconds);
      }
      return before > 0 ? true : undefined;
    }),
  ),
];

/** Open every day and almost all night, so that midnight and the year's end are days like others. */
const roundTheClock = sampleOffice(
  {hours: {from: '00:15', to: '24:00'}},
  {hours: {from: '00:15', to: '24:00'}, gap: 15, openBookings: 2},
  {weekends: [], nationalHolidays: false, yearEnd: null},
);

const WORLDS: readonly {readonly name: string; readonly office: Office; readonly start: string}[] = [
  {name: 'on a working day', office: sampleOffice(), start: '2026-11-24T00:10:00Z'},
  {name: 'at midnight', office: roundTheClock, start: '2026-11-24T13:50:00Z'},
  {name: 'at the year’s end', office: roundTheClock, start: '2026-12-31T13:20:00Z'},
  {
    name: 'on the last day before the holidays',
    office: sampleOffice({horizon: 30}),
    start: '2026-12-28T04:00:00Z',
  },
  {
    name: 'with a longer gap and a cap',
    office: sampleOffice({gap: 45, dayCap: 150}),
    start: '2026-11-24T00:10:00Z',
  },
];

/** Longer with `RULES_RUNS`, for the runs that may take their time. */
const numRuns = Number(process.env['RULES_RUNS'] ?? 120);

describe('any sequence of bookings, changes and waits', () => {
  const done = new Map<string, number>();
  for (const {name, office, start} of WORLDS) {
    it(`never breaks a rule ${name}`, function () {
      this.timeout(numRuns * 250 + 20_000);
      fc.assert(
        fc.property(fc.commands(steps, {maxCommands: 60, size: 'max'}), (commands) => {
          const ledger = new Ledger(office, start);
          fc.modelRun(() => ({model: ledger, real: new System(office)}), commands);
          for (const [key, times] of ledger.done) done.set(key, (done.get(key) ?? 0) + times);
        }),
        {numRuns},
      );
    });
  }

  it('has met everything that can be allowed and refused', () => {
    const names = ['book', 'move', 'extend', 'start', 'cancel', 'end', 'release', 'take-back', 'wait'];
    for (const name of names) {
      for (const answer of ['yes', 'no']) {
        assert.ok(
          (done.get(`${name} ${answer}`) ?? 0) >= 3,
          `${name} ${answer}: ${JSON.stringify([...done])}`,
        );
      }
    }
    assert.ok((done.get('take-hold yes') ?? 0) > 0, JSON.stringify([...done]));
  });
});
