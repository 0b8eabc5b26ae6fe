/** What of a passage goes onto a card. */

/** Offsets into a text, `end` not included. */
export type Mark = {readonly start: number; readonly end: number} | undefined;

// What is shown of a long passage; the marked sentence is always within.
const SHOWN = 900;

/** A passage's text without its heading, which stands above it already. */
export function withoutHeading(
  full: string,
  path: readonly string[],
  mark: Mark,
): [text: string, mark: Mark] {
  const end = full.indexOf('\n');
  // An article's own heading is in brackets: (目的).
  const heading = full
    .slice(0, Math.max(0, end))
    .trim()
    .replace(/^[(（](.+)[)）]$/, '$1');
  if (heading === '' || !path.at(-1)?.endsWith(heading) || (mark !== undefined && mark.start <= end)) {
    return [full, mark];
  }
  const cut = end + 1;
  return [full.slice(cut), mark && {start: mark.start - cut, end: mark.end - cut}];
}

/** A text cut to what a card shows, around its mark, with signs where something is left out. */
export function excerpt(full: string, mark: Mark): {content: string; mark: Mark} {
  if (full.length <= SHOWN) return {content: full, mark};
  const middle = mark === undefined ? 0 : (mark.start + mark.end) / 2;
  const start = Math.max(0, Math.min(full.length - SHOWN, Math.floor(middle - SHOWN / 2)));
  const before = start > 0 ? '…' : '';
  const after = start + SHOWN < full.length ? '…' : '';
  const content = before + full.slice(start, start + SHOWN) + after;
  if (mark === undefined) return {content, mark};
  const shift = before.length - start;
  const from = Math.max(before.length, mark.start + shift);
  return {content, mark: {start: from, end: Math.min(content.length - after.length, mark.end + shift)}};
}

/** A text with at most so many characters, `…` where it goes on. */
export function shorten(long: string, length: number): string {
  return long.length <= length ? long : `${long.slice(0, length - 1)}…`;
}

/** Text blocks and fact sets draw Markdown; a document's heading must stay what it is. */
export function escapeMarkdown(raw: string): string {
  return raw.replace(/([\\*_[\]()~`#>])/g, '\\$1');
}
