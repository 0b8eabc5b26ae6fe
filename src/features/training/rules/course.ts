import {z} from 'zod/v4';
import type {DayText} from '../../../kernel/time.ts';
import {isDay} from '../../../platform/office/shape.ts';

// What may stand in content/trainings.yaml, each part by itself. What the parts must be to each other, and to
// the staff list, is in check.ts.

const text = z.string().trim().min(1).max(200);
const bilingual = z.strictObject({ja: text, en: text});
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {error: 'a-z, 0-9, -'});
const dayText = z.string().refine(isDay, {error: 'YYYY-MM-DD'});
const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {error: 'HH:MM'})
  .transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
const names = z.array(text).min(1);
const days = z.int().min(0).max(366);

const FLAGS = ['manager', 'specific-personal-information', 'lent-terminal', 'shared-account'] as const;

// All that one rule says must hold of a person; of several rules one is enough.
const audienceRule = z
  .strictObject({
    everyone: z.literal(true).optional(),
    sections: names.optional(),
    units: names.optional(),
    posts: names.optional(),
    employment: names.optional(),
    flags: z.array(z.enum(FLAGS)).min(1).optional(),
    // Kinds of absence as the list has them; `present` for who is not absent.
    status: names.optional(),
    weeklyHours: z
      .strictObject({from: z.number().min(0).optional(), to: z.number().max(168).optional()})
      .optional(),
    columns: z.record(text, names).optional(),
    hiredAfter: dayText.optional(),
  })
  .refine((rule) => Object.values(rule).some((value) => value !== undefined), {
    params: {text: {ja: '条件が一つもありません。', en: 'says nothing'}},
  });

const audience = z.strictObject({
  required: z.array(audienceRule).default([]),
  encouraged: z.array(audienceRule).default([]),
  except: z.array(audienceRule).default([]),
});

const required = z.strictObject({
  opening: z.boolean().default(true),
  halfway: z.boolean().default(true),
  before: z.array(z.int().min(1).max(60)).max(6).default([7, 3, 1]),
  due: z.boolean().default(true),
  // How many weeks reminding goes on after the due day.
  weekly: z.int().min(0).max(52).default(8),
});

const encouraged = z.strictObject({
  opening: z.boolean().default(true),
  before: z.array(z.int().min(1).max(60)).max(3).default([3]),
});

const plan = z.strictObject({
  required: required.prefault({}),
  encouraged: encouraged.prefault({}),
});

const session = z.strictObject({
  id,
  day: dayText,
  from: timeOfDay,
  to: timeOfDay,
  place: bilingual,
  seats: z.int().min(1).max(2000),
});

const question = z.strictObject({
  id,
  // Four grades of understanding; useful or not; words.
  kind: z.enum(['understood', 'useful', 'free']),
  text: bilingual,
});

const course = z.strictObject({
  id,
  title: bilingual,
  kind: z.enum(['video', 'e-learning', 'classroom', 'survey']),
  link: z.url({protocol: /^https$/}).optional(),
  network: z.enum(['internet', 'intranet']).optional(),
  minutes: z.int().min(1).max(6000),
  /** The section in charge. */
  section: text.optional(),
  windows: z
    .array(z.strictObject({from: dayText, to: dayText}))
    .min(1)
    .max(40),
  audience: audience.prefault({}),
  nominate: z.strictObject({perSection: z.int().min(1).max(20).default(1)}).optional(),
  // Days that people have who come in later, and who come back.
  newcomers: z.strictObject({within: days}).optional(),
  returners: z.strictObject({within: days}).default({within: 14}),
  // Whoever comes in later must be done before they begin to handle personal information; on which day that
  // is may stand in a column of the list.
  beforeHandling: z.strictObject({column: text.optional()}).optional(),
  proof: z.enum(['import', 'roster', 'self']),
  validity: z
    .union([z.enum(['window', 'fiscal-year']), z.strictObject({days: z.int().min(1).max(3660)})])
    .default('fiscal-year'),
  plan: plan.prefault({}),
  sessions: z.array(session).default([]),
  questions: z.array(question).max(3).default([]),
  anonymous: z.boolean().default(false),
  // The share, in a hundred, from which a section counts as done.
  marks: z.strictObject({all: z.number().min(1).max(100)}).default({all: 100}),
});

const hours = z.strictObject({from: timeOfDay, to: timeOfDay});

const settings = z.strictObject({
  fiscalYearStart: z.int().min(1).max(12).default(4),
  // When reminders may go out.
  hours: z
    .array(hours)
    .min(1)
    .max(6)
    .default([
      {from: 9 * 60 + 30, to: 11 * 60 + 45},
      {from: 13 * 60, to: 16 * 60 + 30},
    ]),
  keepYears: z.int().min(1).max(30).default(5),
  // Whether heads see who of their section has not finished, or only figures.
  namesToHeads: z.boolean().default(false),
  // Reasons for which a person may be found not to be concerned.
  exemptions: z
    .array(bilingual)
    .min(1)
    .max(12)
    .default([
      {ja: '担当業務が対象外', en: 'The work is not concerned'},
      {ja: '同じ内容の研修を受けた', en: 'Took an equivalent training'},
      {ja: 'まもなく退職・異動する', en: 'Leaves or moves soon'},
    ]),
});

/** `content/trainings.yaml` as it is written. */
export const trainingsShape = z.strictObject({
  settings: settings.prefault({}),
  courses: z.array(course).max(500),
});

/** The courses and what holds for all of them. Times of day are minutes. */
export type Trainings = z.output<typeof trainingsShape>;
export type Course = Trainings['courses'][number];
export type Settings = Trainings['settings'];
export type AudienceRule = Course['audience']['required'][number];
export type Session = Course['sessions'][number];
export type Question = Course['questions'][number];
export type Plan = Course['plan'];
/** A stretch of a day, minutes since midnight. */
export type Hours = Settings['hours'][number];

/** One window of a course. Its first day is its name: a course is held again in another window. */
export interface Round {
  readonly id: DayText;
  readonly from: DayText;
  readonly to: DayText;
  /** The first day of the next one; undefined for the last. */
  readonly next?: DayText | undefined;
}

/** A course's rounds, the earliest first. */
export function roundsOf({windows}: Pick<Course, 'windows'>): Round[] {
  const sorted = [...windows].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.map(({from, to}, i) => ({id: from, from, to, next: sorted[i + 1]?.from}));
}

/** A course by its id; undefined where it was withdrawn. */
export function courseOf({courses}: Trainings, wanted: string): Course | undefined {
  return courses.find((each) => each.id === wanted);
}
