/** The tree of a document: what the outline builds and the passages are cut from. */
import type {Line} from './lines/lines.ts';

/** Lines of one kind that stand together. */
export interface Block {
  readonly kind: 'text' | 'list' | 'table';
  readonly lines: Line[];
}

export interface Section {
  /** The style of its heading's mark (see `Mark`), `plain` without one, `part`, or `root` for the document. */
  readonly style: string;
  /** Its element of the path; empty for the whole document. */
  label: string;
  /** Heading lines as they stood, where they are not the first line of the body. */
  readonly head: readonly string[];
  readonly body: Block[];
  readonly children: Section[];
  /** Within articles: an article, a paragraph or an item, each cited by itself. */
  readonly legal: boolean;
  readonly number?: number;
  /** An answer to what stands before it (措置, 回答): it keeps the path of what it answers. */
  readonly response: boolean;
  /** For headings without a mark: what the first line below looks like. */
  readonly follow?: string;
}

type More = {readonly [K in 'legal' | 'response' | 'number' | 'follow']?: Section[K] | undefined};

/** A section with nothing in it yet. */
export function newSection(style: string, label: string, head: readonly string[], more: More = {}): Section {
  return {
    style,
    label: label.replace(/\s+/g, ' ').trim(),
    head,
    body: [],
    children: [],
    legal: more.legal ?? false,
    response: more.response ?? false,
    ...(more.number === undefined ? {} : {number: more.number}),
    ...(more.follow === undefined ? {} : {follow: more.follow}),
  };
}
