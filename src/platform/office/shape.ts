import {z} from 'zod/v4';
import {Temporal, type DayText} from '../../kernel/time.ts';

// What may stand in content/office.yaml, each part by itself. What the parts must be to each other is in
// check.ts.

const text = z.string().trim().min(1).max(200);
const bilingual = z.strictObject({ja: text, en: text});
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {error: 'a-z, 0-9, -'});

/** A time of day as minutes; 24:00 ends a day. */
const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {error: 'HH:MM'})
  .transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));

/** Whether there is such a day, written as rows keep it. */
export function isDay(day: string): day is DayText {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  try {
    Temporal.PlainDate.from(day, {overflow: 'reject'});
    return true;
  } catch {
    return false;
  }
}

const dayText = z.string().refine(isDay, {error: 'YYYY-MM-DD'});
// Checked in a leap year, so that 02-29 may be said.
const monthDay = z.string().refine((value) => isDay(`2024-${value}`), {error: 'MM-DD'});

/** The days of the week in the order of Temporal's `dayOfWeek`, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Slots are kept by the quarter, whatever a kind's own slot is. */
export const QUARTER = 15;

const ownDays = z
  .array(z.strictObject({day: dayText, until: dayText.optional(), name: bilingual}))
  .default([]);
const calendar = z.strictObject({
  weekends: z.array(z.enum(WEEKDAYS)).max(6).optional(),
  nationalHolidays: z.boolean().optional(),
  yearEnd: z.strictObject({from: monthDay, to: monthDay}).nullable().optional(),
  closed: ownDays,
  open: ownDays,
});

const AREAS = [
  'recharge',
  'operations',
  'communication',
  'web-meeting-booths',
  'focus-booths',
  'lockers',
  'counter',
] as const;

const area = z.strictObject({
  id,
  kind: z.enum(AREAS),
  name: bilingual,
  note: bilingual,
  // The letter in the codes on its desks, C of 6F-C-12, and how many desks there are.
  code: z
    .string()
    .regex(/^[A-Z]{1,2}$/, {error: 'A-Z'})
    .optional(),
  seats: z.int().min(1).max(999).optional(),
});

function codesDiffer(areas: readonly z.output<typeof area>[]): boolean {
  const codes = areas.flatMap(({code}) => code ?? []);
  return new Set(codes).size === codes.length;
}

const site = z.strictObject({
  id,
  name: bilingual,
  floors: z
    .array(
      z.strictObject({
        // Below ground: negative.
        number: z.int().min(-9).max(99),
        name: bilingual,
        areas: z.array(area).default([]).refine(codesDiffer, {error: 'code: 二つあります / used twice'}),
      }),
    )
    .min(1),
});

const minutes = z.int().min(1).max(1440);
const hours = z.strictObject({from: timeOfDay, to: timeOfDay});
const kind = z.strictObject({
  id,
  name: bilingual,
  // How people call the kind, beside its name: the beginning of 集中1番.
  words: z.array(text).default([]),
  slot: minutes.default(15),
  longestUse: minutes,
  gap: minutes.default(15),
  hours,
  hoursOn: z.partialRecord(z.enum(WEEKDAYS), hours).default({}),
  // Days after today; the list of holidays and the rows in memory set its end.
  horizon: z.int().min(0).max(366),
  openBookings: z.int().min(1).max(100).default(3),
  releaseAfter: minutes.default(15),
  dayCap: minutes.optional(),
  phone: z.strictObject({allowed: z.boolean(), say: bilingual}),
});

const booth = z.strictObject({
  id,
  name: bilingual,
  aliases: z.array(text).default([]),
  kind: z.string(),
  site: z.string(),
  floor: z.int(),
  seats: z.int().min(1).max(100),
  equipment: z.array(bilingual).default([]),
});

/** `content/office.yaml` as it is written. */
export const officeShape = z.strictObject({
  sites: z.array(site).min(1),
  calendars: z.strictObject({
    organisation: calendar,
    sites: z.record(z.string(), calendar).default({}),
    sections: z.record(z.string(), calendar).default({}),
  }),
  kinds: z.array(kind),
  booths: z.array(booth),
});

/** The office: where it is, when it is open, which booths it has and their rules. Times of day are minutes. */
export type Office = z.output<typeof officeShape>;
export type Site = Office['sites'][number];
export type Floor = Site['floors'][number];
export type Area = Floor['areas'][number];
export type BoothKind = Office['kinds'][number];
export type Booth = Office['booths'][number];
export type CalendarRules = Office['calendars']['organisation'];
export type OwnDay = CalendarRules['closed'][number];
/** Opening hours of one day, minutes since midnight. */
export type Hours = BoothKind['hours'];
