import type {StaffMember, Directory} from '../../../src/platform/directory/staff.ts';
import {NO_OFFICE} from '../../../src/platform/office/office.ts';
import type {Office} from '../../../src/platform/office/shape.ts';
import {trainingsSchema} from '../../../src/features/training/rules/check.ts';
import type {Course, Trainings} from '../../../src/features/training/rules/course.ts';

const text = (value: string) => ({ja: value, en: value});

/** Courses as the file has them, with what every course needs filled in. */
export function trainings(courses: readonly object[], settings: object = {}): Trainings {
  return trainingsSchema.parse({settings, courses: courses.map((each) => ({...BASE, ...each}))});
}

const BASE = {
  id: 'security',
  title: text('情報セキュリティ研修'),
  kind: 'video',
  minutes: 30,
  windows: [{from: '2026-02-09', to: '2026-03-06'}],
  audience: {required: [{everyone: true}]},
  proof: 'import',
};

/** One course, a video for everybody from 9 February to 6 March 2026 unless said otherwise. */
export function course(more: object = {}): Course {
  const [only] = trainings([more]).courses;
  if (only === undefined) throw new Error('no course');
  return only;
}

/** A made-up person of the general affairs section. */
export function member(key: string, more: Partial<StaffMember> = {}): StaffMember {
  return {
    ...{key, number: `0${key}`, name: `見本 ${key}`, otherNames: [], further: [], flags: [], absences: []},
    ...{main: {section: '010', sectionName: '総務課', post: '主事'}, employment: '正規', weeklyHours: 38.75},
    ...{mail: `${key}@example.lg.jp`, from: '2020-04-01', unlisted: false, columns: {}},
    ...more,
  };
}

/** A staff list that a test can change. */
export function listOf(
  people: readonly StaffMember[],
): Directory & {replace(next: readonly StaffMember[]): void} {
  let all = people;
  let version = 1;
  const sections = () => {
    const found = new Map(all.map(({main}) => [main.section, {code: main.section, name: main.sectionName}]));
    return [...found.values()];
  };
  return {
    known: () => true,
    version: () => `list-${version}`,
    all: () => all,
    person: (key) => all.find((each) => each.key === key),
    memberOf: ({objectId}) => all.find((each) => each.key === objectId),
    accountsOf: (key) => [{tenant: 'tenant', objectId: key}],
    holders: () =>
      all.flatMap(({key, number, mail, from = '1900-01-01'}) => [
        {kind: 'number', value: number, person: key, from},
        ...(mail === undefined ? [] : [{kind: 'mail' as const, value: mail, person: key, from}]),
      ]),
    sections,
    refresh: () => Promise.resolve(),
    replace(next) {
      all = next;
      version++;
    },
  };
}

/** Weekends and national holidays are off; the library works on Saturdays and rests on Mondays. */
export const OFFICE: Office = {
  ...NO_OFFICE,
  calendars: {
    ...NO_OFFICE.calendars,
    sections: {図書館: {weekends: ['mon'], nationalHolidays: false, closed: [], open: []}},
  },
};
