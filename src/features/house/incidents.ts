import {z} from 'zod/v4';
import type {Bilingual} from '../../kernel/person.ts';
import {localTime, type Temporal} from '../../kernel/time.ts';

const bilingual = z.strictObject({ja: z.string().min(1), en: z.string().min(1)});
const steps = z.strictObject({ja: z.array(z.string().min(1)).min(1), en: z.array(z.string().min(1)).min(1)});
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, {error: 'HH:MM'})
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const contact = z.strictObject({name: bilingual, extension: z.string().min(1)});
const words = z.array(z.string().min(1));

/** `content/incidents.yaml`: what to do first when something has happened, and whom to call. */
export const incidentsSchema = z.strictObject({
  hours: z.strictObject({from: timeOfDay, to: timeOfDay}),
  contacts: z.strictObject({now: contact, after: contact}),
  kinds: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z-]*$/, {error: 'a-z and -'}),
        title: bilingual,
        first: steps,
        never: steps,
        words,
        verbs: words,
        unless: words.default([]),
      }),
    )
    .min(1),
});

export type Incidents = z.output<typeof incidentsSchema>;
export type IncidentKind = Incidents['kinds'][number];

/** Whom to call. */
export interface IncidentContact {
  readonly name: Bilingual;
  readonly extension: string;
}

/** What holds until an organisation has given its own: nothing is recognised, nobody is named. */
export const NO_INCIDENTS: Incidents = {
  hours: {from: 510, to: 1035},
  contacts: {
    now: {name: {ja: '所属長', en: 'your section head'}, extension: '－'},
    after: {name: {ja: '所属長', en: 'your section head'}, extension: '－'},
  },
  kinds: [],
};

/**
 * Whom to call at this moment, and whom at the other times.
 *
 * @returns `open`: whether it is within the hours of a weekday, so that `contacts.now` is the one
 */
export function isOpen({hours}: Incidents, now: Temporal.Instant, zone: string): boolean {
  const {day, minute} = localTime(now, zone);
  return day.dayOfWeek <= 5 && minute >= hours.from && minute < hours.to;
}
