import {normalise} from '../../../kernel/japanese-text.ts';
import {dayOfEra, Temporal, type DayText} from '../../../kernel/time.ts';

/** In which order a file writes 05/02/26. */
export type DateOrder = 'dmy' | 'mdy';

const TIME = '(?:[ ,t]+\\d{1,2}[:時].*)?';
const YEAR_FIRST = new RegExp(`^(\\d{4})[-/.年] ?(\\d{1,2})[-/.月] ?(\\d{1,2})日?${TIME}$`);
const ERA = new RegExp(
  `^(令和|平成|昭和|[rhs])\\.?(元|\\d{1,2})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?${TIME}$`,
);
const YEAR_LAST = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4}|\\d{2})${TIME}$`);
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * A day as files write it: 2026-03-05, 2026/3/5 10:00, 令和8年3月5日, R8.3.5, 20260305; 05/03/26 where the order is
 * known. A time after it is left out.
 *
 * @returns undefined where it is none
 */
export function readDay(text: string, order?: DateOrder): DayText | undefined {
  const plain = normalise(text).replace(/\s+/g, ' ').trim();
  const first = YEAR_FIRST.exec(plain) ?? COMPACT.exec(plain);
  if (first) return day(Number(first[1]), Number(first[2]), Number(first[3]));
  const era = ERA.exec(plain);
  if (era) {
    const [, name = '', year = '', month, dayOfMonth] = era;
    const letter = name.length === 1 ? name.toUpperCase() : name;
    return dayOfEra(letter, year === '元' ? 1 : Number(year), Number(month), Number(dayOfMonth))?.toString();
  }
  const last = YEAR_LAST.exec(plain);
  if (last === null || order === undefined) return undefined;
  const [a, b, year] = [Number(last[1]), Number(last[2]), Number(last[3])];
  const full = year < 100 ? 2000 + year : year;
  return order === 'dmy' ? day(full, b, a) : day(full, a, b);
}

function day(year: number, month: number, dayOfMonth: number): DayText | undefined {
  try {
    return Temporal.PlainDate.from({year, month, day: dayOfMonth}, {overflow: 'reject'}).toString();
  } catch {
    return undefined;
  }
}

/**
 * The order in which a file writes its days: what all of them allow.
 *
 * @returns undefined where both are possible and it makes a difference; `dmy` where it makes none
 */
export function orderOf(texts: readonly string[]): DateOrder | undefined {
  const parts = texts.flatMap((text) => {
    const found = YEAR_LAST.exec(normalise(text).replace(/\s+/g, ' ').trim());
    return found === null ? [] : [[Number(found[1]), Number(found[2])] as const];
  });
  if (parts.some(([a]) => a > 12)) return 'dmy';
  if (parts.some(([, b]) => b > 12)) return 'mdy';
  return parts.every(([a, b]) => a === b) ? 'dmy' : undefined;
}
