import {findPersonalNumbers} from '../../../kernel/personal-numbers.ts';
import type {DayText} from '../../../kernel/time.ts';
import type {FileProblem, Passage} from '../document.ts';
import {guessEffective, guessTitle} from './about.ts';
import {checkName, decodeText} from './file.ts';
import type {FrontMatter} from './front-matter.ts';
import {readFrontMatter} from './front-matter.ts';
import {split} from './passages/split.ts';
import {mend} from './text/mend.ts';

/** A file that could be read: what it says of itself, and its passages. */
export interface ReadDocument {
  readonly kind: 'document';
  readonly title: string;
  /** Only where the file's head names it. */
  readonly source?: string;
  readonly effectiveFrom?: DayText;
  /** The section to ask, where the file's head names it. */
  readonly section?: string;
  readonly passages: readonly Passage[];
  /** Names of the breakages that were mended. */
  readonly notes: readonly string[];
}

export interface RefusedDocument {
  readonly kind: 'refused';
  readonly problems: readonly FileProblem[];
}

/**
 * Reads one file of text or Markdown into passages.
 *
 * @param file its name decides how it is read; folders in it do not matter
 * @returns the document, or every reason why it is not taken. Never throws.
 */
export function readDocument(file: {fileName: string; bytes: Uint8Array}): ReadDocument | RefusedDocument {
  const kind = checkName(file.fileName);
  if (typeof kind !== 'string') return refused(kind);
  const decoded = decodeText(file.bytes);
  if ('code' in decoded) return refused(decoded);

  const numbers = findPersonalNumbers(decoded.text);
  if (numbers.length > 0) {
    return refused(
      ...numbers.map(({kind: what, index}): FileProblem => ({
        code: 'document/personal-number',
        line: decoded.text.slice(0, index).split(/\r\n?|\n/).length,
        details: {kind: what},
      })),
    );
  }

  const head =
    kind === 'markdown'
      ? readFrontMatter(decoded.text)
      : {kind: 'read' as const, data: {}, body: decoded.text};
  if (head.kind === 'refused') return head;
  const data: FrontMatter = head.data;
  const {text, found} = mend(head.body);
  const passages = split(text);
  if (passages.length === 0) return refused({code: 'document/empty', details: {}});
  const effective = data.effective ?? guessEffective(text);
  return {
    kind: 'document',
    title: data.title ?? guessTitle(text, file.fileName),
    ...(data.source === undefined ? {} : {source: data.source}),
    ...(effective === undefined ? {} : {effectiveFrom: effective}),
    ...(data.section === undefined ? {} : {section: data.section}),
    passages,
    notes: found,
  };
}

function refused(...problems: FileProblem[]): RefusedDocument {
  return {kind: 'refused', problems};
}
