// The comparison as a picture: panels of bars, one row for each way to search.

export interface Panel {
  readonly title: string;
  readonly note: string;
  /** One value for each row; the bar is as long as its share of the longest. */
  readonly values: readonly number[];
  readonly format: (value: number) => string;
}

const WIDTH = 860;
const MARGIN = 24;
const LABEL = 168;
const ROW = 26;
const BAR = 16;
const HEAD = 78;
const PANEL_HEAD = 50;
const GAP = 26;
// Readable on light and dark pages alike: the card brings its own ground.
const INK = '#1f2933';
const SOFT = '#52606d';
const OURS = '#0b6e6e';
const OTHERS = '#9fb3c8';

/** Draws panels two by two; the first row is the one that stands out. */
export function drawChart(
  title: string,
  subtitle: string,
  rows: readonly string[],
  panels: readonly Panel[],
): string {
  const panelWidth = (WIDTH - 2 * MARGIN - LABEL - GAP) / 2;
  const panelHeight = PANEL_HEAD + rows.length * ROW + 18;
  const lines = Math.ceil(panels.length / 2);
  const height = HEAD + lines * panelHeight + MARGIN / 2;
  const drawn = panels.map((panel, i) => {
    const x = MARGIN + LABEL + (i % 2) * (panelWidth + GAP);
    const y = HEAD + Math.floor(i / 2) * panelHeight;
    return drawPanel(panel, x, y, panelWidth);
  });
  const labels = Array.from({length: lines}, (_, line) =>
    rows.map((row, i) => {
      const y = HEAD + line * panelHeight + PANEL_HEAD + i * ROW + BAR - 3.5;
      return text(row, MARGIN + LABEL - 12, y, {size: 13, anchor: 'end', weight: i === 0 ? 700 : 400});
    }),
  ).flat();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(title)}" font-family="system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif">`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10" fill="#ffffff" stroke="#cbd2d9"/>`,
    text(title, MARGIN, 34, {size: 18, weight: 700}),
    text(subtitle, MARGIN, 55, {size: 12.5, fill: SOFT}),
    ...labels,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel({title, note, values, format}: Panel, x: number, y: number, width: number): string {
  const room = width - 62;
  const longest = Math.max(...values, Number.MIN_VALUE);
  const bars = values.map((value, i) => {
    const top = y + PANEL_HEAD + i * ROW;
    const length = Math.max(1.5, (value / longest) * room);
    return [
      `<rect x="${x}" y="${top}" width="${length.toFixed(1)}" height="${BAR}" rx="2" fill="${i === 0 ? OURS : OTHERS}"/>`,
      text(format(value), x + length + 7, top + BAR - 3.5, {size: 13, weight: i === 0 ? 700 : 400}),
    ].join('\n');
  });
  return [
    text(title, x, y + 22, {size: 14, weight: 600}),
    text(note, x, y + 39, {size: 11.5, fill: SOFT}),
    ...bars,
  ].join('\n');
}

interface TextStyle {
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly anchor?: 'start' | 'end';
}

function text(
  content: string,
  x: number,
  y: number,
  {size, weight = 400, fill = INK, anchor = 'start'}: TextStyle,
) {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
