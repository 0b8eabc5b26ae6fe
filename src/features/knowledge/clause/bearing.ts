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

/** @param organisation the asker's; sections of it may follow its name in an issuer, or stand alone */
export function bearingOf(document: DocumentInfo, {standing}: Passage, organisation: string): Bearing {
  return {
    own: document.issuer === undefined || isOwn(document.issuer, organisation),
    kind: standing === 'quoted-rule' ? 'rule' : document.kind,
    amendment: standing === 'amendment',
  };
}

const PREFECTURE = /^(?:東京都|北海道|京都府|大阪府|\p{Script=Han}{2,3}県)(?=.)/u;
const MUNICIPAL = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,8}[都道府県市区町村]/u;
const OFFICE = /(?:[課部局室係署所]|委員会|議会|会計管理者|市長|区長|町長|村長|知事|[課部局室係]長)$/u;

/** Whether an issuer is the organisation, or an office of it. An association that bears its name is another body. */
export function isOwn(issuer: string, organisation: string): boolean {
  const [name, own] = [issuer, organisation].map((one) =>
    one.normalize('NFKC').replace(/\s/g, '').replace(PREFECTURE, ''),
  );
  if (name === undefined || own === undefined) return false;
  if (!name.startsWith(own)) return OFFICE.test(name) && !MUNICIPAL.test(name.replace(OFFICE, ''));
  const rest = name.slice(own.length);
  return rest === '' || (!/^(?:立|・)|組合|広域|企業団|公社|財団/u.test(rest) && OFFICE_OR_PART.test(rest));
}

// After the own name: an office, a district (汐見区), a word in brackets.
const OFFICE_OR_PART = /(?:[課部局室係署所区]|委員会|議会|長|[)）])$/u;

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

// What stands above all headings says what a document is about, and seldom what it rules.
const LEAD = 0.8;

/** What to multiply a score with, by where in its document a passage stands. */
export function leadWeight({passages}: {readonly passages: number}, {path}: Passage): number {
  return path.length === 0 && passages > 1 ? LEAD : 1;
}
