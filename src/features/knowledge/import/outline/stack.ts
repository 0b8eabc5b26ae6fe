/**
 * The sections that are open where the reading stands, from the document in. A level is the number of
 * sections that stay open when a new one begins there.
 */
import type {Line} from '../lines/lines.ts';
import type {Block, Section} from '../section.ts';
import {newSection} from '../section.ts';

// Styles that end whatever is open and lies deeper. Smaller is further out.
const RANKS: Readonly<Record<string, number>> = {
  '#1': -6,
  '#2': -5,
  '#3': -4,
  '#4': -3,
  '#5': -2,
  '#6': -1,
  part: 0,
  編: 1,
  部: 1,
  supplement: 1,
  attachment: 1,
  章: 1.1,
  節: 1.2,
  款: 1.3,
  article: 1.4,
  reference: 1.5,
  named: 2,
};

/** Whether headings of a style are outer ones (chapters, articles, parts of a bundle), whatever is open. */
export function isRanked(style: string): boolean {
  return RANKS[style] !== undefined;
}

export class Stack {
  readonly root = newSection('root', '', []);
  private readonly sections: Section[] = [this.root];

  // What is open

  /** The innermost section. */
  get top(): Section {
    return this.sections.at(-1) ?? this.root;
  }

  /** The level below everything that is open. */
  get depth(): number {
    return this.sections.length;
  }

  /** Whether nothing was read yet. */
  get isEmpty(): boolean {
    return this.root.body.length === 0 && this.root.children.length === 0;
  }

  /** Whether a heading was just read and nothing below it yet. */
  get isFresh(): boolean {
    return this.top !== this.root && this.top.body.length === 0 && this.top.children.length === 0;
  }

  /** Whether we are within an article or a supplementary provision. */
  get isLegal(): boolean {
    return this.sections.some((one) => one.legal);
  }

  isOpen(style: string): boolean {
    return this.sections.some((one) => one.style === style);
  }

  /** The innermost section of a style that is no answer. */
  last(style: string): Section | undefined {
    return this.sections.findLast((one) => one.style === style && !one.response);
  }

  /** Plain headings that are open within the innermost answer, or at all where there is none. */
  plains(): Section[] {
    const from = this.sections.findLastIndex((one) => one.response) + 1;
    return this.sections.slice(from).filter((one) => one.style === 'plain');
  }

  // Levels

  /** Where a section stands, so that a new one takes its place; below everything for none. */
  levelOf(section: Section | undefined): number {
    return section === undefined ? this.depth : this.sections.indexOf(section);
  }

  /** Where a style continues: at the level on which it is open, else below everything. */
  levelOfStyle(style: string): number {
    return this.levelOf(this.last(style));
  }

  /** Where a ranked style begins: it closes what lies deeper, and what has no rank. */
  levelOfRank(style: string): number {
    const rank = RANKS[style] ?? 0;
    // The document itself never closes.
    const outer = this.sections.findLastIndex((one, i) => i === 0 || (RANKS[one.style] ?? Infinity) < rank);
    return outer + 1;
  }

  /** Where an answer begins: in the place of the last one of its style, else below what it answers. */
  levelOfResponse(style: string): number {
    return this.levelOf(this.sections.findLast((one) => one.response && one.style === style));
  }

  /** The level at which all plain headings that lie innermost are closed. */
  levelOutsidePlain(): number {
    return this.sections.findLastIndex((one) => one.style !== 'plain') + 1;
  }

  // Changes

  open(section: Section, level: number): void {
    this.sections.length = level;
    this.top.children.push(section);
    this.sections.push(section);
  }

  /** @param broken whether a blank line stands before the line: then a text begins anew */
  add(line: Line, kind: Block['kind'], broken: boolean): void {
    const {body} = this.top;
    const last = body.at(-1);
    // Text right below a list is what its last item goes on with.
    const continues =
      kind === last?.kind ? kind !== 'text' || !broken : kind === 'text' && last?.kind === 'list' && !broken;
    if (continues) last?.lines.push(line);
    else body.push({kind, lines: [line]});
  }

  /** The line that names the document: text of its own above all headings. */
  addTitle(line: Line): void {
    this.root.body.push({kind: 'text', lines: [line]});
  }
}
