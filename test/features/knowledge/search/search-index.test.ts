import assert from 'node:assert/strict';
import fc from 'fast-check';
import {buildIndex, buildIndexInSlices} from '../../../../src/features/knowledge/search/build-index.ts';
import type {Hit, SearchPassage} from '../../../../src/features/knowledge/search/search-index.ts';
import {OFFICE, passage} from './corpus.ts';

const index = buildIndex(OFFICE);
const PART_NAMES = ['titleTerms', 'textTerms', 'coverage', 'titleBigrams', 'textBigrams'] as const;
const ids = (hits: readonly Hit[]) => hits.map(({id}) => id);

describe('the search', () => {
  // Ranking sets: what must come first, asked politely, colloquially, and in a word.
  const asked: readonly (readonly [string, string])[] = [
    ['会議室は何時間まで借りられますか', 'meeting'],
    ['会議室で食事していい？', 'meeting'],
    ['ロッカーの鍵を無くしてしまいました', 'locker'],
    ['ＵＳＢの持出し', 'usb'],
    ['USBメモリを持ち出せますか', 'usb'],
    ['メール送るとき宛先どうやって確認', 'mail'],
    ['研修はいつ', 'training'],
    ['会計年度任用職員も研修を受けるの', 'training'],
    ['お客さんが来たら受付はどこ', 'visitor'],
    ['印刷した紙を取り忘れた', 'printer'],
    ['帰るときの机の上', 'desk'],
  ];
  for (const [question, right] of asked) {
    it(`finds ${right} for 「${question}」`, () => {
      assert.equal(index.search(question)[0]?.id, right);
    });
  }

  it('finds every passage by its own title, first', () => {
    for (const {id, title} of OFFICE) assert.equal(index.search(title)[0]?.id, id, title);
  });

  it('finds nothing for what no passage speaks of', () => {
    assert.deepEqual(index.search('xyz'), []);
    assert.deepEqual(index.search(''), []);
  });

  it('gives scores and parts from 0 to 1, best first', () => {
    for (const [question] of asked) {
      const hits = index.search(question, {limit: 8});
      for (const [i, {score, coverage, parts}] of hits.entries()) {
        for (const value of [score, coverage, ...PART_NAMES.map((name) => parts[name])]) {
          assert.ok(value >= 0 && value <= 1 + 1e-9, `${question}: ${value}`);
        }
        assert.ok(score <= (hits[i - 1]?.score ?? 1));
      }
    }
  });

  it('orders equal scores by id, whatever the order of the passages', () => {
    const twins = ['b', 'c', 'a'].map((id) => passage(id, '避難訓練', '火災のときは階段を使う。'));
    assert.deepEqual(ids(buildIndex(twins).search('避難訓練')), ['a', 'b', 'c']);
    assert.deepEqual(ids(buildIndex([...twins].reverse()).search('避難訓練', {limit: 2})), ['a', 'b']);
  });

  it('gives no more than asked for, and the same first ones', () => {
    const all = ids(index.search('課長の許可で鍵とUSBを会議室に', {limit: 8}));
    assert.ok(all.length > 2);
    assert.deepEqual(ids(index.search('課長の許可で鍵とUSBを会議室に', {limit: 2})), all.slice(0, 2));
    assert.deepEqual(index.search('会議室', {limit: 0}), []);
  });

  it('says which of the words stand in the passage', () => {
    const [hit] = index.search('ロッカーの鍵と駐車場');
    assert.deepEqual(hit?.matched, ['ロッカ', '鍵']);
    assert.ok(hit.coverage > 0.4 && hit.coverage < 1);
  });

  it('counts a word that the corpus does not know as the rarest', () => {
    const {terms} = index.read('職員の駐車場');
    const [known, unknown] = terms;
    assert.ok(known!.idf < unknown!.idf);
  });

  it('lets a word that stands everywhere count next to nothing', () => {
    const all = ['a', 'b', 'c', 'd'].map((id) => passage(id, `${id}棟`, '廊下'));
    assert.ok(buildIndex(all).read('廊下').terms[0]!.idf < 0.15);
  });

  it('trusts a word of the topic more than a word of asking', () => {
    const two = buildIndex([passage('a', '方法', '方法'), passage('b', '水槽', '水槽')]);
    assert.deepEqual(ids(two.search('水槽 方法')), ['b', 'a']);
  });

  it('counts hundreds of repetitions', () => {
    const most = passage('b', '', '椅子。'.repeat(300));
    const fewer = passage('a', '', `${'椅子。'.repeat(200)}${'花瓶。'.repeat(100)}`);
    assert.deepEqual(ids(buildIndex([fewer, most]).search(['椅子'])), ['b', 'a']);
  });

  it('leaves words of asking out of the coverage', () => {
    assert.equal(index.search('研修はどうすればいいですか')[0]?.coverage, 1);
  });

  it('is not changed by an earlier search', () => {
    const first = index.search('会議室の飲み物');
    index.search('ロッカーの鍵');
    assert.deepEqual(index.search('会議室の飲み物'), first);
  });

  it('takes a read query and ready terms too', () => {
    assert.deepEqual(index.search(index.read('個人ロッカー')), index.search('個人ロッカー'));
    assert.equal(index.search(['usb', '許可'])[0]?.id, 'usb');
  });

  it('works on an empty corpus', () => {
    assert.deepEqual(buildIndex([]).search('会議室'), []);
  });

  it('reads the beginning of a question that is too long', () => {
    const long = `会議室の飲み物${'、'.repeat(10_000)}ロッカー`;
    assert.deepEqual(index.search(long), index.search('会議室の飲み物'));
  });

  it('never throws, whatever the question', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 100}), (text) => {
        const hits = index.search(text);
        assert.equal(new Set(ids(hits)).size, hits.length);
      }),
      {numRuns: 200},
    );
  });

  it('loses no hit by passages that have nothing to do with it', () => {
    const other = passage('other', '噴水', '噴水の水は毎朝とりかえる。');
    const word = fc.constantFrom('会議室', 'ロッカー', '鍵', '職員', '研修', '宛先', '印刷', '課長', '電話');
    const rest = fc.subarray([...OFFICE], {minLength: 1});
    fc.assert(
      fc.property(fc.array(word, {minLength: 1, maxLength: 4}), rest, (words, passages) => {
        const question = words.join('と');
        const before = ids(buildIndex(passages).search(question));
        const after = ids(buildIndex([...passages, other]).search(question, {limit: 20}));
        assert.deepEqual(
          before.filter((id) => !after.includes(id)),
          [],
        );
      }),
      {numRuns: 50},
    );
  });
});

describe('building in slices', () => {
  const many: SearchPassage[] = Array.from({length: 200}, (_, i) => {
    const {title, text} = OFFICE[i % OFFICE.length]!;
    return {...OFFICE[i % OFFICE.length]!, id: String(i), title: `${title}${i}`, text};
  });

  it('gives the same index, and lets others work in between', async () => {
    let others = 0;
    const count = () => {
      others++;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    const built = await buildIndexInSlices(many);
    clearImmediate(timer);
    assert.ok(others > 3, `${others} turns of others`);
    assert.deepEqual(built.search('会議室の食事'), buildIndex(many).search('会議室の食事'));
  });

  it('stops when its signal says so', async () => {
    await assert.rejects(
      buildIndexInSlices(many, {signal: AbortSignal.abort(new Error('enough'))}),
      /enough/,
    );
  });
});
