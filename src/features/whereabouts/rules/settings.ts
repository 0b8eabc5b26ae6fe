import {z} from 'zod/v4';
import {VISIBILITIES} from './visibility.ts';

const visibility = z.enum(VISIBILITIES);

/** `content/whereabouts.yaml`: what the organisation settles. */
export const whereaboutsShape = z.strictObject({
  // What holds for who has chosen nothing.
  visibility: visibility.default('section'),
  managersAtLeast: visibility.optional(),
  // When what is said without an end is over. Who says something after it has said it until midnight.
  dayEnds: z
    .string()
    .regex(/^(?:(?:0\d|1\d|2[0-3]):[0-5]\d|24:00)$/, {error: 'HH:MM'})
    .default('24:00')
    .transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))),
  // A state that is older is shown with its age.
  staleMinutes: z.int().min(15).max(1440).default(120),
  // From how many people on an area is 「やや混雑」 and 「混雑」, of all seats, for areas whose seats are counted in office.yaml.
  bands: z
    .strictObject({
      busy: z.number().min(0.05).max(1).default(0.5),
      full: z.number().min(0.05).max(1).default(0.85),
    })
    .default({busy: 0.5, full: 0.85}),
});

export type WhereaboutsPolicy = z.output<typeof whereaboutsShape>;

export const WHEREABOUTS_KIND = 'whereabouts';

export const NO_POLICY: WhereaboutsPolicy = whereaboutsShape.parse({});
