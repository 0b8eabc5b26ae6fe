import type {Line} from '../lines/lines.ts';
import {nextLine} from '../lines/lines.ts';
import type {Section} from '../section.ts';
import type {Stack} from './stack.ts';

/** Where the reading stands: all that a rule may ask to tell what a line is. */
export interface Place {
  readonly lines: readonly Line[];
  readonly stack: Stack;
  /** Titles that the agenda names, see `titleKey`. */
  readonly agenda: ReadonlySet<string>;
  /** Whether the signs of Markdown's headings are the document's outline. */
  readonly hashes: boolean;
  /** Whether the line is the first, or stands behind a blank one. */
  readonly broken: boolean;
  /** The line above that names an article or a paragraph: 「（目的）」. */
  readonly caption: Line | undefined;
}

/** What a line is, if it is a heading. */
export type Heading =
  | {readonly kind: 'title'; readonly line: Line}
  | {
      readonly kind: 'section';
      readonly section: Section;
      readonly level: number;
      /** The line itself where it is text too, as in articles. */
      readonly text?: Line;
    };

/** What stands below a heading without a mark. Such headings are alike where the same follows. */
export function follow(line: Line, {lines}: Place): string {
  const next = nextLine(lines, line);
  return next?.row === true ? 'row' : (next?.bullet ?? next?.mark?.style ?? 'text');
}
