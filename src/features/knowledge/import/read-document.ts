import {findPersonalNumbers} from '../../../kernel/personal-numbers.ts';
import type {FileProblem, Passage} from '../document.ts';
import {aboutOf, type About} from './about/about.ts';
import {standingOf} from './about/standing.ts';
import {guessTitle} from './about/title.ts';
import {checkContent, checkName, decodeText, tooLarge} from './file.ts';
import {convert} from './formats/convert.ts';
import type {ConvertedRows} from './formats/converted.ts';
import type {FrontMatter} from './front-matter.ts';
import {readFrontMatter} from './front-matter.ts';
import {cut, HARD} from './passages/packing.ts';
import {split} from './passages/split.ts';
import {mend} from './text/mend.ts';

/** A file that could be read: what it says of itself, and its passages. */
export interface ReadDocument {
  readonly kind: 'document';
  readonly about: About;
  readonly passages: readonly Passage[];
  /** Names of the breakages that were mended. */
  readonly notes: readonly string[];
}

/** A book of a thousand pages has fewer; each is analysed, stored and searched. */
export const MOST_PASSAGES = 5_000;

export interface RefusedDocument {
  readonly kind: 'refused';
  readonly problems: readonly FileProblem[];
}

/**
 * Reads one file into passages: text and Markdown here, other formats by converting them to text first.
 *
 * @param file its name decides how it is read; folders in it do not matter
 * @returns the document, or every reason why it is not taken. Never throws.
 */
export async function readDocument(file: {
  fileName: string;
  bytes: Uint8Array;
}): Promise<ReadDocument | RefusedDocument> {
  const kind = checkName(file.fileName);
  if (typeof kind !== 'string') return refused(kind);
  if (kind === 'text' || kind === 'markdown') {
    const decoded = decodeText(file.bytes);
    if ('code' in decoded) return refused(decoded);
    return readText(decoded.text, file.fileName, {hasHead: kind === 'markdown'});
  }
  const problem = tooLarge(file.bytes.length) ?? checkContent(kind, file.bytes);
  if (problem !== undefined) return refused(problem);
  const converted = await convert(kind, file.bytes);
  if (converted.kind === 'refused') return refused(converted.problem);
  if (converted.kind === 'rows') return readRows(converted, file.fileName);
  return readText(converted.text, file.fileName, {hasHead: false, named: converted.title});
}

function readText(
  whole: string,
  fileName: string,
  {hasHead, named}: {hasHead: boolean; named?: string | undefined},
): ReadDocument | RefusedDocument {
  const numbers = personalNumbers(whole);
  if (numbers.length > 0) return refused(...numbers);
  const head = hasHead ? readFrontMatter(whole) : {kind: 'read' as const, data: {}, body: whole};
  if (head.kind === 'refused') return head;
  const data: FrontMatter = head.data;
  const {text, found} = mend(head.body);
  const title = data.title ?? named ?? guessTitle(text, fileName);
  return document(data, title, text, split(text), found);
}

function document(
  head: FrontMatter,
  title: string,
  text: string,
  cut: readonly Passage[],
  notes: readonly string[],
): ReadDocument | RefusedDocument {
  if (cut.length === 0) return refused({code: 'document/empty', details: {}});
  if (cut.length > MOST_PASSAGES) {
    const details = {passages: cut.length, most: MOST_PASSAGES};
    return refused({code: 'document/too-many-passages', details});
  }
  const passages = cut.map((passage) => {
    const standing = standingOf(title, passage.path, passage.text);
    return standing === undefined ? passage : {...passage, standing};
  });
  return {kind: 'document', about: aboutOf(head, title, text, passages), passages, notes};
}

/** A list of questions: each row is a passage already, and a personal number's line is its row. */
function readRows({rows, title}: ConvertedRows, fileName: string): ReadDocument | RefusedDocument {
  const numbers = rows.flatMap(({row, path, text}) =>
    personalNumbers([...path, text].join('\n'))
      .slice(0, 1)
      .map((problem) => ({...problem, line: row})),
  );
  if (numbers.length > 0) return refused(...numbers);
  const texts = rows.flatMap(({path, text}) => cut(text, HARD).map((part) => ({path, text: part})));
  const passages = texts.map((one, i): Passage => ({id: String(i + 1).padStart(4, '0'), ...one}));
  // What the answers say of days and municipalities says nothing of the list itself.
  return document({}, title ?? guessTitle('', fileName), '', passages, []);
}

function personalNumbers(text: string): FileProblem[] {
  return findPersonalNumbers(text).map(({kind, index}) => ({
    code: 'document/personal-number',
    line: text.slice(0, index).split(/\r\n?|\n/).length,
    details: {kind},
  }));
}

function refused(...problems: FileProblem[]): RefusedDocument {
  return {kind: 'refused', problems};
}
