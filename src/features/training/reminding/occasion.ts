import type {Day} from '../../../platform/directory/staff.ts';

/** The occasion of a person's digest of a day: one a day, whoever asks for it. */
export const digestOccasion = (day: Day): string => `digest.${day}`;

/** The day of a digest's occasion; undefined for another. */
export function dayOfOccasion(occasion: string): Day | undefined {
  return /^digest\.(\d{4}-\d{2}-\d{2})$/.exec(occasion)?.[1];
}
