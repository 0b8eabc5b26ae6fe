import {escapeXml} from './escape-xml.ts';

/** A bar: how long, and what stands behind it. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly end: string;
}

export interface BarsChart {
  readonly title: string;
  /** What stands under the title: from when to when, what is counted. */
  readonly note: string;
  /** Bars of one group share a scale. */
  readonly groups: readonly {readonly title: string; readonly bars: readonly Bar[]}[];
}

// Pixels. Labels are cut where they would run into the bars.
const WIDTH = 860;
const LABEL = 220;
const ROOM = 500;
const ROW = 24;
const GROUP = 40;
const HEAD = 76;
const LONGEST_LABEL = 16;

const FONT = "'Noto Sans CJK JP','Noto Sans JP','Yu Gothic UI',Meiryo,sans-serif";

/** Groups of bars as an SVG that stands alone, with a title and a description for who does not see it. */
export function barsChart({title, note, groups}: BarsChart): string {
  const rows = groups.reduce((sum, {bars}) => sum + Math.max(bars.length, 1), 0);
  const height = HEAD + groups.length * GROUP + rows * ROW + 16;
  const described = groups.flatMap((group) =>
    group.bars.map(({label, end}) => `${group.title}: ${label} ${end}`),
  );
  let y = HEAD;
  const drawn = groups.flatMap((group) => {
    const top = y;
    y += GROUP + Math.max(group.bars.length, 1) * ROW;
    return drawGroup(group, top);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d" font-family="${FONT}">`,
    `<title id="t">${escapeXml(title)}</title>`,
    `<desc id="d">${escapeXml(described.join('\n'))}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    line(24, 34, title, 'font-size="19" font-weight="bold"'),
    line(24, 56, note, 'font-size="13" fill="#424242"'),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function drawGroup({title, bars}: BarsChart['groups'][number], top: number): string[] {
  const longest = Math.max(0, ...bars.map(({value}) => value));
  const body = bars.map(({label, value, end}, i) => {
    const y = top + 28 + i * ROW;
    const width = longest === 0 ? 0 : Math.round((ROOM * value) / longest);
    const name = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
    return [
      line(LABEL - 10, y + 13, name, 'font-size="13" text-anchor="end"'),
      `<rect x="${LABEL}" y="${y}" width="${width}" height="${ROW - 8}" fill="#0b6e6e"/>`,
      line(LABEL + width + 8, y + 13, end, 'font-size="13" fill="#424242"'),
    ].join('');
  });
  return [
    line(24, top + 16, title, 'font-size="14" font-weight="bold"'),
    ...(body.length === 0 ? [line(LABEL, top + 41, '–', 'font-size="13"')] : body),
  ];
}

function line(x: number, y: number, text: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escapeXml(text)}</text>`;
}
