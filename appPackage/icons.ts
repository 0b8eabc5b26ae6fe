/**
 * Draws the app's two icons: a desk with a screen inside a speech bubble.
 * `node --import tsx appPackage/icons.ts` writes color.png and outline.png beside this file.
 */
import {writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {PNG} from 'pngjs';

/** Whether a point belongs to a shape. The mark is drawn on a grid of 32 by 32, y pointing down. */
type Shape = (x: number, y: number) => boolean;
type Rgb = readonly [red: number, green: number, blue: number];

const GRID = 32;
const WHITE: Rgb = [255, 255, 255];
/** Also the manifest's `accentColor`. */
export const ACCENT: Rgb = [0x1f, 0x5f, 0x7a];

// Each pixel is the mean of 8 by 8 points. Only sums and comparisons are used, so that every machine
// draws the same picture.
const SAMPLES = 8;

function box(left: number, top: number, right: number, bottom: number, radius = 0): Shape {
  return (x, y) => {
    if (x < left || x > right || y < top || y > bottom) return false;
    const dx = Math.max(left + radius - x, x - (right - radius), 0);
    const dy = Math.max(top + radius - y, y - (bottom - radius), 0);
    return dx * dx + dy * dy <= radius * radius;
  };
}

/** A triangle, its corners given clockwise as seen. */
function triangle(...corners: readonly [readonly number[], readonly number[], readonly number[]]): Shape {
  const edges = corners.map((from, i) => [from, corners[(i + 1) % 3] ?? from] as const);
  return (x, y) =>
    edges.every(([[ax = 0, ay = 0], [bx = 0, by = 0]]) => (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0);
}

function any(...shapes: Shape[]): Shape {
  return (x, y) => shapes.some((shape) => shape(x, y));
}

const bubble = any(box(3, 3, 29, 24, 5), triangle([8, 22], [16, 22], [8, 31]));
// The bubble two units smaller on each side; what lies between is the outline's stroke.
const bubbleInside = any(box(5, 5, 27, 22, 3), triangle([10, 21], [14, 21], [10, 26]));
const desk = any(
  box(12, 8, 20, 13, 0.8), // screen
  box(15, 13, 17, 14), // its foot
  box(8, 14, 24, 16, 0.6), // table top
  box(9, 16, 11, 19), // legs
  box(21, 16, 23, 19),
);

/**
 * The share of a pixel that a shape covers, 0 to 1.
 *
 * @param scale pixels a unit of the grid
 * @param offset pixels from the picture's edge to the grid's, on both axes
 */
function coverage(shape: Shape, px: number, py: number, scale: number, offset: number): number {
  let hits = 0;
  for (let i = 0; i < SAMPLES; i++) {
    for (let j = 0; j < SAMPLES; j++) {
      const x = (px + (i + 0.5) / SAMPLES - offset) / scale;
      const y = (py + (j + 0.5) / SAMPLES - offset) / scale;
      if (shape(x, y)) hits++;
    }
  }
  return hits / (SAMPLES * SAMPLES);
}

function paint(size: number, pixel: (x: number, y: number) => readonly [...Rgb, alpha: number]): PNG {
  const png = new PNG({width: size, height: size});
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) png.data.set(pixel(x, y), (y * size + x) * 4);
  }
  return png;
}

/** The full icon: 192 by 192, opaque. Teams rounds its corners itself, and may cut off the outer quarter. */
export function drawColor(): PNG {
  const size = 192;
  const scale = 4;
  const offset = (size - GRID * scale) / 2;
  const mark: Shape = (x, y) => bubble(x, y) && !desk(x, y);
  return paint(size, (x, y) => {
    const share = coverage(mark, x, y, scale, offset);
    const mix = (channel: 0 | 1 | 2) =>
      Math.round(ACCENT[channel] + (WHITE[channel] - ACCENT[channel]) * share);
    return [mix(0), mix(1), mix(2), 255];
  });
}

/** The small icon: 32 by 32, white on transparent, as Teams asks. */
export function drawOutline(): PNG {
  const mark: Shape = (x, y) => (bubble(x, y) && !bubbleInside(x, y)) || desk(x, y);
  return paint(GRID, (x, y) => [...WHITE, Math.round(coverage(mark, x, y, 1, 0) * 255)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const write = (name: string, png: PNG) =>
    writeFileSync(resolve(import.meta.dirname, name), PNG.sync.write(png));
  write('color.png', drawColor());
  write('outline.png', drawOutline());
}
