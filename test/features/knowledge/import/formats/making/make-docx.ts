import {escapeXml, makeZip} from './make-zip.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

export const run = (text: string, look = ''): string =>
  `<w:r>${look === '' ? '' : `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
/** A paragraph; `look` goes into its properties, `inside` is runs or plain text. */
export const p = (inside: string, look = ''): string =>
  `<w:p>${look === '' ? '' : `<w:pPr>${look}</w:pPr>`}${inside.startsWith('<') ? inside : run(inside)}</w:p>`;
export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${p(run(cell))}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
export const numbered = (list: number, level = 0): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;

/** The numbering part: each list is its levels, each a format and a text. */
export function numbering(lists: readonly (readonly (readonly [format: string, text: string])[])[]): string {
  const abstracts = lists.map(
    (levels, id) =>
      `<w:abstractNum w:abstractNumId="${id}">${levels
        .map(
          ([format, text], level) =>
            `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
        )
        .join('')}</w:abstractNum>`,
  );
  const nums = lists.map((_, id) => `<w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`);
  return `<w:numbering ${W}>${abstracts.join('')}${nums.join('')}</w:numbering>`;
}

/** A Word file of the given body, with other parts beside it. */
export function makeDocx(body: string, parts: Readonly<Record<string, string>> = {}): Buffer {
  return makeZip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ...Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [name, text.replace(/^<(\w+:\w+)>/, `<$1 ${W}>`)]),
    ),
  });
}

/** A text as somebody types it into Word: a paragraph for each line, a table for rows with tabs. */
export function docxOf(text: string): Buffer {
  const blocks: string[] = [];
  let rows: string[][] = [];
  for (const line of `${text}\n`.split('\n')) {
    if (line.includes('\t')) {
      rows.push(line.split('\t'));
      continue;
    }
    if (rows.length > 0) blocks.push(table(rows));
    rows = [];
    const bold = /^\*\*(.+)\*\*$/.exec(line)?.[1];
    blocks.push(bold === undefined ? p(run(line)) : p(run(bold, '<w:b/>')));
  }
  return makeDocx(blocks.join(''));
}
