// Who is pending, and who gets a digest today, beside the bare reading of the same rows.
//   node --import tsx bench/training-pending.ts [PEOPLE] [COURSES] [past]   (20000 and 12)
// Fills a real table service (Azurite, in memory, a process of its own) with the duties of all people in all courses,
// half of which are done. With `past` also the report for a past day, which reads all entries. Prints the median of three runs of each reading, in seconds, and their ratio.
import {NO_OFFICE} from '../src/platform/office/office.ts';
import type {StaffMember} from '../src/platform/directory/staff.ts';
import {connectTables} from '../src/platform/storage/azure-table.ts';
import {keyPrefix} from '../src/platform/storage/table.ts';
import {systemClock, type Clock} from '../src/platform/clock.ts';
import {Temporal} from '../src/kernel/time.ts';
import {lookAtEverybody, momentOf} from '../src/features/training/reminding/plan.ts';
import {reportOn} from '../src/features/training/reporting/report.ts';
import type {EntryBody} from '../src/features/training/register/entry.ts';
import type {PersonRecord} from '../src/features/training/register/record.ts';
import {currentRounds, decideDuties} from '../src/features/training/register/assign.ts';
import {trainingsSchema} from '../src/features/training/rules/check.ts';
import {recordsAsOf} from '../src/features/training/store/past.ts';
import {createRegister} from '../src/features/training/store/register.ts';
import {PARTITIONS, TRAINING_TABLE} from '../src/features/training/store/rows.ts';
import {openCourses} from '../src/features/training/views/mine.ts';
import {startAzurite} from '../test/support/azurite.ts';

const ZONE = 'Asia/Tokyo';
const RUNS = 3;
const SIDE_BY_SIDE = 8;
const NOW = Temporal.PlainDateTime.from('2026-02-20T08:00').toZonedDateTime(ZONE).toInstant();
const DAY = '2026-02-20';

const text = (value: string) => ({ja: value, en: value});

function courses(count: number) {
  return trainingsSchema.parse({
    courses: Array.from({length: count}, (_, i) => ({
      ...{id: `course-${i}`, title: text(`研修${i}`), kind: 'video', minutes: 30, proof: 'import'},
      windows: [{from: '2026-02-09', to: `2026-03-${String(6 + i).padStart(2, '0')}`}],
      audience: {required: [{everyone: true}], encouraged: [{employment: ['派遣']}]},
      newcomers: {within: 14},
    })),
  });
}

function people(count: number): StaffMember[] {
  return Array.from({length: count}, (_, i) => ({
    ...{key: `person-${String(i).padStart(6, '0')}`, number: String(i).padStart(6, '0'), name: `見本 ${i}`},
    ...{otherNames: [], further: [], flags: [], absences: [], unlisted: false, columns: {}},
    main: {section: String(i % 80).padStart(3, '0'), sectionName: `第${i % 80}課`, post: '主事'},
    employment: i % 20 === 0 ? '派遣' : '正規',
    ...(i % 9 === 0 ? {workingDays: [1, 3, 5], workingHours: {from: 540, to: 900}} : {}),
  }));
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const began = systemClock.monotonic();
    await work();
    times.push((systemClock.monotonic() - began) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? NaN;
}

async function main([size = '20000', count = '12', past]: readonly string[]): Promise<number> {
  const azurite = await startAzurite();
  const storage = connectTables(azurite.connectionString, {clock: systemClock});
  try {
    await storage.ensure([TRAINING_TABLE]);
    const clock: Clock = {now: () => NOW, monotonic: () => systemClock.monotonic()};
    const register = createRegister({storage, clock});
    const trainings = courses(Number(count));
    const staff = people(Number(size));
    const byKey = new Map(staff.map((member) => [member.key, member]));
    const rounds = currentRounds(trainings, DAY).map((each) => ({
      ...each,
      seen: false,
      nominated: new Set<string>(),
    }));
    const asked = {day: DAY, fiscalYearStart: 4, rounds, list: 'list-1'};

    const filling = systemClock.monotonic();
    let next = 0;
    const fill = async () => {
      for (let i = next++; i < staff.length; i = next++) {
        const member = staff[i];
        if (member === undefined) return;
        const entries = (record: PersonRecord): EntryBody[] => [
          ...decideDuties(record, member, asked),
          ...trainings.courses.flatMap(({id}, n): EntryBody[] =>
            (i + n) % 2 === 0
              ? [{kind: 'completion', course: id, day: DAY, channel: 'import', written: DAY, source: 'f'}]
              : [],
          ),
        ];
        // The service may be slow to answer while the machine has other work.
        for (let tried = 0; tried < 10; tried++) {
          const filled = register.change(member.key, {role: 'program'}, ({record}) =>
            record.last > 0 ? undefined : {entries: entries(record)},
          );
          if (
            await filled.then(
              () => true,
              () => false,
            )
          )
            break;
        }
      }
    };
    await Promise.all(Array.from({length: SIDE_BY_SIDE}, fill));
    const say = (line: string) => process.stdout.write(`${line}\n`);
    say(
      `${size} people, ${count} courses, filled in ${((systemClock.monotonic() - filling) / 1000).toFixed(0)} s`,
    );

    const table = storage.table(TRAINING_TABLE);
    const bare = await seconds(async () => {
      let rows = 0;
      for (let i = 0; i < PARTITIONS.length; i += 8) {
        const reads = PARTITIONS.slice(i, i + 8).map(async (pk) => {
          for await (const _ of table.list({pk, ...keyPrefix('s')})) rows++;
        });
        await Promise.all(reads);
      }
      if (rows !== staff.length) throw new Error(`${rows} rows`);
    });
    const line = (name: string, time: number, found: string) =>
      say(`${name}: ${time.toFixed(2)} s, ${(time / bare).toFixed(2)} times the bare reading (${found})`);
    line('bare reading of the summaries', bare, `${staff.length} rows`);
    let pending = 0;
    const listing = await seconds(async () => {
      pending = 0;
      for await (const states of register.everybody()) {
        for (const state of states) pending += openCourses(state, trainings, DAY).length;
      }
    });
    line('who is pending', listing, `${pending} courses of people`);
    let digests = 0;
    const looking = await seconds(async () => {
      digests = 0;
      const deps = {
        ...{register, zone: ZONE, trainings: () => trainings, office: () => NO_OFFICE},
        directory: {person: (key: string) => byKey.get(key), accountsOf: () => []},
        away: () => Promise.resolve(new Set<string>()),
      };
      for await (const {decision} of lookAtEverybody(deps, momentOf(NOW, ZONE))) {
        if (decision.kind === 'digest') digests++;
      }
    });
    line('who gets a digest today', looking, `${digests} digests`);
    if (past !== undefined) {
      let population = 0;
      const read = await seconds(async () => {
        const report = reportOn(DAY);
        for await (const {record} of recordsAsOf(register, NOW)) report.add(record);
        population = report.result().population;
      });
      line('report for a past day, from the entries', read, `${population} people`);
    }
    return 0;
  } finally {
    await storage.close();
    await azurite.stop();
  }
}

process.exitCode = await main(process.argv.slice(2));
