/** Paragraphs and rows, as Word and web pages have them, to the lines that the outline reads. */
import {readMark} from '../lines/marks.ts';
import {beginsWithBullet} from '../text/continues.ts';

export type Piece =
  | {
      readonly kind: 'paragraph';
      /** May hold line breaks of its own. */
      readonly text: string;
      /** 1 is the outermost heading. A document's title is none. */
      readonly heading?: number;
      /** An item of a list, with its bullet or number in the text. */
      readonly item?: boolean;
      readonly bold?: boolean;
    }
  | {readonly kind: 'row'; readonly cells: readonly string[]; readonly bold?: never};

/** From this share of empty paragraphs on, they are how the writer set paragraphs apart. */
const SPACED = 0.15;
/** Characters up to which a bold line is a heading. */
const LONGEST_BOLD = 80;

/** Writes pieces as lines of text. */
export function layOut(pieces: readonly Piece[]): string {
  const paragraphs = pieces.filter((piece) => piece.kind === 'paragraph');
  const empty = paragraphs.filter((piece) => piece.text.trim() === '').length;
  const spaced = empty > paragraphs.length * SPACED;
  const bold = paragraphs.filter((piece) => piece.bold === true).length;
  // Where most is bold, bold says nothing.
  const boldTells = bold <= paragraphs.length / 2;
  const lines: string[] = [];
  let before: Piece | undefined;
  for (const piece of pieces) {
    if (before !== undefined && apart(before, piece, spaced)) lines.push('');
    lines.push(piece.kind === 'row' ? writeRow(piece.cells) : writeParagraph(piece, boldTells));
    before = piece;
  }
  return lines.join('\n').replace(/\n{4,}/g, '\n\n\n');
}

function apart(before: Piece, piece: Piece, spaced: boolean): boolean {
  if (before.kind !== piece.kind) return true;
  if (before.kind === 'row' || piece.kind === 'row') return false;
  if (before.heading !== undefined || piece.heading !== undefined) return true;
  return !spaced && !(isItem(before) && isItem(piece));
}

function isItem(piece: Piece): boolean {
  if (piece.kind === 'row') return false;
  const text = piece.text.trim();
  if (piece.item === true || beginsWithBullet(text)) return true;
  const style = readMark(text)?.style ?? '';
  return /^(?:\(|①$|ア$|一$|a$)/.test(style);
}

function writeParagraph(piece: Piece & {kind: 'paragraph'}, boldTells: boolean): string {
  // A tab would make a row of it.
  const text = piece.text.replaceAll('\t', '\u3000').replace(/[ \u3000]+$/gm, '');
  const plain = text.trim();
  if (plain === '' || plain.includes('\n')) return text;
  // 「第1条」 says better what it is than the depth that a style gives it.
  if (piece.heading !== undefined)
    return readMark(plain) === undefined ? `${'#'.repeat(Math.min(6, piece.heading))} ${plain}` : plain;
  const title = boldTells && piece.bold === true && piece.item !== true && plain.length <= LONGEST_BOLD;
  return title && !plain.includes('*') && !/[。、]$/.test(plain) ? `**${plain}**` : text;
}

/** A row with tabs between its cells; with bars where its first cell is empty, which a tab cannot show. */
export function writeRow(cells: readonly string[]): string {
  const plain = cells.map((cell) =>
    cell
      .replace(/\s*\n\s*/g, ' ')
      .replaceAll('\t', ' ')
      .trim(),
  );
  return plain[0] === '' || plain.length === 1
    ? `| ${plain.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
    : plain.join('\t');
}
