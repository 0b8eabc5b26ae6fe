import {normalise} from '../analyse.ts';

/** A stretch of a text: character offsets, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A sentence or item of a passage. */
export interface Piece extends Span {
  /** How far its line is set in: two for each space, one for a bullet. Deeper pieces stand under it. */
  readonly depth: number;
  /** It names what the pieces after it are about. */
  readonly isHeading: boolean;
}

// Signs that only set an item off; they are no part of what is marked.
const BULLET = /^[\s\-*・‐–—•➤▶✓]*/u;

/** Lines, and within a line sentences; a full stop within brackets ends none. Empty ones are left out. */
export function cutSentences(text: string): Piece[] {
  const spans: (Span & {depth: number; bullet: string; startsLine: boolean})[] = [];
  let start = 0;
  let brackets = 0;
  let depth = 0;
  let startsLine = true;
  const close = (end: number) => {
    const piece = text.slice(start, end);
    const bullet = BULLET.exec(piece)?.[0] ?? '';
    const span = {start: start + bullet.length, end: start + piece.trimEnd().length};
    if (startsLine) depth = 2 * (bullet.length - bullet.trimStart().length) + (bullet.trim() === '' ? 0 : 1);
    if (span.start < span.end) {
      spans.push({...span, depth, bullet: bullet.replace(/\s/gu, ''), startsLine});
      startsLine = false;
    }
    start = end;
    brackets = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if ('「『（('.includes(char)) brackets++;
    else if ('」』）)'.includes(char)) brackets = Math.max(0, brackets - 1);
    else if (char === '。' && brackets === 0) close(i + 1);
    else if (char === '\n') {
      close(i);
      start = i + 1;
      startsLine = true;
    }
  }
  close(text.length);
  return spans.map(({start, end, depth, bullet, startsLine}, i) => {
    const next = spans[i + 1];
    // What ends its line and has deeper lines under it is their heading, whatever it looks like.
    const leads =
      next?.startsLine === true &&
      // Where the bullets are the same, one space more or less is chance.
      next.depth > (next.bullet === bullet ? depth + 2 : depth) &&
      end - start <= LONGEST_LEAD;
    const line = normalise(text.slice(start, end));
    return {start, end, depth, isHeading: spans.length > 1 && startsLine && looksLikeHeading(line, leads)};
  });
}

const LONGEST_LEAD = 60;
const LONGEST_HEADING = 40;

/** In brackets, after a mark or a number, or with items under it; and does not end like a sentence. */
function looksLikeHeading(line: string, leads: boolean): boolean {
  if (line.endsWith('。')) return false;
  if (leads) return true;
  if (line.length > LONGEST_HEADING || line.endsWith(':')) return false;
  return /^(?:【.*】|〔.*〕|\(.*\)|[■●○◎◆▼#].*|第.{1,6}条.{0,12}|取組み?\d.*|\d+[ .].{1,25})$/u.test(line);
}
