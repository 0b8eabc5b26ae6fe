import {escapeXml} from './make-zip.ts';

/** A text as a page: a paragraph for each line, a table for rows with tabs, an empty paragraph for none. */
export function htmlOf(text: string): Buffer {
  const blocks: string[] = [];
  let rows: string[] = [];
  for (const line of `${text}\n`.split('\n')) {
    if (line.includes('\t')) {
      rows.push(
        `<tr>${line
          .split('\t')
          .map((cell) => `<td>${escapeXml(cell)}`)
          .join('')}`,
      );
      continue;
    }
    if (rows.length > 0) blocks.push(`<table>${rows.join('')}</table>`);
    rows = [];
    blocks.push(`<p>${line === '' ? '&nbsp;' : escapeXml(line)}</p>`);
  }
  return Buffer.from(
    `<!doctype html><html><head><meta charset="utf-8"></head><body>${blocks.join('\n')}</body></html>`,
  );
}
