import assert from 'node:assert/strict';
import fc from 'fast-check';
import {decideClaim, unconfirmedBy} from '../../../../src/features/training/register/completing.ts';
import type {EntryBody} from '../../../../src/features/training/register/entry.ts';
import {isOverOn} from '../../../../src/features/training/register/assign.ts';
import {recordOf, standsIn} from '../../../../src/features/training/register/record.ts';
import {reportOn} from '../../../../src/features/training/reporting/report.ts';
import {assignDuties} from '../../../../src/features/training/store/duties.ts';
import {recordsAsOf} from '../../../../src/features/training/store/past.ts';
import {createRegister, type Register} from '../../../../src/features/training/store/register.ts';
import {roundBook} from '../../../../src/features/training/store/rounds.ts';
import {TRAINING_TABLE} from '../../../../src/features/training/store/rows.ts';
import type {Trainings} from '../../../../src/features/training/rules/course.ts';
import {addDays} from '../../../../src/features/training/rules/validity.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import type {StaffMember} from '../../../../src/platform/directory/staff.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {listOf, member, trainings} from '../sample.ts';

const ZONE = 'Asia/Tokyo';

/** Nine in the morning. */
const morning = (day: string) =>
  Temporal.PlainDateTime.from(`${day}T09:00`).toZonedDateTime(ZONE).toInstant();

/** A register on memory storage, with a list, courses and a clock that the test moves. */
async function world(people: readonly StaffMember[], given: Trainings) {
  const storage = memoryStorage();
  await storage.ensure([TRAINING_TABLE]);
  const at = {now: morning('2026-02-09'), trainings: given};
  const clock = {now: () => at.now, monotonic: () => 0};
  const register = createRegister({storage, clock});
  const directory = listOf(people);
  const book = roundBook(storage);
  const deps = {register, book, directory, zone: ZONE, trainings: () => at.trainings};
  return {
    ...{storage, register, directory, book, at},
    assign: (day: string) => {
      at.now = morning(day);
      return assignDuties(deps, at.now);
    },
    completes: async (person: string, day: string, channel: 'import' | 'self' = 'import') => {
      const course = at.trainings.courses[0];
      assert.ok(course);
      return register.change(person, {role: 'operator'}, ({record}) => {
        const claim = decideClaim(record, course, {day, channel, source: 'test'}, today(at.now));
        return claim.kind === 'add' ? {entries: [claim.entry]} : undefined;
      });
    },
    stands: async (person: string, day: string) => {
      const {record} = await register.read(person);
      return record.rounds.map((round) => `${round.course} ${standsIn(record, round, day).kind}`).join(', ');
    },
  };
}

const today = (now: Temporal.Instant) => now.toZonedDateTimeISO(ZONE).toPlainDate().toString();

async function asOf(register: Register, at: Temporal.Instant): Promise<string> {
  const report = reportOn(today(at));
  for await (const {record} of recordsAsOf(register, at)) report.add(record);
  return JSON.stringify(report.result());
}

const SECURITY = {newcomers: {within: 14}};

