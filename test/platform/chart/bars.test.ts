import assert from 'node:assert/strict';
import {parseFragment, type DefaultTreeAdapterTypes} from 'parse5';
import {barsChart} from '../../../src/platform/chart/bars.ts';

/** All texts of an SVG. */
function textsOf(svg: string): string[] {
  const visit = (node: DefaultTreeAdapterTypes.Node): string[] => {
    if ('value' in node) return [node.value.trim()];
    return 'childNodes' in node ? node.childNodes.flatMap(visit) : [];
  };
  return visit(parseFragment(svg)).filter((text) => text !== '');
}

describe('barsChart', () => {
  const bars = [
    {label: '集中ブース1', value: 120, end: '2.0 時間'},
    {label: 'A & B <x>"\u0000', value: 60, end: '1.0 時間'},
  ];
  const svg = barsChart({title: 'ブースの利用', note: '11月', groups: [{title: 'ブース', bars}]});

  it('says everything in words too, whatever signs stand in a label', () => {
    const texts = textsOf(svg);
    assert.ok(texts.includes('ブースの利用'));
    assert.ok(texts.includes('集中ブース1'));
    assert.ok(texts.includes('A & B <x>"'));
    assert.match(texts[1] ?? '', /ブース: 集中ブース1 2.0 時間/);
  });

  it('draws bars in proportion', () => {
    const widths = [...svg.matchAll(/<rect x="220" y="\d+" width="(\d+)"/g)].map(([, width]) =>
      Number(width),
    );
    assert.deepEqual(widths, [500, 250]);
  });

  it('draws a group without bars as empty', () => {
    assert.ok(textsOf(barsChart({title: 't', note: 'n', groups: [{title: 'g', bars: []}]})).includes('–'));
  });
});
