import assert from 'node:assert/strict';
import fc from 'fast-check';
import {Parser} from 'saxen';
import {sharesChart, type Part} from '../../../src/platform/chart/shares.ts';

const PARTS: readonly Part[] = [
  {label: '受講済み', fill: '#0f6cbd', texture: 'plain'},
  {label: '未受講', fill: '#e0e0e0', texture: 'dots'},
];

/** The elements of an SVG, by name, with their attributes; fails where it is no XML. */
function elements(svg: string): {name: string; attributes: Record<string, unknown>}[] {
  const found: {name: string; attributes: Record<string, unknown>}[] = [];
  const parser = new Parser();
  parser.on('openTag', (name, attributes) => found.push({name, attributes: {...attributes()}}));
  parser.on('error', (error) => {
    throw error;
  });
  parser.parse(svg);
  return found;
}

const chart = (label: string, values: readonly number[]) =>
  sharesChart({title: '受講状況', note: 'note', parts: PARTS, bars: [{label, values, end: '50%'}]});

describe('a chart of shares', () => {
  it('draws each part of a bar as long as its share', () => {
    const boxes = elements(chart('総務課', [3, 1])).filter(
      ({attributes}) => attributes['stroke'] === '#ffffff',
    );
    assert.deepEqual(
      boxes.map(({attributes: {x, width}}) => [Number(x), Number(width)]),
      [
        [300, 360],
        [660, 120],
      ],
    );
  });

  it('says all figures in words, for who does not see it', () => {
    const svg = chart('総務課', [3, 1]);
    assert.match(svg, /<title id="t">受講状況<\/title>/);
    assert.match(svg, /<desc id="d">総務課: 受講済み 3, 未受講 1 \(50%\)<\/desc>/);
    assert.match(svg, /role="img" aria-labelledby="t d"/);
  });

  it('tells parts apart by texture as well as by colour', () => {
    const [first, second] = chart('課', [1, 1]).match(/<pattern [\s\S]*?<\/pattern>/g) ?? [];
    assert.doesNotMatch(first ?? '', /circle/);
    assert.match(second ?? '', /circle/);
  });

  it('is well-formed whatever the names are, and never wider than its bar', () => {
    const label = fc.oneof(
      fc.string({unit: 'binary'}),
      fc.constantFrom('<b>', '&amp;', '"', '課'.repeat(50)),
    );
    fc.assert(
      fc.property(label, fc.array(fc.nat(30_000), {minLength: 2, maxLength: 2}), (name, values) => {
        const boxes = elements(chart(name, values)).filter(
          ({attributes}) => attributes['stroke'] === '#ffffff',
        );
        const all = boxes.reduce((sum, {attributes}) => sum + Number(attributes['width']), 0);
        assert.ok(Math.abs(all - (values.some((value) => value > 0) ? 480 : 0)) < 0.05, String(all));
      }),
      {numRuns: 30},
    );
  });
});
