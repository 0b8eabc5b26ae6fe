/** The straight lines that are drawn on a page: what tables are ruled with. */
import type {PDFPageProxy} from 'pdfjs-dist';

/** A line along `from`–`to` at a place across: a vertical one has its x in `at`. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Rules {
  readonly vertical: readonly Rule[];
  readonly horizontal: readonly Rule[];
}

type Matrix = readonly [number, number, number, number, number, number];
type Point = readonly [x: number, y: number];

/** A filled shape up to this wide is a line; a line is at least this long. */
const THIN = 3;
const LONG = 5;
/** Lines above which a page is a drawing or a map. */
const MOST = 4000;

const NONE: Rules = {vertical: [], horizontal: []};

/** Reads the lines of a page, their places counted from its upper left corner. */
export async function readRules(page: PDFPageProxy): Promise<Rules> {
  const {OPS} = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const {fnArray, argsArray} = await page.getOperatorList();
  const vertical: Rule[] = [];
  const horizontal: Rule[] = [];
  const add = ([x1, y1]: Point, [x2, y2]: Point): void => {
    const [w, h] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
    if (w <= THIN && h >= LONG)
      vertical.push({at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2)});
    else if (h <= THIN && w >= LONG)
      horizontal.push({at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2)});
  };
  let now = page.getViewport({scale: 1}).transform as unknown as Matrix;
  const saved: Matrix[] = [];
  const strokes = new Set<number>([OPS.stroke, OPS.closeStroke]);
  const fills = new Set<number>([OPS.fill, OPS.eoFill]);
  const both = new Set<number>([
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ]);
  for (let i = 0; i < fnArray.length; i++) {
    if (vertical.length + horizontal.length > MOST) return NONE;
    const [op, given] = [fnArray[i], argsArray[i] as unknown];
    if (op === OPS.save) saved.push(now);
    else if (op === OPS.restore) now = saved.pop() ?? now;
    else if (op === OPS.transform) now = multiply(now, given as Matrix);
    else if (op === OPS.paintFormXObjectBegin) {
      saved.push(now);
      const [matrix] = given as [Matrix | null];
      if (matrix !== null) now = multiply(now, matrix);
    } else if (op === OPS.paintFormXObjectEnd) now = saved.pop() ?? now;
    else if (op === OPS.constructPath) {
      const [paint, [path]] = given as [number, [Float32Array | null]];
      for (const points of pathsOf(path, now)) {
        if (fills.has(paint) || both.has(paint)) add(...boundsOf(points));
        if (strokes.has(paint) || both.has(paint)) {
          points.forEach((point, at) => {
            const next = points[at + 1];
            if (next !== undefined) add(point, next);
          });
        }
      }
    }
  }
  return {vertical, horizontal};
}

function multiply([a, b, c, d, e, f]: Matrix, [p, q, r, s, t, u]: Matrix): Matrix {
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

/** How many numbers follow each sign of a path: move, line, two kinds of curve, close. */
const NUMBERS = [2, 2, 6, 4, 0];

function pathsOf(path: Float32Array | null, [a, b, c, d, e, f]: Matrix): Point[][] {
  const paths: Point[][] = [];
  for (let i = 0; path !== null && i < path.length;) {
    const sign = path[i] ?? 4;
    const numbers = NUMBERS[sign] ?? 0;
    const last = paths.at(-1);
    if (sign === 4) {
      const first = last?.[0];
      if (first !== undefined) last?.push(first);
    } else {
      const [x, y] = [path[i + numbers - 1] ?? 0, path[i + numbers] ?? 0];
      const point: Point = [a * x + c * y + e, b * x + d * y + f];
      if (sign === 0 || last === undefined) paths.push([point]);
      else last.push(point);
    }
    i += numbers + 1;
  }
  return paths;
}

function boundsOf(points: readonly Point[]): [Point, Point] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [
    [Math.min(...xs), Math.min(...ys)],
    [Math.max(...xs), Math.max(...ys)],
  ];
}
