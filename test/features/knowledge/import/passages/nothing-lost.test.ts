import assert from 'node:assert/strict';
import fc from 'fast-check';
import {mend} from '../../../../../src/features/knowledge/import/text/mend.ts';
import {split} from '../../../../../src/features/knowledge/import/passages/split.ts';
import {MEETING, REGULATION} from '../documents.ts';

/** Every letter of the text that is no decoration stands in some passage or path. */
function assertNothingLost(text: string): void {
  const passages = split(text);
  const bare = (one: string): string =>
    one
      .normalize('NFKC')
      .replaceAll('【資料】', '')
      .replace(/[\s*#|\t\-+–:/・･•‣✓✔☑➢➤▶►▷]/g, '');
  const all = bare(passages.map(({path, text: piece}) => `${path.join('\n')}\n${piece}`).join('\n'));
  for (const line of text.split('\n')) {
    for (const cell of line.split(/\t|(?<!\\)\|/)) {
      // The numbers of an agenda's points go with it; the points come again as headings.
      const plain = cell
        .trim()
        .replace(/^(?:[-*+–]|[・･•‣✓✔☑➢➤▶►▷])\s*/, '')
        .replace(/^(?:[（(]?\d[)）]?|[一二ア-ン①])\s+/, '');
      // A name and its definition may stand apart, so words are looked for alone.
      for (const word of plain.split(/\s+/)) assert.ok(all.includes(bare(word)), `lost: ${word} of ${line}`);
    }
  }
}

describe('split, whatever the text', () => {
  it('loses nothing of invented documents', () => {
    const word = fc.constantFrom(
      '倉庫',
      '鍵',
      '書庫の灯',
      '当番',
      '帳簿',
      '棚の札',
      '点検',
      '窓口',
      '返却箱',
    );
    const sentence = fc.tuple(word, word).map(([a, b]) => `${a}は、${b}の近くに置くものとする。`);
    const title = fc.tuple(word, fc.constantFrom('', 'について', 'の取扱い')).map((all) => all.join(''));
    const number = fc.integer({min: 1, max: 9});
    const block = fc.oneof(
      sentence,
      title,
      fc
        .tuple(
          fc.constantFrom(
            '■',
            '○',
            '●',
            '# ',
            '## ',
            '第1章 ',
            '【',
            '取組み1. ',
            '(1) ',
            '1 ',
            '2 ',
            'ア ',
            'イ ',
            '① ',
            '一 ',
            'Q ',
            '（',
          ),
          title,
        )
        .map(([mark, t]) => (mark === '【' ? `【${t}】` : mark === '（' ? `（${t}）` : `${mark}${t}`)),
      fc.tuple(number, sentence).map(([n, s]) => `第${n}条 ${s}`),
      fc
        .tuple(fc.constantFrom('2 ', '- 一 ', ' - イ ', '(2) ', '・', '- ', '✓'), sentence)
        .map((all) => all.join('')),
      title.map((t) => `**${t}**`),
      fc
        .array(fc.array(fc.oneof(word, fc.constant('')), {minLength: 3, maxLength: 3}), {
          minLength: 1,
          maxLength: 4,
        })
        .map((rows) => rows.map((cells) => cells.join('\t')).join('\n')),
      fc.constantFrom(
        '令和8年3月1日',
        '場所：庁議室',
        '附 則',
        '【措置の内容】',
        '○：あり △：まれ',
        'A 答え',
      ),
    );
    const text = fc
      .array(fc.tuple(block, fc.constantFrom('\n', '\n\n')), {minLength: 1, maxLength: 14})
      .map((all) => all.flat().join(''));
    fc.assert(fc.property(text, assertNothingLost), {numRuns: 500});
    assertNothingLost(mend(REGULATION).text);
    assertNothingLost(mend(MEETING).text);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), (text) => {
        for (const one of split(mend(text).text)) assert.ok(one.text.length <= 4100);
      }),
    );
  });
});
