import type {Audience} from '../../audience.ts';
import type {DocumentKind, Passage} from '../../document.ts';
import type {FrontMatter} from '../front-matter.ts';
import {readDays, type Days} from './days.ts';
import {guessIssuer} from './issuer.ts';
import {guessKind} from './kind.ts';

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

/**
 * What a file says of itself. Its head comes before what the text seems to say.
 *
 * @param passages all of the text, told apart by their standing
 */
export function aboutOf(head: FrontMatter, title: string, text: string, passages: readonly Passage[]): About {
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
