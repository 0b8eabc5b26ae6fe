import {findPersonalNumbers} from '../../../kernel/personal-numbers.ts';
import type {Audience} from '../audience.ts';
import type {DocumentKind, FileProblem, Passage} from '../document.ts';
import {readDays, type Days} from './about/days.ts';
import {guessIssuer} from './about/issuer.ts';
import {guessKind} from './about/kind.ts';
import {standingOf} from './about/standing.ts';
import {guessTitle} from './about/title.ts';
import {checkName, decodeText} from './file.ts';
import type {FrontMatter} from './front-matter.ts';
import {readFrontMatter} from './front-matter.ts';
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

/** What a file says of itself: in its head, else in its text. */
export interface About extends Days {
  /** Only where the file's head names it, as the source, audience, those to whom it applies and the section. */
  readonly document?: string;
  readonly title: string;
  readonly source?: string;
  readonly issuer?: string;
  readonly kind?: DocumentKind;
  readonly appliesTo?: string;
  readonly audience?: Audience;
  readonly section?: string;
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
  const title = data.title ?? guessTitle(text, file.fileName);
  const passages = split(text).map((passage) => {
    const standing = standingOf(title, passage.path, passage.text);
    return standing === undefined ? passage : {...passage, standing};
  });
  if (passages.length === 0) return refused({code: 'document/empty', details: {}});
  return {
    kind: 'document',
    about: aboutOf(data, title, text, passages),
    passages,
    notes: found,
  };
}

// The head comes before what the text seems to say.
function aboutOf(head: FrontMatter, title: string, text: string, passages: readonly Passage[]): About {
  const holding = passages.filter(({standing}) => standing !== 'amendment').map((passage) => passage.text);
  const days = readDays(text, holding.join('\n'));
  return defined({
    document: head.document,
    title,
    source: head.source,
    issuer: head.issuer ?? guessIssuer(title, text),
    kind: head.kind ?? guessKind(title, text),
    appliesTo: head.applies,
    audience: head.audience,
    effectiveFrom: head.effective ?? days.effectiveFrom,
    dated: head.date ?? days.dated,
    amended: days.amended,
    section: head.section,
  });
}

/** An object without the keys that have no value. */
function defined<T extends object>(all: {[K in keyof T]: T[K] | undefined}): T {
  const kept = Object.entries(all).filter(([, value]) => value !== undefined);
  // Only keys that may be left out can be undefined in what is passed.
  return Object.fromEntries(kept) as T;
}

function refused(...problems: FileProblem[]): RefusedDocument {
  return {kind: 'refused', problems};
}
