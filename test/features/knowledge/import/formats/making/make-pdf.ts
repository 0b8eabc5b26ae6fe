/** PDFs written by hand, with a font that is not in the file and a table of its characters that is. */

export interface Text {
  readonly x: number;
  /** From the top. */
  readonly y: number;
  readonly text: string;
  readonly size?: number;
}

export interface Rule {
  readonly page: number;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

export interface PdfOptions {
  /** Leaves out the table that says which character a glyph is. */
  readonly mute?: boolean;
  readonly vertical?: boolean;
  readonly title?: string;
  readonly rules?: readonly Rule[];
  /** Pages without any text of their own are pictures. */
  readonly encrypted?: boolean;
}

const [WIDTH, HEIGHT] = [595, 842];

const hex = (n: number): string => n.toString(16).padStart(4, '0');
const utf16 = (text: string): string =>
  Array.from({length: text.length}, (_, i) => hex(text.charCodeAt(i))).join('');

/** A PDF with the given texts at their places on each page. */
export function makePdf(pages: readonly (readonly Text[])[], options: PdfOptions = {}): Buffer {
  const letters = [...new Set(pages.flat().flatMap(({text}) => Array.from(text)))];
  const glyph = new Map(letters.map((letter, i) => [letter, i + 300]));
  const code = (text: string): string => Array.from(text, (letter) => hex(glyph.get(letter) ?? 0)).join('');
  const map = [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...chunk([...glyph]).map(
      (part) =>
        `${part.length} beginbfchar\n${part.map(([letter, id]) => `<${hex(id)}> <${utf16(letter)}>`).join('\n')}\nendbfchar`,
    ),
    'endcmap end end',
  ].join('\n');
  const narrow = [...glyph].filter(([letter]) => /[ -~]/.test(letter)).map(([, id]) => `${id} [500]`);
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${7 + 2 * i} 0 R`).join(' ')}] >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-${options.vertical === true ? 'V' : 'H'} /DescendantFonts [4 0 R]${options.mute === true ? '' : ' /ToUnicode 5 0 R'} >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [${narrow.join(' ')}] /FontDescriptor << /Type /FontDescriptor /FontName /Sample /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>`,
    stream(map),
    `<< /Title <feff${utf16(options.title ?? '')}> >>`,
    ...pages.flatMap((texts, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F 3 0 R >> >> /Contents ${8 + 2 * i} 0 R >>`,
      stream(
        texts
          .map(
            ({x, y, text, size = 10.5}) =>
              `BT /F ${size} Tf 1 0 0 1 ${x.toFixed(2)} ${(HEIGHT - y).toFixed(2)} Tm <${code(text)}> Tj ET`,
          )
          .concat(
            (options.rules ?? [])
              .filter(({page}) => page === i)
              .map(({from, to}) => `${from[0]} ${HEIGHT - from[1]} m ${to[0]} ${HEIGHT - to[1]} l S`),
          )
          .join('\n'),
      ),
    ]),
  ];
  let out = '%PDF-1.7\n';
  const places = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const from = out.length;
  const lock =
    options.encrypted === true
      ? ` /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >> /ID [<00112233> <00112233>]`
      : '';
  const lines = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R${lock} >>\nstartxref\n${from}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}

const stream = (text: string): string => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;

function chunk<T>(all: readonly T[]): T[][] {
  return Array.from({length: Math.ceil(all.length / 100)}, (_, i) => all.slice(i * 100, i * 100 + 100));
}

const SIZE = 10.5;
const LEFT = 70;
const TOP = 90;
const PITCH = 18;
const LETTERS = 42;
const LINES = 38;

/** A text as a program prints it: lines that are too long are broken, pages numbered, tables set in columns. */
export function pdfOf(text: string, {header}: {readonly header?: string} = {}): Buffer {
  const pages: Text[][] = [[]];
  const rules: Rule[] = [];
  let at = 0;
  const turn = (lines: number): void => {
    if (at + lines <= LINES) return;
    pages.push([]);
    at = 0;
  };
  const put = (part: string, x: number, line: number): void => {
    if (part !== '') pages.at(-1)?.push({x, y: TOP + line * PITCH, text: part});
  };
  for (const line of text.split('\n')) {
    const cells = line.split('\t');
    if (cells.length > 1) {
      const columns = cells.map((cell) => wrap(cell.trim(), cells.length > 3 ? 9 : 13));
      const lines = Math.max(...columns.map((parts) => parts.length));
      turn(lines + 0.6);
      const width = cells.length > 3 ? 112 : 155;
      columns.forEach((parts, i) => {
        parts.forEach((part, down) => {
          put(part, LEFT + i * width, at + down);
        });
      });
      const [top, right] = [TOP + (at - 0.9) * PITCH, LEFT - 6 + cells.length * width];
      const bottom = top + (lines + 0.6) * PITCH;
      for (const y of [top, bottom])
        rules.push({page: pages.length - 1, from: [LEFT - 6, y], to: [right, y]});
      for (let x = LEFT - 6; x <= right; x += width)
        rules.push({page: pages.length - 1, from: [x, top], to: [x, bottom]});
      at += lines + 0.6;
      continue;
    }
    const parts = wrap(line, LETTERS);
    turn(Math.min(2, parts.length));
    for (const part of parts) {
      turn(1);
      put(part.trim(), LEFT + indent(part), at);
      at++;
    }
  }
  pages.forEach((page, i) => {
    if (header !== undefined) page.unshift({x: LEFT, y: 45, text: header, size: 9});
    page.push({x: 280, y: 810, text: `- ${i + 1} -`, size: 9});
  });
  return makePdf(pages, {rules});
}

const indent = (text: string): number => (text.length - text.trimStart().length) * SIZE * 0.5;

// Breaks where the column ends, carrying over what may not begin a line.
function wrap(line: string, letters: number): string[] {
  const out: string[] = [];
  let rest = line;
  while (wide(rest) > letters) {
    let end = 0;
    while (wide(rest.slice(0, end + 1)) <= letters) end++;
    if (/[、。」』）)]/.test(rest[end] ?? '')) end++;
    out.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...out, rest];
}

const wide = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (/[ -~]/.test(letter) ? 0.5 : 1), 0);
