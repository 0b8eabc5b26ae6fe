import type {DayText} from '../../kernel/time.ts';

/** What is known of a document beside its passages. */
export interface DocumentInfo {
  /** The file's name without its ending; what commands call it. */
  readonly id: string;
  readonly title: string;
  /** Where it comes from, as people are shown it: an address, or the file's name. */
  readonly source: string;
  /** From when it holds, where the file or the operator says so. */
  readonly effectiveFrom?: DayText;
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
}

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