describe('the duties', () => {
  it('are written when a round opens, and not again', async () => {
    const {assign, stands, register} = await world([member('1'), member('2')], trainings([SECURITY]));
    assert.equal(await assign('2026-02-06'), 0);
    assert.equal(await assign('2026-02-09'), 2);
    assert.equal(await assign('2026-02-09'), 0);
    assert.equal(await assign('2026-02-20'), 0);
    assert.equal(await stands('1', '2026-02-20'), 'security pending');
    const [entry] = await register.entriesOf('1');
    assert.ok(entry?.kind === 'duty');
    assert.deepEqual(
      [entry.placed.section, entry.placed.employment, entry.placed.list, entry.by.role],
      ['010', '正規', 'list-1', 'program'],
    );
  });

  it('come for newcomers and movers with the list, due so many days after', async () => {
    const taxes = {section: '020', sectionName: '税務課'};
    const only = {...SECURITY, audience: {required: [{sections: ['税務課']}]}};
    const {assign, register, directory} = await world(
      [member('1'), member('2', {main: taxes})],
      trainings([only]),
    );
    assert.equal(await assign('2026-02-09'), 1);
    directory.replace([
      member('1', {main: taxes}),
      member('2', {main: taxes}),
      member('3', {main: taxes, from: '2026-03-02'}),
    ]);
    assert.equal(await assign('2026-03-03'), 2);
    const due = async (person: string) => {
      const entry = (await register.entriesOf(person)).at(-1);
      return entry?.kind === 'duty' && `${entry.duty?.due} ${entry.placed.list}`;
    };
    assert.equal(await due('1'), '2026-03-17 list-2');
    assert.equal(await due('3'), '2026-03-17 list-2');
    assert.equal(await due('2'), '2026-03-06 list-1');
  });

  it('end with the person, the rule or the course, but not for who has finished', async () => {
    const {assign, completes, stands, directory, at} = await world(
      [member('1'), member('2'), member('3')],
      trainings([SECURITY]),
    );
    await assign('2026-02-09');
    await completes('1', '2026-02-09');
    directory.replace([member('1'), member('2', {absences: [{kind: '病休', from: '2026-02-10'}]})]);
    assert.equal(await assign('2026-02-10'), 2);
    assert.equal(await stands('2', '2026-02-10'), 'security exempt');
    assert.equal(await stands('3', '2026-02-10'), 'security none');
    at.trainings = trainings([]);
    assert.equal(await assign('2026-02-11'), 1);
    // Nothing is left to look at.
    assert.equal(await stands('2', '2026-02-11'), '');
    assert.equal(await stands('1', '2026-02-11'), 'security done');
  });

  it('move with a person who has not finished, and stay where the work was done', async () => {
    const {assign, completes, register, directory} = await world(
      [member('1'), member('2')],
      trainings([SECURITY]),
    );
    await assign('2026-02-09');
    await completes('1', '2026-02-09');
    const main = {section: '020', sectionName: '税務課'};
    directory.replace([member('1', {main}), member('2', {main})]);
    assert.equal(await assign('2026-02-16'), 1);
    const sections = async (person: string) =>
      (await register.read(person)).record.rounds.map((r) => r.placed.section);
    assert.deepEqual([await sections('1'), await sections('2')], [['010'], ['020']]);
  });

  it('of who comes back run from the return, also where the job comes later', async () => {
    const away = [{kind: '育休', from: '2025-06-01', to: '2026-02-28'}];
    const {assign, register} = await world([member('1', {absences: away})], trainings([SECURITY]));
    await assign('2026-02-09');
    await assign('2026-03-04');
    const {record} = await register.read('1');
    assert.deepEqual(
      record.rounds.map(({duty}) => `${duty?.opens} ${duty?.due} ${duty?.why}`),
      ['2026-03-01 2026-03-15 returned'],
    );
  });

  it('are taken up where a run was cut', async () => {
    const people = Array.from({length: 40}, (_, i) => member(`${i}`));
    const {register, book, directory, at} = await world(people, trainings([SECURITY]));
    const cut = new AbortController();
    let changes = 0;
    const cutting: Register = {
      ...register,
      async change(...given) {
        if (++changes === 20) cut.abort();
        return register.change(...given);
      },
    };
    const deps = {book, directory, zone: ZONE, trainings: () => at.trainings};
    await assert.rejects(assignDuties({...deps, register: cutting}, at.now, cut.signal));
    assert.equal((await book.seen()).size, 0);
    await assignDuties({...deps, register}, at.now);
    let entries = 0;
    for await (const bucket of register.allEntries()) entries += bucket.length;
    assert.equal(entries, 40);
    assert.equal((await book.seen()).size, 1);
  });

  it('of a course that takes some of each section follow the heads', async () => {
    const one = {kind: 'classroom', audience: {}, nominate: {perSection: 1}, proof: 'roster', id: 'error'};
    const {assign, stands, book} = await world([member('1'), member('2')], trainings([one]));
    assert.equal(await assign('2026-02-09'), 0);
    const nomination = {course: 'error', round: '2026-02-09', section: '010', by: '9'};
    await book.nominate({...nomination, people: ['1']});
    await assign('2026-02-10');
    assert.equal(await stands('1', '2026-02-10'), 'error pending');
    await book.nominate({...nomination, people: ['2']});
    await assign('2026-02-11');
    assert.deepEqual(
      [await stands('1', '2026-02-11'), await stands('2', '2026-02-11')],
      ['error none', 'error pending'],
    );
  });

  it('wait while there is no list', async () => {
    const {register, book, at} = await world([], trainings([SECURITY]));
    const directory = {...listOf([member('1')]), known: () => false};
    assert.equal(
      await assignDuties({register, book, directory, zone: ZONE, trainings: () => at.trainings}, at.now),
      0,
    );
  });
});

