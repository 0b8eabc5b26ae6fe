import {fold, KANJI_NUMERALS, parseKanjiNumber} from '../../kernel/japanese-text.ts';
import {dayOfEra, Temporal, type DayText} from '../../kernel/time.ts';

/** What a date must look like, for messages. */
export const DAY_FORMS = {
  ja: '日付は R8.4.1、令和8年4月1日、2026/4/1 のように書いてください（元号か西暦4桁が必要です）',
  en: 'a date is written R8.4.1, 令和8年4月1日 or 2026/4/1 (with an era or a year of four digits)',
} as const;

const NUMERAL = `(?:\\d{1,4}|元|[${KANJI_NUMERALS}]+)`;
const ERA = new RegExp(
  `^(令和|平成|昭和|大正|明治|[RHSTM])\\s?(${NUMERAL})(?:年|[./-])\\s?(${NUMERAL})(?:月|[./-])\\s?(${NUMERAL})日?$`,
  'iu',
);
const WESTERN = new RegExp(
  `^(\\d{4}|[${KANJI_NUMERALS}]{4,})(?:年|[./-])\\s?(${NUMERAL})(?:月|[./-])\\s?(${NUMERAL})日?(?: 0?0:00(?::00)?)?$`,
  'u',
);

/**
 * A day as city halls write it; undefined where it is none, does not exist, or could be two days.
 * A bare number of five digits is the day that Excel keeps so (46113 is 2026-04-01).
 */
export function readDay(written: string): DayText | undefined {
  const text = fold(written);
  const era = ERA.exec(text);
  if (era !== null) {
    const [, name = '', ...parts] = era;
    const [year, month, day] = parts.map(numberOf);
    if (year === undefined || month === undefined || day === undefined) return undefined;
    return dayOfEra(name, year, month, day)?.toString();
  }
  const western = WESTERN.exec(text);
  if (western !== null) {
    const [year, month, day] = western.slice(1).map(numberOf);
    if (year === undefined || month === undefined || day === undefined) return undefined;
    return real(year, month, day);
  }
  if (/^\d{8}$/.test(text))
    return real(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
  if (/^[1-7]\d{4}$/.test(text))
    return Temporal.PlainDate.from('1899-12-30')
      .add({days: Number(text)})
      .toString();
  return undefined;
}

function numberOf(text: string): number | undefined {
  if (text === '元') return 1;
  return /^\d+$/.test(text) ? Number(text) : parseKanjiNumber(text);
}

function real(year: number, month: number, day: number): DayText | undefined {
  try {
    return Temporal.PlainDate.from({year, month, day}, {overflow: 'reject'}).toString();
  } catch {
    return undefined;
  }
}
