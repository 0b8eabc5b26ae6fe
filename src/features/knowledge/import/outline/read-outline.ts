/**
 * Lines to a tree of headings. Documents do not say how deep a heading lies, so the level of a mark is
 * learned from its surroundings: a style that is open already continues there, a new one goes deeper.
 * A few styles are always outer ones (chapters, articles, parts of a bundle), whatever is open.
 */
import {findAgenda} from '../lines/agenda.ts';
import type {Agenda} from '../lines/agenda.ts';
import type {Line} from '../lines/lines.ts';
import {readLines} from '../lines/lines.ts';
import type {Block, Section} from '../section.ts';
import {captionsNext, legalItem} from './legal.ts';
import {markedHeading} from './marked.ts';
import type {Heading, Place} from './place.ts';
import {plainHeading} from './plain.ts';
import {rankedHeading} from './ranked.ts';
import {Stack} from './stack.ts';

/** Reads the structure of a mended text. The result is the document; its label is empty. */
export function readOutline(text: string): Section {
  const lines = readLines(text);
  const agenda = findAgenda(lines);
  let place: Place = {
    lines,
    stack: new Stack(),
    agenda: agenda.titles,
    hashes: outlinesWithHashes(lines),
    broken: true,
    caption: undefined,
  };
  for (const line of lines) {
    if (line.blank) place = {...place, broken: true};
    else if (!agenda.dropped.has(line.index))
      place = {...place, caption: take(line, place, agenda), broken: false};
  }
  return place.stack.root;
}

/** One `##` in a text is what a converter left of a bold line, not the document's outline. */
function outlinesWithHashes(lines: readonly Line[]): boolean {
  const styles = lines.map((line) => line.mark?.style ?? '').filter((style) => style.startsWith('#'));
  return styles.length > 1 || styles[0] === '#1';
}

/**
 * Takes one line to where it belongs.
 *
 * @returns the caption that waits for its article or paragraph
 */
function take(line: Line, place: Place, {listed}: Agenda): Line | undefined {
  const {stack, caption, broken} = place;
  const isListed = listed.has(line.index);
  const isText = line.row || isListed;
  if (!isText && caption === undefined && captionsNext(line, place)) return line;
  const heading = isText ? undefined : headingOf(line, place);
  const cited = heading?.kind === 'section' ? heading.text : undefined;
  // What looked like a caption and names nothing that is cited is text like any other.
  if (caption !== undefined && cited === undefined) stack.add(caption, 'text', true);
  if (heading === undefined) stack.add(line, kindOf(line, isListed), broken);
  else if (heading.kind === 'title') stack.addTitle(heading.line);
  else stack.open(heading.section, heading.level);
  if (cited !== undefined) stack.add(cited, kindOf(cited, false), broken);
  return undefined;
}

/** The first rule that knows the line decides: outer headings, then the law's, then what has a mark. */
function headingOf(line: Line, place: Place): Heading | undefined {
  return (
    rankedHeading(line, place) ??
    legalItem(line, place) ??
    markedHeading(line, place) ??
    // What a document begins with is no heading over the rest.
    (place.stack.isEmpty ? undefined : plainHeading(line, place))
  );
}

function kindOf(line: Line, listed: boolean): Block['kind'] {
  if (line.row) return 'table';
  return listed || line.bullet !== undefined || line.mark !== undefined ? 'list' : 'text';
}
