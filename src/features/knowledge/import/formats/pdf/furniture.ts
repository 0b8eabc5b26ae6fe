/** Headers, footers and page numbers: what stands in the margin of most pages. */
import {lineText, type PdfLine} from './lines.ts';

/** The share of a page's height that can be margin, at the top and at the bottom. */
const MARGIN = 0.1;

const PAGE_NUMBER =
  /^(?:[-－–—‐]?\s*[0-9０-９ivx]{1,4}\s*[-－–—‐]?|[0-9]{1,4}\s*[/／]\s*[0-9]{1,4}|[Pp](?:age|\.)?\s*[0-9]{1,4}|[0-9０-９]{1,4}\s*(?:ページ|頁))$/;

/** Takes out what is repeated in the margins, whatever number stands in it. */
export function dropMargins(pages: readonly (readonly PdfLine[])[], heights: readonly number[]): PdfLine[][] {
  const inMargin = (line: PdfLine): boolean => {
    const height = heights[line.page] ?? 0;
    return line.at < height * MARGIN || line.at > height * (1 - MARGIN);
  };
  const key = (line: PdfLine): string =>
    lineText(line)
      .replace(/\s/g, '')
      .replace(/[0-9０-９]+/g, '#');
  const seen = new Map<string, Set<number>>();
  for (const line of pages.flat().filter((one) => one.rows === undefined && inMargin(one))) {
    seen.set(key(line), (seen.get(key(line)) ?? new Set()).add(line.page));
  }
  const often = Math.max(2, pages.length * 0.6);
  return pages.map((lines) =>
    lines.filter(
      (line) =>
        line.rows !== undefined ||
        !inMargin(line) ||
        !(PAGE_NUMBER.test(lineText(line).trim()) || (seen.get(key(line))?.size ?? 0) >= often),
    ),
  );
}
