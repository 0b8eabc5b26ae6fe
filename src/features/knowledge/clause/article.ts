import {normalise, parseKanjiNumber} from '../../../kernel/japanese-text.ts';

const NUMBER = '[0-9〇一二三四五六七八九十百]+';
const ARTICLE = new RegExp(`第\\s*(${NUMBER})\\s*条(?:\\s*の\\s*(${NUMBER}))?`);

/**
 * The article that a text names, in one spelling whatever its numerals: 「第六条」, 「第６条」 and 「第 6 条」 are
 * `6`, 「第十二条の二」 is `12-2`.
 *
 * @returns undefined where it names none
 */
export function articleOf(text: string): string | undefined {
  const match = ARTICLE.exec(normalise(text));
  if (match === null) return undefined;
  // The second part is there only where the article has a branch, 「の二」.
  const [, number = '', branch = ''] = match;
  return [number, branch]
    .filter((part) => part !== '')
    .map(readNumber)
    .join('-');
}

function readNumber(part: string): string {
  return String(/^\d+$/.test(part) ? Number(part) : parseKanjiNumber(part));
}

/** Whether a passage stands in the article, by the headings above it. Supplementary provisions have their own. */
export function isInArticle(path: readonly string[], article: string): boolean {
  if (path.some((heading) => /^\s*[附付]\s?則/.test(heading))) return false;
  // A heading begins with its own number; a later one in it is a reference to another article.
  return path.some((heading) => heading.trim().startsWith('第') && articleOf(heading) === article);
}
