import assert from 'node:assert/strict';
import {readDay} from '../../../src/platform/tabular/days.ts';

describe('days in files', () => {
  for (const [written, day] of [
    ['R8.4.1', '2026-04-01'],
    ['R08.04.01', '2026-04-01'],
    ['Ｒ８．４．１', '2026-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['令和八年四月一日', '2026-04-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['2026/4/1', '2026-04-01'],
    ['2026年4月1日', '2026-04-01'],
    ['46113', '2026-04-01'],
    ['20260401', '2026-04-01'],
  ] as const)
    it(`reads ${written}`, () => {
      assert.equal(readDay(written), day);
    });

  for (const written of ['8.4.1', '2026/2/31', '平成31年5月1日', '令和8年', '4/1', '12', 'あした', ''])
    it(`refuses 「${written}」`, () => {
      assert.equal(readDay(written), undefined);
    });
});
