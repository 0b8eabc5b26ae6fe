import type {DayText} from '../../kernel/time.ts';
import type {Audience} from './audience.ts';

/**
 * What a document is: a rule that binds (規程), a procedure (手順), a notice (通知), a report (報告), or the
 * gist of a meeting (議事要旨).
 */
export const DOCUMENT_KINDS = ['rule', 'procedure', 'notice', 'report', 'minutes'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What is known of a document beside its passages. */
export interface DocumentInfo {
  /** What commands call it: the file's name without its ending, unless the file or the operator names it. */
  readonly id: string;
  readonly title: string;
  /** Where it comes from, as people are shown it: an address, or the file's name. */
  readonly source: string;
  /** Who issued it; the own organisation where nothing says otherwise. */
  readonly issuer?: string;
  readonly kind?: DocumentKind;
  /** To whom it applies, in words. */
  readonly appliesTo?: string;
  readonly audience: Audience;
  /** From when it holds. Only where 施行 or 適用 is stated, by the file or the operator. */
  readonly effectiveFrom?: DayText;
  /** The day that the document bears. */
  readonly dated?: DayText;
  /** The last day on which it was amended; says nothing of what is in force. */
  readonly amended?: DayText;
  /** The section that answers for it, where the file names one. */
  readonly section?: string;
}

/** A piece of a document that an answer can rest on. */
export interface Passage {
  /** `0001`, in the order of the text. Unique within one generation of its document. */
  readonly id: string;
  /** Headings and numbers from the outermost in: `['第六条', '三 紙文書の管理', 'イ']`. */
  readonly path: readonly string[];
  /** The text as it stood, line breaks of its own included. */
  readonly text: string;
  /**
   * What it is, where it is not of its document's kind: a rule that a report quotes, or a change that is
   * proposed or that says how another text is to be changed. Such a change is never in force by itself.
   */
  readonly standing?: PassageStanding;
}

export const PASSAGE_STANDINGS = ['quoted-rule', 'amendment'] as const;
export type PassageStanding = (typeof PASSAGE_STANDINGS)[number];

/** Something that is wrong with a file, and where. Never holds what a person's number was. */
export interface FileProblem {
  readonly code:
    | 'document/unreadable'
    | 'document/empty'
    | 'document/too-large'
    | 'document/wrong-type'
    | 'document/front-matter'
    | 'document/mislabelled'
    | 'document/old-office'
    | 'document/encrypted'
    | 'document/damaged'
    | 'document/unpacks-too-large'
    | 'document/too-many-pages'
    | 'document/too-many-passages'
    | 'document/scanned'
    | 'document/no-characters'
    | 'document/no-questions'
    | 'document/too-slow'
    | 'document/same-name'
    | 'document/personal-number';
  /** Counted from 1. */
  readonly line?: number;
  /** What was expected, or what was found that cannot be: filled into the error's sentence. */
  readonly details: Readonly<Record<string, string | number>>;
}
