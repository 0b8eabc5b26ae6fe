/** What the head of a Markdown file says of its document: YAML between two lines of `---`. */
import {isMap, isScalar, LineCounter, parseDocument} from 'yaml';
import {z} from 'zod/v4';
import type {DayText} from '../../../kernel/time.ts';
import {readAudience, type Audience} from '../audience.ts';
import {DOCUMENT_KINDS, type DocumentKind, type FileProblem} from '../document.ts';
import {readDay} from './lines/dates.ts';

/** What the head of a Markdown file says of its document. */
export interface FrontMatter {
  /** Under which id it is kept; versions of one document have the same. */
  readonly document?: string | undefined;
  readonly title?: string | undefined;
  readonly source?: string | undefined;
  readonly issuer?: string | undefined;
  readonly kind?: DocumentKind | undefined;
  readonly applies?: string | undefined;
  readonly audience?: Audience | undefined;
  readonly effective?: DayText | undefined;
  readonly date?: DayText | undefined;
  readonly section?: string | undefined;
}

const KIND_WORDS: Readonly<Record<string, DocumentKind>> = {
  規程: 'rule',
  手順: 'procedure',
  通知: 'notice',
  報告: 'report',
  議事要旨: 'minutes',
};

/** A kind as an operator writes it: 規程, 手順, 通知, 報告, 議事要旨, or its English name. */
export function readKind(text: string): DocumentKind | undefined {
  const word = text.normalize('NFKC').trim();
  return KIND_WORDS[word] ?? DOCUMENT_KINDS.find((kind) => kind === word.toLowerCase());
}

/** What {@link readKind} reads, for messages. */
export const KIND_NAMES = [...Object.keys(KIND_WORDS), ...DOCUMENT_KINDS].join(', ');

const line = z.string().trim().min(1).max(300);
const day = z.string().transform(readDay).pipe(z.string());
const schema = z.strictObject({
  document: line.regex(/^[^\s/\\@]{1,100}$/).optional(),
  title: line.optional(),
  source: line.optional(),
  issuer: line.optional(),
  kind: z.string().transform(readKind).pipe(z.enum(DOCUMENT_KINDS)).optional(),
  applies: line.optional(),
  audience: z
    .string()
    .transform(readAudience)
    .pipe(z.custom<Audience>((value) => value !== undefined))
    .optional(),
  effective: day.optional(),
  date: day.optional(),
  section: line.optional(),
});

const DAYS = '2026-04-01, 令和8年4月1日, R8.4.1';

// What a value must be, as the error's sentence says it.
const EXPECTED: Readonly<Record<string, string>> = {
  effective: DAYS,
  date: DAYS,
  kind: KIND_NAMES,
  audience: '全員, 課:人事課,管財課;職:課長;雇用:派遣',
  document: 'a-name-without-spaces (1–100)',
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
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // An alias without an anchor, or thousands of them: only found out when they are followed.
    return refuse([
      problem(2, {problem: 'syntax', reason: error instanceof Error ? error.message : 'alias'}),
    ]);
  }
  const result = schema.safeParse(value);
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
