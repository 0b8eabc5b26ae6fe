/** What a document says of itself: in its front matter, else in its text. */
import {isMap, isScalar, LineCounter, parseDocument} from 'yaml';
import {z} from 'zod/v4';
import {dayOfEra, Temporal} from '../../../kernel/time.ts';
import type {DayText} from '../../../kernel/time.ts';
import type {FileProblem} from '../document.ts';
import {isDateLine, isTitle, readLines, readNumber} from './lines.ts';

const N = '[0-9０-９〇一二三四五六七八九十百]+';
const DAY = new RegExp(
  `(?:(令和|平成|昭和|大正|明治)\\s*(元|${N})\\s*年|([RHSTMrhstm])\\.?\\s*(\\d{1,2})\\s*[./年-]|([0-9０-９]{4})\\s*[年./-])\\s*(${N})\\s*[月./-]\\s*(${N})\\s*日?`,
);

/**
 * A day as people write it: 2026-04-01, 2026年4月1日, 令和8年4月1日, 令和八年四月一日, R8.4.1.
 *
 * @returns undefined where the text is no day, or there is no such day
 */
export function readDay(text: string): DayText | undefined {
  const trimmed = text.trim();
  const match = DAY.exec(trimmed);
  return match !== null && match[0].length === trimmed.length ? dayOf(match) : undefined;
}

function dayOf([, era, eraYear, letter, letterYear, year, month, day]: readonly (string | undefined)[]):
  DayText | undefined {
  const numbers = [eraYear ?? letterYear ?? year, month, day].map((part) => readNumber(part ?? ''));
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

/** The day from which a rule holds: the latest of 「この規程は、…から施行する」. */
export function guessEffective(text: string): DayText | undefined {
  const days = text.split('\n').flatMap((line) => {
    const stated =
      /^\s*(?:[0-9０-９]+\s*)?この[^、。]{1,12}は、(.{4,40}?)から(?:施行|適用)(?:する|します)/.exec(line);
    const day = readDay(stated?.[1] ?? '');
    return day === undefined ? [] : [day];
  });
  return days.sort().at(-1);
}

/** How many lines with text may stand before a title. */
const NEAR = 6;

// To whom a letter goes and who sends it stand above its title.
const ADDRESS = /(?:様|殿|宛て?|あて|御中|[課部室局]|[課部係室局属]長)$/;

/**
 * The document's title: its first heading, else the first line that can be one, else the file's name.
 *
 * @param fileName with or without folders
 */
export function guessTitle(text: string, fileName: string): string {
  const lines = readLines(text).filter((line) => !line.blank);
  const heading = lines.slice(0, NEAR).find((line) => line.mark?.style === '#1');
  if (heading?.mark !== undefined) return heading.mark.title;
  const regulation = lines
    .slice(0, NEAR)
    .find(
      (line) =>
        line.mark?.style === '○' &&
        isTitle(line.mark.title) &&
        /(?:規程|規則|条例|要綱|要領)$/.test(line.mark.title),
    );
  if (regulation?.mark !== undefined) return regulation.mark.title;
  const first = lines.slice(0, NEAR).find((line) => !isDateLine(line.text) && !ADDRESS.test(line.text));
  const stands = first !== undefined && first.mark === undefined && first.bullet === undefined && !first.row;
  if (stands && isTitle(first.text) && !/^[（(]|^改正|訓令|^制定/.test(first.text))
    return first.text.replace(/\s+/g, ' ');
  return fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
}

/** What the head of a Markdown file says of its document. */
export interface FrontMatter {
  readonly title?: string | undefined;
  readonly source?: string | undefined;
  readonly effective?: DayText | undefined;
  readonly section?: string | undefined;
}

const line = z.string().trim().min(1).max(300);
const schema = z.strictObject({
  title: line.optional(),
  source: line.optional(),
  effective: z.string().transform(readDay).pipe(z.string()).optional(),
  section: line.optional(),
});

// What a value must be, as the error's sentence says it.
const EXPECTED: Readonly<Record<string, string>> = {
  effective: '2026-04-01, 令和8年4月1日, R8.4.1',
};
const KNOWN = Object.keys(schema.shape).join(', ');

/**
 * Reads the YAML between two lines of `---` at the beginning. A text without it is a body alone.
 *
 * @returns the values, and the body with its first line's number less one; or every mistake with its line
 */
export function readFrontMatter(
  text: string,
):
  | {readonly kind: 'read'; readonly data: FrontMatter; readonly body: string; readonly linesBefore: number}
  | {readonly kind: 'refused'; readonly problems: FileProblem[]} {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  if (lines[0]?.trimEnd() !== '---') return {kind: 'read', data: {}, body: text, linesBefore: 0};
  const end = lines.findIndex((one, i) => i > 0 && /^(?:---|\.\.\.)\s*$/.test(one));
  if (end < 0) {
    // A rule above a text is no front matter; keys without an end are a mistake.
    if (!/^[\w-]+\s*:/.test(lines[1] ?? '')) return {kind: 'read', data: {}, body: text, linesBefore: 0};
    return refuse([problem(1, {problem: 'not-closed'})]);
  }
  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join('\n'), {lineCounter: counter, prettyErrors: false});
  // The YAML begins on the file's second line.
  const lineAt = (offset: number): number => counter.linePos(offset).line + 1;
  if (document.errors.length > 0) {
    return refuse(
      document.errors.map((error) =>
        problem(lineAt(error.pos[0]), {problem: 'syntax', reason: error.message}),
      ),
    );
  }
  const body = lines.slice(end + 1).join('\n');
  if (document.contents === null) return {kind: 'read', data: {}, body, linesBefore: end + 1};
  if (!isMap(document.contents)) return refuse([problem(2, {problem: 'no-keys', known: KNOWN})]);

  const places = new Map<string, number>();
  for (const {key} of document.contents.items) {
    if (isScalar(key) && Array.isArray(key.range)) places.set(String(key.value), lineAt(key.range[0]));
  }
  const result = schema.safeParse(document.toJS());
  if (result.success) return {kind: 'read', data: result.data, body, linesBefore: end + 1};
  return refuse(
    result.error.issues.flatMap((issue): FileProblem[] => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) =>
          problem(places.get(key) ?? 2, {problem: 'unknown-key', key, known: KNOWN}),
        );
      }
      const key = String(issue.path[0] ?? '');
      return [
        problem(places.get(key) ?? 2, {
          problem: 'wrong-value',
          key,
          expected: EXPECTED[key] ?? 'text (1–300)',
        }),
      ];
    }),
  );
}

function problem(at: number, details: FileProblem['details']): FileProblem {
  return {code: 'document/front-matter', line: at, details};
}

function refuse(problems: FileProblem[]): {kind: 'refused'; problems: FileProblem[]} {
  return {kind: 'refused', problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))};
}
