/** Days as people write them, and lines that are no more than a day or a document's number. */
import type {DayText} from '../../../../kernel/time.ts';
import {dayOfEra, Temporal} from '../../../../kernel/time.ts';
import {NUMERAL, readNumber} from './numerals.ts';

// Groups: era and its year, or the era's letter and its year, or the year; month; day.
const DAY = `(?:(令和|平成|昭和|大正|明治)\\s*(元|${NUMERAL})|([RHSTMrhstm])\\.?\\s*(\\d{1,2})|([0-9０-９]{4}))\\s*[年./-]\\s*(${NUMERAL})\\s*[月./-]\\s*(${NUMERAL})\\s*日?`;
const DAY_ALONE = new RegExp(`^${DAY}$`);

/**
 * A day as people write it: 2026-04-01, 2026年4月1日, 令和8年4月1日, 令和八年四月一日, R8.4.1.
 *
 * @returns undefined where the text is no day, or there is no such day
 */
export function readDay(text: string): DayText | undefined {
  const [, era, eraYear, letter, letterYear, year, ...rest] = DAY_ALONE.exec(text.trim()) ?? [];
  const numbers = [eraYear ?? letterYear ?? year, ...rest].map((part) => readNumber(part ?? ''));
  const [y, m, d] = numbers;
  if (y === undefined || m === undefined || d === undefined) return undefined;
  const name = era ?? letter;
  if (name !== undefined) return dayOfEra(name, y, m, d)?.toString();
  try {
    return Temporal.PlainDate.from({year: y, month: m, day: d}, {overflow: 'reject'}).toString();
  } catch {
    return undefined;
  }
}

const DAY_WITHIN = new RegExp(DAY, 'g');

/** All days in a text, with where they begin. */
export function findDays(text: string): {readonly day: DayText; readonly index: number}[] {
  return [...text.matchAll(DAY_WITHIN)].flatMap((match) => {
    const day = readDay(match[0]);
    return day === undefined ? [] : [{day, index: match.index}];
  });
}

const DATE_LINE = new RegExp(
  `^(?:開催日|作成日|制定|公布|施行)?[:：\\s]*${DAY}\\s*(?:[（(][月火水木金土日].{0,2}[）)])?\\s*(?:作成|現在|制定|公布|開催)?$`,
);
// 「訓令第5号」「庶務発第12号」
const DOCUMENT_NUMBER = new RegExp(
  `^(?:訓令|規則|条例|告示|要綱|規程|通達|通知|[^\\s、。]{0,8}発)?[^\\s、。]{0,3}第\\s*${NUMERAL}\\s*号$`,
);

/** A line that is only a date, or a document's number: 「令和8年4月1日」「訓令第5号」. */
export function isDateLine(text: string): boolean {
  return DATE_LINE.test(text.trim()) || DOCUMENT_NUMBER.test(text.trim());
}
