/** Puts units together to texts that a person would read as one answer, and cuts what is too long for one. */
import {LEGEND} from './legends.ts';
import type {Unit} from './units.ts';
import {SHORT} from './units.ts';

/** Characters of a section that stays whole. */
export const WHOLE = 280;
/** Characters up to which items of one list, or text and what belongs to it, stay together. */
export const TOGETHER = 400;
/** Characters from which a paragraph is cut between its sentences. */
const LONG = 600;
/** Characters that no passage exceeds. */
export const HARD = 4000;

/** Puts units together to texts of a good length; the heading goes with the first. */
export function pack(head: readonly string[], units: readonly Unit[], isAnswer: boolean): string[] {
  if (units.length === 0) return [];
  const title = head.length === 0 ? [] : [head.join('\n')];
  const fine = units.flatMap((unit) =>
    cut(unit.text, LONG).map((text, i, all) => ({
      ...unit,
      text,
      leads: unit.leads && i === all.length - 1,
      follows: i === 0 && unit.follows,
    })),
  );
  const total = fine.reduce((sum, unit) => sum + unit.text.length + 1, 0);
  if (total <= (isAnswer ? LONG : WHOLE)) return [[...title, ...fine.map((unit) => unit.text)].join('\n')];

  const pieces: Unit[][] = [];
  const legends = fine.filter((unit) => LEGEND.test(unit.text)).map((unit) => unit.text);
  for (const unit of fine) {
    // A legend goes with each piece of the table, and where there is none with the last piece.
    if (LEGEND.test(unit.text) && pieces.length > 0) continue;
    const piece = pieces.at(-1);
    if (piece !== undefined && holds(piece, unit)) piece.push(unit);
    else pieces.push([unit]);
  }
  return pieces.map((piece, i) => {
    const texts = piece.map((unit) => unit.text);
    const more = legends.filter(
      (legend) =>
        !texts.includes(legend) && (piece.some((unit) => unit.kind === 'table') || i === pieces.length - 1),
    );
    return [...(i === 0 ? title : []), ...texts, ...more].join('\n');
  });
}

/**
 * Whether a unit goes with the piece before it. Rows and items keep together; a paragraph begins anew,
 * unless one leads to the other (「次のとおりとする。」, 「なお、…」) or is too short to stand alone.
 */
function holds(piece: readonly Unit[], unit: Unit): boolean {
  const last = piece.at(-1);
  const length = piece.reduce((sum, one) => sum + one.text.length + 1, 0);
  if (last === undefined || length + unit.text.length > (length < SHORT ? LONG : TOGETHER)) return false;
  if (unit.kind !== 'text') return last.leads || last.kind === unit.kind;
  return (
    last.leads ||
    unit.follows ||
    length < SHORT ||
    (last.kind !== 'text' && unit.text.length < SHORT) ||
    unit.text.length < SHORT / 2
  );
}

/** A text in parts of at most `most` characters, cut after sentences, else after a comma, else anywhere. */
export function cut(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const parts: string[] = [];
  let part = '';
  for (const sentence of text.match(/[^。\n]*(?:。[）)」』]*|\n|$)/g) ?? []) {
    if (part !== '' && part.length + sentence.length > most) {
      parts.push(part.trimEnd());
      part = '';
    }
    part += sentence;
    while (part.length > HARD) {
      const comma = part.lastIndexOf('、', HARD - 1);
      const end = comma > HARD / 2 ? comma + 1 : HARD;
      parts.push(part.slice(0, end));
      part = part.slice(end);
    }
  }
  return part === '' ? parts : [...parts, part];
}