describe('the register', () => {
  it('takes the same completion once, and refuses one in the future or before the opening', async () => {
    const {completes, assign, register} = await world([member('1')], trainings([SECURITY]));
    await assign('2026-02-12');
    assert.equal((await completes('1', '2026-02-11')).kind, 'written');
    assert.equal((await completes('1', '2026-02-11')).kind, 'nothing');
    assert.equal((await completes('1', '2026-02-13')).kind, 'nothing');
    assert.equal((await completes('1', '2026-02-08')).kind, 'nothing');
    assert.equal((await register.entriesOf('1')).length, 2);
  });

  it('does a press once, however often it comes, and nothing else under its token', async () => {
    const {register, assign} = await world([member('1')], trainings([SECURITY]));
    await assign('2026-02-12');
    const said = {
      kind: 'completion',
      course: 'security',
      day: '2026-02-12',
      channel: 'self',
      written: '2026-02-12',
      source: '',
    } as const;
    const press = {token: 't', request: ['security']};
    const by = {role: 'self', person: '1'} as const;
    const kinds = await Promise.all(
      Array.from({length: 5}, () => register.change('1', by, () => ({entries: [said]}), {press})),
    );
    assert.deepEqual(kinds.map(({kind}) => kind).sort(), ['again', 'again', 'again', 'again', 'written']);
    const other = await register.change('1', by, () => ({entries: [said]}), {
      press: {...press, request: ['privacy']},
    });
    assert.equal(other.kind, 'spent');
    assert.equal((await register.entriesOf('1')).filter(({kind}) => kind === 'completion').length, 1);
  });

  it('loses nothing where many write for one person at once', async () => {
    const {register} = await world([member('1')], trainings([SECURITY]));
    await Promise.all(
      Array.from({length: 12}, (_, i) => {
        const day = addDays('2026-02-09', i);
        const entry = {
          kind: 'completion',
          course: `c${i}`,
          day,
          channel: 'import',
          written: day,
          source: '',
        } as const;
        return register.change('1', {role: 'operator'}, () => ({entries: [entry]}));
      }),
    );
    const entries = await register.entriesOf('1');
    assert.deepEqual(
      entries.map(({number}) => number),
      Array.from({length: 12}, (_, i) => i + 1),
    );
    assert.deepEqual((await register.read('1')).record, JSON.parse(JSON.stringify(recordOf(entries))));
  });

  it('marks a person’s own word that an import a week later does not bear out', async () => {
    const {completes, assign, register, at} = await world([member('1')], trainings([SECURITY]));
    await assign('2026-02-12');
    await completes('1', '2026-02-12', 'self');
    const [course] = at.trainings.courses;
    assert.ok(course);
    const {record} = await register.read('1');
    assert.deepEqual(unconfirmedBy(record, course, false, 'file', '2026-02-18'), []);
    assert.equal(unconfirmedBy(record, course, false, 'file', '2026-02-19').length, 1);
    assert.deepEqual(unconfirmedBy(record, course, true, 'file', '2026-02-19'), []);
    await register.change('1', {role: 'operator'}, (state) => ({
      entries: unconfirmedBy(state.record, course, false, 'file', '2026-02-19'),
    }));
    const after = (await register.read('1')).record;
    const [round] = after.rounds;
    assert.ok(round);
    assert.deepEqual(standsIn(after, round, '2026-02-19').kind, 'pending');
    assert.deepEqual(unconfirmedBy(after, course, false, 'file', '2026-02-27'), []);
  });

  it('keeps long records in parts, and shrinks again', async () => {
    const {register} = await world([member('1')], trainings([SECURITY]));
    const many = Array.from({length: 90}, (_, i): EntryBody => {
      const counts = {from: '2025-04-01', to: '2026-03-31'};
      return {
        ...{
          kind: 'duty',
          course: `course-${i}`,
          round: '2026-02-09',
          status: 'asked',
          proof: 'import',
          all: 100,
        },
        duty: {need: 'required', opens: '2026-02-09', due: '2026-03-06', why: 'audience', counts},
        placed: {section: '010', sectionName: 'あ'.repeat(200), list: 'list-1'},
      };
    });
    await register.change('1', {role: 'program'}, () => ({entries: many}));
    assert.equal((await register.read('1')).record.rounds.length, 90);
    await register.change('1', {role: 'program'}, () => ({entries: [], isOver: isOverOn([], '2026-04-01')}));
    assert.equal((await register.read('1')).record.rounds.length, 0);
    assert.equal((await register.entriesOf('1')).length, 90);
  });
});

