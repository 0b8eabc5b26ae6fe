// 「- 3 -」「3/12」「3ページ」「p. 3」, alone on a line.
const PAGE_NUMBER =
  /^\s*(?:[-－–—]\s*[0-9０-９]{1,3}\s*[-－–—]|[0-9]{1,3}\s*[/／]\s*[0-9]{1,3}(?:\s*ページ)?|[0-9０-９]{1,3}\s*(?:ページ|頁)|[Pp](?:age|\.)?\s*[0-9]{1,3})\s*$/;

/** Characters up to which a line can be a header or a footer. */
const SHORT = 60;

/** Takes out page numbers, and lines that stand next to most page breaks: headers and footers. */
export function dropFurniture(text: string): string {
  const lines = text.split('\n').flatMap((line) => line.replaceAll('\f', '\n\f\n').split('\n'));
  const isBreak = lines.map((line) => line === '\f' || PAGE_NUMBER.test(line));
  // A single number might be somebody's fraction or answer; form feeds are always breaks.
  const breaks = isBreak.filter(Boolean).length;
  if (breaks < 2 && !text.includes('\f')) return text;
  const beside = new Map<string, Set<number>>();
  lines.forEach((_, i) => {
    if (isBreak[i] !== true) return;
    for (const step of [-1, 1]) {
      let at = i + step;
      while (lines[at]?.trim() === '' || isBreak[at] === true) at += step;
      const near = lines[at]?.trim();
      if (near !== undefined && near.length <= SHORT)
        beside.set(near, (beside.get(near) ?? new Set()).add(at));
    }
  });
  const drop = new Set<number>();
  for (const places of beside.values()) {
    // The first time it may be the document's title.
    if (places.size >= Math.max(2, breaks * 0.6)) for (const place of places) if (place > 2) drop.add(place);
  }
  return lines.filter((_, i) => isBreak[i] !== true && !drop.has(i)).join('\n');
}
