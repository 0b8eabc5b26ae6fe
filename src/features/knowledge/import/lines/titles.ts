/** What can be a title, what is a pair of name and value, and when two titles are the same. */
import {isDateLine} from './dates.ts';

/** Whether a text can be a title: short, no sentence, not a date, not 「名前：値」. */
export function isTitle(text: string, most = 60): boolean {
  return (
    text.length > 0 &&
    text.length <= most &&
    !/[。、，,：:]$/.test(text) &&
    // 「鍵の貸出し（当日に返す。）」 is one all the same.
    !/。(?![）)」』])/.test(text) &&
    !isDateLine(text) &&
    readPair(text) === undefined
  );
}

/** 「場所：会議室」; the colon of a time (9:30) or an address (https:) is none. */
export function readPair(text: string): {key: string; value: string} | undefined {
  const match = /^([^：:。、「」]{1,20})[：:]\s*(\S.*)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  if (/\d$/.test(match[1]) && /^\d/.test(match[2])) return undefined;
  if (/^https?$/.test(match[1])) return undefined;
  return {key: match[1].trim(), value: match[2]};
}

/**
 * A title without what differs between a list of contents and the place itself: 「鍵について（庶務係）
 * 【資料】」 in the agenda is 「鍵」 above the text.
 */
export function titleKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/【[^】]*】\s*$/, '')
    .replace(/\([^()]*\)\s*$/, '')
    .replace(/\s+/g, '')
    .replace(/(?:について|に関して)$/, '');
}
