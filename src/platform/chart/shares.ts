import {escapeXml} from './escape-xml.ts';

/** One part of every bar: what it means, and how it is drawn. */
export interface Part {
  readonly label: string;
  /** `#rrggbb` */
  readonly fill: string;
  /** Told apart without colour: none, stripes to the right or the left, dots. */
  readonly texture: 'plain' | 'right' | 'left' | 'dots';
}

export interface SharesChart {
  readonly title: string;
  /** What stands under the title: the instant, whom it counts. */
  readonly note: string;
  readonly parts: readonly Part[];
  /** `values` in the order of the parts; `end` stands behind the bar, such as a rate. */
  readonly bars: readonly {
    readonly label: string;
    readonly values: readonly number[];
    readonly end: string;
  }[];
}

// Pixels. Labels are cut where they would run into the bars.
const WIDTH = 960;
const LABEL = 300;
const BAR = 480;
const ROW = 34;
const HEAD = 108;
const LONGEST_LABEL = 20;

/**
 * Bars of equal length, cut by shares, as an SVG that stands alone: with a title and a description for who does not
 * see it, and textures for who does not tell colours apart.
 */
export function sharesChart({title, note, parts, bars}: SharesChart): string {
  const height = HEAD + Math.max(bars.length, 1) * ROW + 16;
  const described = bars.map(({label, values, end}) => {
    const said = parts.map((part, i) => `${part.label} ${values[i] ?? 0}`).join(', ');
    return `${label}: ${said} (${end})`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d" font-family="'Noto Sans CJK JP','Noto Sans JP','Yu Gothic UI',Meiryo,sans-serif">`,
    `<title id="t">${escapeXml(title)}</title>`,
    `<desc id="d">${escapeXml(described.join('\n'))}</desc>`,
    `<defs>${parts.map(texture).join('')}</defs>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(24, 36, title, 'font-size="20" font-weight="bold"'),
    text(24, 60, note, 'font-size="13" fill="#424242"'),
    legend(parts),
    ...bars.map((bar, i) => drawn(bar, parts, HEAD + i * ROW)),
    '</svg>',
    '',
  ].join('\n');
}

function drawn({label, values, end}: SharesChart['bars'][number], parts: readonly Part[], y: number): string {
  const all = values.reduce((sum, value) => sum + value, 0);
  const name = shortened(label);
  const pieces: string[] = [text(LABEL - 12, y + 19, name, 'font-size="14" text-anchor="end"')];
  let x = LABEL;
  parts.forEach((part, i) => {
    const value = values[i] ?? 0;
    const width = all === 0 ? 0 : (BAR * value) / all;
    if (width === 0) return;
    const box = `x="${round(x)}" y="${y + 4}" width="${round(width)}" height="${ROW - 12}"`;
    pieces.push(`<rect ${box} fill="url(#p${i})" stroke="#ffffff"/>`);
    // A number that does not fit is left to the description.
    if (width > 9 * String(value).length + 8) {
      pieces.push(
        text(
          round(x + width / 2),
          y + 19,
          String(value),
          `font-size="13" text-anchor="middle" fill="${inkOn(part.fill)}" stroke="${part.fill}" stroke-width="4" paint-order="stroke"`,
        ),
      );
    }
    x += width;
  });
  if (all === 0)
    pieces.push(
      `<rect x="${LABEL}" y="${y + 4}" width="${BAR}" height="${ROW - 12}" fill="none" stroke="#9e9e9e" stroke-dasharray="4 3"/>`,
    );
  pieces.push(text(LABEL + BAR + 12, y + 19, end, 'font-size="14"'));
  return `<g>${pieces.join('')}</g>`;
}

function legend(parts: readonly Part[]): string {
  let x = 24;
  return parts
    .map(({label}, i) => {
      const piece = `<rect x="${x}" y="76" width="16" height="16" fill="url(#p${i})"/>${text(x + 22, 89, label, 'font-size="13"')}`;
      x += 40 + widthOf(label) * 13;
      return piece;
    })
    .join('');
}

function texture({fill, texture: kind}: Part, i: number): string {
  const ink = inkOn(fill);
  const marks: Readonly<Record<Part['texture'], string>> = {
    plain: '',
    right: `<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="${ink}" stroke-opacity="0.55"/>`,
    left: `<path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" stroke="${ink}" stroke-opacity="0.55"/>`,
    dots: `<circle cx="4" cy="4" r="1.3" fill="${ink}" fill-opacity="0.6"/>`,
  };
  return `<pattern id="p${i}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${fill}"/>${marks[kind]}</pattern>`;
}

// Black or white, whichever stands out more on the fill.
function inkOn(fill: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(fill.slice(at, at + 2), 16));
  return r * 0.299 + g * 0.587 + b * 0.114 > 140 ? '#000000' : '#ffffff';
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escapeXml(content)}</text>`;
}

function shortened(label: string): string {
  const chars = Array.from(label);
  return chars.length > LONGEST_LABEL ? `${chars.slice(0, LONGEST_LABEL - 1).join('')}…` : label;
}

// In widths of a full character.
function widthOf(label: string): number {
  return Array.from(label).reduce((sum, char) => sum + (char < '\u0100' ? 0.6 : 1), 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
