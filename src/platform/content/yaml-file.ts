import {readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import {LineCounter, parseDocument, type Document} from 'yaml';
import {locales, type z} from 'zod/v4';
import type {Bilingual} from '../../kernel/person.ts';
import type {ContentProblem} from '../feature.ts';

// The schema's own messages are English; both languages are told of a mistake in the same order.
const japanese = locales.ja().localeError;

export type YamlResult<T> =
  /** `source` is the value before the schema transformed it: what is stored, and checked again when read. */
  | {readonly kind: 'read'; readonly value: T; readonly source: unknown}
  | {readonly kind: 'absent'}
  | {readonly kind: 'wrong'; readonly problems: readonly ContentProblem[]};

/**
 * Reads a YAML file of the organisation against a schema.
 *
 * @returns every mistake with the line on which it stands, for the officer who wrote the file
 */
export async function readYamlFile<T>(path: string, schema: z.ZodType<T>): Promise<YamlResult<T>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {kind: 'absent'};
    const file = basename(path);
    return {
      kind: 'wrong',
      problems: [{file, text: {ja: 'ファイルを読めません。', en: 'The file cannot be read.'}}],
    };
  }
  return parseYaml(text, basename(path), schema);
}

/** The same for a text that is there already. */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>): YamlResult<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines});
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const said = (error.message.split('\n')[0] ?? '').replace(/ at line .*$/, '');
      return {
        file,
        line: lines.linePos(error.pos[0]).line,
        text: {ja: `YAML として読めません: ${said}`, en: `not YAML: ${said}`},
      };
    });
    return {kind: 'wrong', problems};
  }
  const source: unknown = document.toJS();
  const parsed = schema.safeParse(source, {error: japanese});
  if (parsed.success) return {kind: 'read', value: parsed.data, source};
  const inEnglish = schema.safeParse(source).error?.issues ?? [];
  const problems = parsed.error.issues.map((issue, index) => {
    const line = lineOf(document, issue.path, lines);
    const where = issue.path.map(String).join('.') || '(top)';
    const own = ownText(issue);
    const ja = own?.ja ?? issue.message;
    const en = own?.en ?? inEnglish[index]?.message ?? issue.message;
    return {
      file,
      ...(line === undefined ? {} : {line}),
      text: {ja: `${where} が正しくありません: ${ja}`, en: `${where}: ${en}`},
    };
  });
  return {kind: 'wrong', problems};
}

/** The sentence of a check of the schema's own, given as `params: {text}` since it knows both languages. */
function ownText(issue: z.core.$ZodIssue): Bilingual | undefined {
  return issue.code === 'custom' ? (issue.params?.['text'] as Bilingual | undefined) : undefined;
}

// A key that is missing has no place of its own: then the line of what should hold it.
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const range = (node as {range?: readonly number[]} | undefined | null)?.range;
    if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
  }
  return undefined;
}
