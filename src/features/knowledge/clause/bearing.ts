/** What an answer is to the person who asks: a rule of their own organisation, another's, a report, a change. */
import type {DocumentInfo, DocumentKind, Passage} from '../document.ts';

/** How far a passage binds the asker. */
export interface Bearing {
  /** Whether the asker's own organisation issued it. */
  readonly own: boolean;
  readonly kind: DocumentKind | undefined;
  /** A change that is proposed, or the text of one: not in force by itself. */
  readonly amendment: boolean;
}

/** @param organisation the asker's; sections of it may follow its name in an issuer */
export function bearingOf(document: DocumentInfo, {standing}: Passage, organisation: string): Bearing {
  const issuer = (document.issuer ?? organisation).normalize('NFKC');
  return {
    own: issuer.startsWith(organisation.normalize('NFKC')),
    kind: standing === 'quoted-rule' ? 'rule' : document.kind,
    amendment: standing === 'amendment',
  };
}

// What a passage's score is worth in the order of answers. A rule comes before a report that tells as much;
// a report that tells far more still comes first, since a rule beside the point helps nobody.
const REPORT = 0.8;
const OTHERS = 0.95;
const AMENDMENT = 0.75;

/** What to multiply a score with, 0 to 1, so that what binds comes before what tells. */
export function weightOf({own, kind, amendment}: Bearing): number {
  const told = kind === 'report' || kind === 'minutes' ? REPORT : 1;
  return told * (own ? 1 : OTHERS) * (amendment ? AMENDMENT : 1);
}
