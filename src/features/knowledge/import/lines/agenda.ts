/** The list of contents or agenda that many bundles begin with: it says what the parts are called. */
import type {Line} from './lines.ts';
import {isChapter} from './marks.ts';
import {titleKey} from './titles.ts';

/** What an agenda says of a text. Lines are named by their index. */
export interface Agenda {
  /** Titles (see `titleKey`) that come again as headings. */
  readonly titles: ReadonlySet<string>;
  /** Lines that come again and need not be told twice. */
  readonly dropped: ReadonlySet<number>;
  /** Lines of the same list that do not: they are text, whatever mark they have. */
  readonly listed: ReadonlySet<number>;
}

const NONE: Agenda = {titles: new Set(), dropped: new Set(), listed: new Set()};

/** Lines from the beginning among which an agenda is looked for. */
const REACH = 200;

/**
 * Finds the agenda: lines before the first sentence, in a list, of which at least two come again later
 * as headings. A single line that comes again is a heading that was said twice.
 */
export function findAgenda(lines: readonly Line[]): Agenda {
  const places = placesOf(lines);
  const again = (line: Line, from: number): number | undefined =>
    places.get(keyOf(line))?.find((index) => index >= from);
  const stop = endOf(lines, again);

  const titles = new Set<string>();
  const dropped = new Set<number>();
  for (const line of lines.slice(0, stop)) {
    const place = isItem(line) ? again(line, stop) : undefined;
    if (place === undefined || !keepsNumber(line, lines[place])) continue;
    dropped.add(line.index);
    titles.add(keyOf(line));
  }
  return dropped.size < 2 ? NONE : {titles, dropped, listed: restOf(lines.slice(0, stop), dropped)};
}

/** Where the agenda ends: at the first sentence or row, or where one of its lines comes again behind it. */
function endOf(lines: readonly Line[], again: (line: Line, from: number) => number | undefined): number {
  const sentence = lines.findIndex((line) => line.row || line.text.includes('。') || line.text.length > 80);
  const end = Math.min(sentence < 0 ? lines.length : sentence, REACH);
  let stop = end;
  for (const line of lines.slice(0, end)) {
    if (!isItem(line) || line.index >= stop) continue;
    const over = lines.findIndex((one) => one.index > line.index && !one.blank && !isItem(one));
    const place = over < 0 ? undefined : again(line, over);
    if (place !== undefined) stop = Math.min(stop, place);
  }
  return stop;
}

/** Lines that stand in one list with dropped ones. As headings they would swallow what follows. */
function restOf(lines: readonly Line[], dropped: ReadonlySet<number>): Set<number> {
  const rest = new Set<number>();
  for (const start of dropped) {
    for (const step of [1, -1]) {
      for (let i = start; ; i += step) {
        const line = lines[i];
        if (line === undefined || (!line.blank && !isItem(line))) break;
        if (!line.blank && !dropped.has(i)) rest.add(i);
      }
    }
  }
  return rest;
}

function isItem(line: Line): boolean {
  if (line.bold || line.row) return false;
  const style = line.mark?.style ?? '';
  return (
    line.bullet !== undefined || isChapter(style) || /^(?:digit|\(1\)|roman|一$|named|article|①)/.test(style)
  );
}

/** Chapters, articles and the like keep their numbers; the points of an agenda do not. */
function keepsNumber({mark}: Line, place: Line | undefined): boolean {
  if (mark === undefined || !(isChapter(mark.style) || /^(?:article|named)$/.test(mark.style))) return true;
  return place?.mark?.mark === mark.mark;
}

function placesOf(lines: readonly Line[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key === '') continue;
    const known = places.get(key);
    if (known === undefined) places.set(key, [line.index]);
    else known.push(line.index);
  }
  return places;
}

function keyOf(line: Line): string {
  return line.blank || line.row ? '' : titleKey(line.mark?.title ?? line.text);
}
