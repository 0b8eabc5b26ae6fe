/**
 * Whether all of it is run, 20,200 requests: `.ci/run` asks for that. In `npm test`, which people wait for, it is the
 * tenth part.
 */
export const ALL = process.env['FUZZ'] === 'all';

/** The number of requests of a campaign that has so many where all of it is run. */
export function sized(all: number): number {
  return ALL ? all : all / 10;
}
