import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decideDigest,
  spread,
  unreachable,
  type DigestCase,
  type OpenItem,
} from '../../../../src/features/training/rules/digest.ts';
import {workingTimeOf} from '../../../../src/features/training/rules/working-time.ts';
import {course, member, OFFICE} from '../sample.ts';

const HOURS = [
  {from: 570, to: 705},
  {from: 780, to: 990},
];
const time = workingTimeOf(member('1'), OFFICE, HOURS);
const {plan} = course();

function item(id: string, opens: string, due: string, more: Partial<OpenItem> = {}): OpenItem {
  return {course: id, round: opens, duty: {need: 'required', opens, due}, plan, ...more};
}

const security = item('security', '2026-02-09', '2026-03-06');

function decide(day: string, more: Partial<DigestCase> = {}) {
  return decideDigest({
    person: 'p1',
    now: {day, second: 0},
    time,
    open: [security],
    away: () => false,
    ...more,
  });
}

/** `security:opening privacy:`, or why there is none. */
function told(decision: ReturnType<typeof decide>): string {
  if (decision.kind === 'nothing') return 'nothing';
  if (decision.kind === 'not-today') return decision.carry ? 'not today, carried' : 'not today';
  return decision.items.map(({course: id, occasions}) => `${id}:${occasions.join('+')}`).join(' ');
}

describe('a person’s digest', () => {
  it('comes on the days that some course names, with all that is pending', () => {
    const privacy = item('privacy', '2026-02-02', '2026-03-02');
    assert.equal(told(decide('2026-02-09', {open: [security, privacy]})), 'privacy: security:opening');
    assert.equal(told(decide('2026-02-10')), 'not today');
    assert.equal(told(decide('2026-02-10', {open: []})), 'nothing');
  });

  it('shows what is overdue first, and what is encouraged last', () => {
    const overdue = item('overdue', '2026-01-05', '2026-02-02');
    const may = item('cloud', '2026-02-01', '2026-02-12', {
      duty: {need: 'encouraged', opens: '2026-02-01', due: '2026-02-12'},
    });
    assert.equal(
      told(decide('2026-02-09', {open: [may, security, overdue]})),
      'overdue:overdue security:opening cloud:before',
    );
  });

  it('comes once a day', () => {
    assert.equal(told(decide('2026-02-09', {toldOn: '2026-02-09'})), 'not today');
  });

  it('waits where they are away, off, or no hour is left, and comes on the next day that is possible', () => {
    assert.equal(told(decide('2026-02-09', {away: () => true})), 'not today, carried');
    assert.equal(
      told(decide('2026-02-09', {now: {day: '2026-02-09', second: 990 * 60}})),
      'not today, carried',
    );
    assert.equal(told(decide('2026-02-10', {carried: '2026-02-09'})), 'security:carried');
    assert.equal(told(decide('2026-02-11', {carried: '2026-02-09'})), 'not today, carried');
    // Told since then: the day that was missed is made up for.
    assert.equal(told(decide('2026-02-13', {carried: '2026-02-09', toldOn: '2026-02-12'})), 'not today');
  });

  it('says nothing of a course that was put off, until its day', () => {
    const snoozed = {...security, snooze: {until: '2026-02-10', overdueTimes: 0}};
    assert.equal(told(decide('2026-02-09', {open: [snoozed]})), 'nothing');
    assert.equal(told(decide('2026-02-10', {open: [snoozed]})), 'security:again');
  });

  it('says nothing of a course about which somebody has asked', () => {
    const paused = {...security, pausedUntil: '2026-02-17'};
    assert.equal(told(decide('2026-02-09', {open: [paused]})), 'nothing');
    assert.equal(told(decide('2026-02-20', {open: [paused]})), 'security:halfway');
  });

  it('says nothing of a course that has not opened for them', () => {
    assert.equal(told(decide('2026-02-06')), 'nothing');
  });
});

describe('the moment of a digest', () => {
  const second = fc.integer({min: 0, max: 86_399});
  const hours = fc.constantFrom(HOURS, [{from: 600, to: 601}], [{from: 0, to: 1440}], []);

  it('lies within the hours, is not past, and stays the same', () => {
    fc.assert(
      fc.property(fc.string(), hours, second, (seed, given, now) => {
        const found = spread(seed, given, now);
        assert.deepEqual(spread(seed, given, now), found);
        const left = given.some(({to}) => to * 60 > now);
        assert.equal(found !== undefined, left);
        if (found === undefined) return;
        assert.ok(found.from >= now && found.from < found.to);
        assert.ok(given.some(({from, to}) => from * 60 <= found.from && found.to === to * 60));
      }),
    );
  });

  it('is spread over all of the hours', () => {
    const quarters = new Map<number, number>();
    for (let i = 0; i < 5000; i++) {
      const found = spread(`p${i}|2026-02-09`, HOURS, 0);
      assert.ok(found);
      const quarter = Math.floor(found.from / 900);
      quarters.set(quarter, (quarters.get(quarter) ?? 0) + 1);
    }
    // 125 and 200 minutes are 22 quarters of an hour, the last of each stretch not whole.
    assert.equal(quarters.size, 23);
    const counts = [...quarters.values()].sort((a, b) => a - b);
    assert.ok((counts.at(-1) ?? 0) < 2 * (5000 / 21.6), counts.join());
  });

  it('leaves the last ten minutes of each stretch to what waits its turn', () => {
    for (let i = 0; i < 2000; i++) {
      const found = spread(`p${i}`, HOURS, 0);
      assert.ok(found && found.to - found.from >= 600);
    }
  });
});

describe('who cannot be reached before a course is due', () => {
  const asked = {now: {day: '2026-03-05', second: 0}, time, away: () => false};

  it('is who has no hour left on any day up to it', () => {
    assert.equal(unreachable(security, asked), false);
    assert.equal(unreachable(security, {...asked, away: () => true}), true);
    assert.equal(unreachable(security, {...asked, away: (day: string) => day === '2026-03-05'}), false);
    const lastDay = {day: '2026-03-06', second: 990 * 60};
    assert.equal(unreachable(security, {...asked, now: lastDay}), true);
    const evening = workingTimeOf(member('5', {workingHours: {from: 1020, to: 1260}}), OFFICE, HOURS);
    assert.equal(unreachable(security, {...asked, time: evening}), true);
  });

  it('is not asked of what is encouraged or overdue already', () => {
    const may = {...security, duty: {...security.duty, need: 'encouraged' as const}};
    assert.equal(unreachable(may, {...asked, away: () => true}), false);
    assert.equal(
      unreachable(security, {...asked, now: {day: '2026-03-07', second: 0}, away: () => true}),
      false,
    );
  });
});
