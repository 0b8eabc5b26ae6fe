import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {PNG} from 'pngjs';
import {drawColor, drawOutline} from '../../appPackage/icons.ts';

const folder = resolve(import.meta.dirname, '../../appPackage');

function committed(name: string): PNG {
  return PNG.sync.read(readFileSync(resolve(folder, name)));
}

/** The pixels as `[r, g, b, a]`. */
function pixels(png: PNG): number[][] {
  return Array.from({length: png.width * png.height}, (_, i) => [...png.data.subarray(i * 4, i * 4 + 4)]);
}

describe('the icons', () => {
  // Compared as pixels: the compressed bytes may differ between versions of zlib.
  for (const [name, draw, size] of [
    ['color.png', drawColor, 192],
    ['outline.png', drawOutline, 32],
  ] as const) {
    it(`has ${name} as the script draws it, ${size} pixels wide and high`, () => {
      const file = committed(name);
      assert.deepEqual([file.width, file.height], [size, size]);
      assert.ok(file.data.equals(draw().data), `run: node --import tsx appPackage/icons.ts`);
    });
  }

  it('has an outline in white alone, on a transparent ground', () => {
    const all = pixels(drawOutline());
    assert.ok(all.every(([r, g, b]) => r === 255 && g === 255 && b === 255));
    assert.deepEqual(all[0], [255, 255, 255, 0]);
    assert.ok(all.some(([, , , alpha]) => alpha === 255));
  });

  it('has an opaque colour icon, its mark within the part that is never cut off', () => {
    const png = drawColor();
    const ground = pixels(png)[0];
    pixels(png).forEach((pixel, i) => {
      assert.equal(pixel[3], 255);
      const [x, y] = [i % 192, Math.floor(i / 192)];
      const inside = x >= 36 && x < 156 && y >= 36 && y < 160;
      if (!inside) assert.deepEqual(pixel, ground, `${x}, ${y}`);
    });
  });
});
