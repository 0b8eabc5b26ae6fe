/** What cells of a staff list mean; undefined where they mean nothing that is known. */
import {fold, toKatakana} from '../../../kernel/japanese-text.ts';

/** Names keep the form of their characters; spaces of any kind become one. */
export function readName(cell: string): string {
  return cell.replace(/[\s\u3000]+/gu, ' ').trim();
}

/** A reading in full-width katakana. */
export function readReading(cell: string): string | undefined {
  const text = toKatakana(fold(cell));
  return /^[\p{Script=Katakana}ー・ A-Za-z.'-]+$/u.test(text) ? text : undefined;
}

export function readFlag(cell: string): boolean | undefined {
  const text = fold(cell).toLowerCase();
  if (/^(?:|0|×|x|-|no|false|いいえ|無|なし|否|非該当)$/u.test(text)) return false;
  return /^(?:[○〇◯●✓✔]|1|yes|true|はい|有|あり|該当|兼務|兼|管理職)$/u.test(text) ? true : undefined;
}

/** Whether a row is a further post; 本務 says that it is not. */
export function readFurther(cell: string): boolean | undefined {
  return /^(?:本務|主務|主)$/u.test(fold(cell)) ? false : readFlag(cell);
}

/** Hours a week: 38.75, 38:45, 38時間45分. */
export function readWeeklyHours(cell: string): number | undefined {
  const text = fold(cell);
  const clock = /^(\d{1,2})(?::|時間)(?:([0-5]?\d)分?)?$/.exec(text);
  const hours = clock === null ? Number(text) : Number(clock[1]) + Number(clock[2] ?? 0) / 60;
  return text !== '' && hours > 0 && hours <= 60 ? hours : undefined;
}

/** ISO weekdays: 月火木, 月・水・金, 月～金. */
export function readWeekdays(cell: string): number[] | undefined {
  const text = fold(cell).replace(/曜日?/gu, '');
  const all = '月火水木金土日';
  const range = /^([月火水木金土日])[~-]([月火水木金土日])$/u.exec(text);
  if (range !== null) {
    const [from, to] = [all.indexOf(range[1] ?? ''), all.indexOf(range[2] ?? '')];
    return from <= to ? Array.from({length: to - from + 1}, (_, i) => from + i + 1) : undefined;
  }
  const days = Array.from(text.replace(/[\s・,、/]/gu, ''), (day) => all.indexOf(day) + 1);
  return days.length > 0 && !days.includes(0) ? [...new Set(days)].sort((a, b) => a - b) : undefined;
}

/** Minutes of the day: 8:30-17:15. */
export function readHours(cell: string): {from: number; to: number} | undefined {
  const found = /^(\d{1,2})(?::|時)(\d{2})?分?\s?[~-]\s?(\d{1,2})(?::|時)(\d{2})?分?$/u.exec(fold(cell));
  if (found === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = found
    .slice(1)
    .map((part) => Number((part as string | undefined) ?? 0));
  const hours = {from: a * 60 + b, to: c * 60 + d};
  return hours.from < hours.to && hours.to <= 1440 ? hours : undefined;
}

export function readAddress(cell: string): string | undefined {
  const text = fold(cell).toLowerCase();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : undefined;
}

export function readObjectId(cell: string): string | undefined {
  const text = fold(cell).toLowerCase();
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined;
}

/** Digits in half width; letters stay. */
export function readNumber(cell: string): string | undefined {
  const text = fold(cell).replace(/\.0$/, '');
  return /^[0-9A-Za-z-]{1,20}$/.test(text) ? text : undefined;
}
