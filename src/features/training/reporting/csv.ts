// What a spreadsheet would compute, in half or full width, and the characters that it leaves out before them.
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;

/**
 * Rows as CSV, every cell quoted, with a byte order mark so that a spreadsheet reads it as UTF-8. A cell that starts
 * like a formula gets an apostrophe before it; a number, and a sign that stands alone, is none.
 */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = Array.from(value).length > 1 && FORMULA.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
