/**
 * Where the letters of a page stand. Vertical writing is turned, so that its columns are lines from top to
 * bottom like any other's, and all that follows knows of one direction only.
 */
import type {PDFPageProxy} from 'pdfjs-dist';
import type {Word} from './place.ts';
import {takeGrids, type Grid} from './tables/grid.ts';
import {readRules} from './tables/rules.ts';

export interface Page {
  readonly words: readonly Word[];
  /** Along the lines, and across them. */
  readonly width: number;
  readonly height: number;
  readonly vertical: boolean;
  /** Ruled tables; their words stand in `words` no more. */
  readonly grids: readonly Grid[];
}

interface Glyphs {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly size: number;
  readonly vertical: boolean;
}

/** Letters smaller than this are not there to be read. */
const SMALLEST = 1.5;

export async function readPage(page: PDFPageProxy): Promise<Page> {
  const {width, height, transform} = page.getViewport({scale: 1});
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const content = await page.getTextContent({includeMarkedContent: false, disableNormalization: false});
  const glyphs = content.items.flatMap((item): Glyphs[] => {
    if (!('str' in item) || item.str === '') return [];
    const [p = 0, q = 0, r = 0, s = 0, x = 0, y = 0] = item.transform as number[];
    const vertical = content.styles[item.fontName]?.vertical === true;
    const size = Math.hypot(r, s) || Math.hypot(p, q);
    // Text that leans or stands on its side is a stamp or a watermark.
    const [along, across] = [a * p + c * q, b * p + d * q];
    if (size < SMALLEST || (!vertical && Math.abs(across) > Math.abs(along) * 0.1)) return [];
    if (item.str.trim() === '' && item.width > size * 1.2) return [];
    const length = vertical ? item.height : item.width;
    return [{text: upright(item.str), x: a * x + c * y + e, y: b * x + d * y + f, length, size, vertical}];
  });
  const vertical = isVertical(glyphs.filter((one) => one.text.trim() !== ''));
  const words = glyphs.map((one): Word => {
    if (!vertical) {
      // What stands vertically on a page of lines keeps its place.
      const to = one.x + (one.vertical ? one.size : one.length);
      return {text: one.text, from: one.x, to, at: one.y, size: one.size};
    }
    const down = one.vertical ? one.length : one.size * Array.from(one.text).length;
    const top = one.vertical ? one.y : one.y - one.size;
    return {text: one.text, from: top, to: top + down, at: width - one.x, size: one.size};
  });
  if (vertical) return {words, width: height, height: width, vertical, grids: []};
  const {grids, rest} = takeGrids(words, await readRules(page));
  return {words: rest, width, height, vertical, grids};
}

// Commas and brackets as vertical writing sets them, to the ones that people type.
const upright = (text: string): string =>
  text.replace(/[\uFE10-\uFE1F\uFE30-\uFE48]/g, (sign) => sign.normalize('NFKC'));

/** Whether most letters are followed by the one below them: by their font, or set one by one. */
function isVertical(glyphs: readonly Glyphs[]): boolean {
  const byFont = glyphs.filter((one) => one.vertical).length;
  if (byFont > glyphs.length / 2) return true;
  let below = 0;
  let beside = 0;
  glyphs.forEach((one, i) => {
    const next = glyphs[i + 1];
    if (next === undefined) return;
    if (Array.from(one.text).length > 2) {
      beside += one.text.length;
      return;
    }
    const [dx, dy] = [Math.abs(next.x - one.x) / one.size, (next.y - one.y) / one.size];
    if (dx < 0.6 && dy > 0.5 && dy < 1.8) below++;
    else if (Math.abs(dy) < 0.3) beside++;
  });
  return below >= 5 && below > beside;
}