describe('a report for a past moment', () => {
  interface Step {
    readonly who: number;
    readonly what: 'done' | 'said' | 'move' | 'away' | 'void' | 'exempt' | 'leave';
  }
  const step = fc.record<Step>({
    who: fc.integer({min: 0, max: 3}),
    what: fc.constantFrom('done', 'said', 'move', 'away', 'void', 'exempt', 'leave'),
  });

  it('is the same for ever, whatever happens later; and summaries say what the entries say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, {minLength: 1, maxLength: 14}), async (steps) => {
        const people = [0, 1, 2, 3].map((i) => member(`${i}`));
        const {assign, completes, register, directory, at} = await world(
          people,
          trainings([SECURITY, {id: 'other'}]),
        );
        const told: [Temporal.Instant, string][] = [];
        let list: StaffMember[] = people;
        await assign('2026-02-09');
        for (const [i, {who, what}] of steps.entries()) {
          const day = addDays('2026-02-10', i);
          at.now = morning(day);
          const key = `${who}`;
          const placed = {section: '010', sectionName: '総務課'};
          if (what === 'done') await completes(key, day);
          if (what === 'said') await completes(key, day, 'self');
          if (what === 'void') {
            await register.change(key, {role: 'operator'}, ({record}) => {
              const last = record.completions['security']?.at(-1);
              return (
                last && {entries: [{kind: 'void', course: 'security', entry: last.entry, reason: 'wrong'}]}
              );
            });
          }
          if (what === 'exempt') {
            const ruling = {
              kind: 'ruling',
              course: 'security',
              round: '2026-02-09',
              exempt: i % 2 === 0,
            } as const;
            await register.change(key, {role: 'operator'}, () => ({
              entries: [{...ruling, reason: 'r', placed}],
            }));
          }
          if (what === 'move') {
            const main = {section: `0${i}`, sectionName: `${i}課`};
            list = list.map((each) => (each.key === key ? {...each, main} : each));
          }
          if (what === 'away') {
            list = list.map((each) =>
              each.key === key ? {...each, absences: [{kind: '病休', from: day, to: day}]} : each,
            );
          }
          if (what === 'leave') list = list.filter((each) => each.key !== key);
          directory.replace(list);
          await assign(day);
          // What was told yesterday, after all of yesterday was written.
          told.push([at.now, await asOf(register, at.now)]);
        }
        const shorter = {...SECURITY, windows: [{from: '2026-02-09', to: '2026-02-20'}], proof: 'self'};
        at.trainings = trainings([shorter, {id: 'other'}]);
        await assign(addDays('2026-02-10', steps.length));
        for (const [moment, before] of told) assert.equal(await asOf(register, moment), before);
        for (const {key} of people) {
          const {record} = await register.read(key);
          const entries = await register.entriesOf(key);
          assert.deepEqual(record, JSON.parse(JSON.stringify(recordOf(entries))));
          assert.deepEqual(
            entries.map(({number}) => number),
            entries.map((_, i) => i + 1),
          );
        }
      }),
      {numRuns: 20},
    );
  });
});
