import {CodedError} from '../kernel/errors.ts';
import {localTime, Temporal, type DayText} from '../kernel/time.ts';
import type {CommandOption} from './feature.ts';
import {isDay} from './office/shape.ts';

const DAYS = 30;
const LONGEST_DAYS = 400;
const FORMATS = ['table', 'csv', 'svg'] as const;

/** The options of a command that counts what happened between two days. */
export const RANGE_OPTIONS: readonly CommandOption[] = [
  {
    flags: '--from <date>',
    describe: {ja: `この日から（省略時は ${DAYS} 日前）`, en: `from; default: ${DAYS} days ago`},
  },
  {
    flags: '--to <date>',
    describe: {ja: 'この日まで（省略時は今日）', en: 'to, included; default: today'},
  },
  {
    flags: '--format <format>',
    describe: {ja: 'table、csv、svg（グラフ）のどれか', en: 'table, csv or svg (a chart)'},
    default: 'table',
  },
];

/** Days, both included, and the form in which they are to be printed. */
export interface Range {
  readonly from: DayText;
  readonly to: DayText;
  readonly format: (typeof FORMATS)[number];
}

/**
 * Reads what {@link RANGE_OPTIONS} took.
 *
 * @throws CodedError `command/usage` for what is no day, ends before it begins, or spans more than 400 days
 */
export function readRange(
  options: Readonly<Record<string, unknown>>,
  now: Temporal.Instant,
  zone: string,
): Range {
  const {day: today} = localTime(now, zone);
  const said = (name: string, otherwise: Temporal.PlainDate): string => {
    const value = options[name];
    return typeof value === 'string' ? value : otherwise.toString();
  };
  const from = said('from', today.subtract({days: DAYS}));
  const to = said('to', today);
  const days = isDay(from) && isDay(to) ? Temporal.PlainDate.from(from).until(to).days : -1;
  if (days < 0 || days > LONGEST_DAYS) {
    throw new CodedError('command/usage', {what: `--from ${from} --to ${to} (≤ ${LONGEST_DAYS})`});
  }
  const format = FORMATS.find((each) => each === options['format']);
  if (format === undefined) {
    const what = `--format ${String(options['format'])} (${FORMATS.join(', ')})`;
    throw new CodedError('command/usage', {what});
  }
  return {from, to, format};
}
