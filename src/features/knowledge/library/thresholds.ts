import {z} from 'zod/v4';
import type {Limits} from '../search/judge.ts';

/** The kind of content under which learned limits are stored. */
export const THRESHOLDS_KIND = 'thresholds';

const share = z.number().min(0).max(1);

/** From which confidence on the bot answers, and from which it says "perhaps". */
export const thresholdsSchema: z.ZodType<Limits> = z
  .strictObject({answer: share, unsure: share})
  .refine(({answer, unsure}) => unsure <= answer, {path: ['unsure']});
