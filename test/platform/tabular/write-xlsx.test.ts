import assert from 'node:assert/strict';
import {readGrid} from '../../../src/platform/tabular/read-grid.ts';
import {writeXlsx} from '../../../src/platform/tabular/write-xlsx.ts';

describe('tables as a workbook', () => {
  it('are read back as they were, and nothing in them is computed', async () => {
    const rows = [
      ['研修', '人数'],
      ['=1+1', 5],
      ['＝SUM(A1)', -1],
      ['髙﨑①𠮷', 0],
      ['00123', 1.5],
    ];
    const grid = await readGrid(await writeXlsx([{name: '受講状況', rows}]));
    assert.deepEqual([grid.problems, grid.formulas], [[], []]);
    assert.deepEqual(
      grid.rows.map(({cells}) => cells),
      rows.map((row) => row.map(String)),
    );
  });

  it('have names that Excel takes', async () => {
    const bytes = await writeXlsx([{name: `課/研修:${'長'.repeat(40)}`, rows: [['a'], ['b']]}]);
    assert.deepEqual((await readGrid(bytes)).problems, []);
  });
});
