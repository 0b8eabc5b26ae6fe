import assert from 'node:assert/strict';
import {buildIndex} from '../../../../../src/features/knowledge/search/build-index.ts';
import {readDictionary} from '../../../../../src/features/knowledge/search/synonyms/dictionary.ts';
import {ownThesaurus, synonymKey} from '../../../../../src/features/knowledge/search/synonyms/own-list.ts';
import {
  joined,
  NO_THESAURUS,
  type Thesaurus,
} from '../../../../../src/features/knowledge/search/synonyms/thesaurus.ts';
import {passage} from '../corpus.ts';

const OFFICE = [
  passage('overtime', '時間外勤務の手続', '時間外勤務を命ずるときは、前日までに課長が決める。'),
  passage('visitor', '来庁者の窓口', '来庁者は一階の窓口で受け付ける。'),
  passage('split', '時間のこと', '外の勤務は時間を決めて行う。勤務の外では連絡しない。'),
  passage('locker', 'ロッカー', 'ロッカーの鍵は各自が持つ。'),
];
const OWN = ownThesaurus([
  {word: '残業', official: ['時間外勤務']},
  {word: 'お客さん', official: ['来庁者']},
]);
const build = (thesaurus: Thesaurus) => buildIndex(OFFICE, () => thesaurus);

const item = (midashi: string, vocabularyNumber: number, expandControl = 0) => ({
  midashi,
  vocabularyNumber,
  expandControl,
});
const GROUPS = [
  {id: '000001', items: [item('荷物入れ', 1), item('ロッカー', 2), item('locker', 2), item('物置', 3, 2)]},
  {id: '000002', items: [item('残業', 1), item('超勤', 1, 1), item('時間外勤務', 2)]},
  {id: '000003', items: [item('はし', 1), item('橋', 1), item('ブリッジ', 2)]},
  {id: '000004', items: [item('ブリッジ', 1), item('会議中継', 2)]},
];
async function* pieces(size: number) {
  const text = `${JSON.stringify(GROUPS)}\n`;
  for (let at = 0; size > 0 && at < text.length; at += size)
    yield await Promise.resolve(text.slice(at, at + size));
}
const words = (thesaurus: Thesaurus, word: string) =>
  thesaurus.synonymsOf(synonymKey(word)).map((one) => `${one.word} ${one.weight}`);

describe('synonyms in the search', () => {
  it('find a word of several tokens, and only where they stand together', () => {
    const hits = build(OWN).search('残業');
    assert.equal(hits[0]?.id, 'overtime');
    assert.deepEqual(build(NO_THESAURUS).search('残業'), []);
    assert.ok(!hits.some(({id}) => id === 'split'));
  });

  it('find by a word that the tokenizer cuts', () => {
    for (const question of ['お客さんはどこ', '来庁するお客さん', '大事なお客さん']) {
      assert.equal(build(OWN).search(question)[0]?.id, 'visitor', question);
    }
  });

  it('work from the official word to the lay one, for less', () => {
    const weights = (word: string) => OWN.synonymsOf(synonymKey(word)).map(({weight}) => weight);
    assert.ok((weights('時間外勤務')[0] ?? 1) < (weights('残業')[0] ?? 0));
  });

  it('count less than the word itself, in score and coverage', () => {
    const index = buildIndex(
      [passage('own', '', '残業は課長が決める。'), passage('other', '', '超勤は課長が決める。')],
      () => ownThesaurus([{word: '残業', official: ['超勤']}]),
    );
    const [own, other] = index.search('残業');
    assert.deepEqual([own?.id, other?.id], ['own', 'other']);
    assert.ok((own?.words ?? 0) > (other?.words ?? 1));
    assert.equal(own?.coverage, 1);
    assert.ok((other?.coverage ?? 0) > 0.8 && (other?.coverage ?? 1) < 1);
  });

  it('keep scores and parts within 0 and 1', () => {
    const many = ownThesaurus([{word: '窓口', official: ['来庁者', '一階', '受付', 'ロッカー']}]);
    for (const {score, words: byWords, coverage} of build(many).search('窓口の鍵')) {
      for (const value of [score, byWords, coverage]) assert.ok(value >= 0 && value <= 1, String(value));
    }
  });

  it('follow another list without another index', () => {
    let thesaurus: Thesaurus = NO_THESAURUS;
    const index = buildIndex(OFFICE, () => thesaurus);
    assert.equal(index.search('残業').length, 0);
    thesaurus = OWN;
    assert.equal(index.search('残業')[0]?.id, 'overtime');
  });
});

describe("SudachiDict's synonyms", () => {
  it('are the same however the file is cut', async () => {
    for (const size of [1, 7, 64, 10_000]) {
      const dictionary = await readDictionary(pieces(size));
      assert.deepEqual(words(dictionary, '荷物入れ'), ['ロッカー 0.5', 'locker 0.5'], String(size));
      assert.deepEqual(words(dictionary, 'locker'), ['荷物入れ 0.5', 'ロッカー 0.9'], String(size));
    }
  });

  it('leave out what was withdrawn, and do not start from words that are only given', async () => {
    const dictionary = await readDictionary(pieces(50));
    assert.deepEqual(words(dictionary, '物置'), []);
    assert.deepEqual(words(dictionary, '超勤'), []);
    assert.deepEqual(words(dictionary, '残業'), ['超勤 0.9', '時間外勤務 0.5']);
  });

  it('count less for a word that means several things', async () => {
    const dictionary = await readDictionary(pieces(50));
    assert.deepEqual(words(dictionary, 'ブリッジ'), ['はし 0.25', '会議中継 0.25']);
  });

  it("come after the organisation's own", async () => {
    const both = joined([OWN, await readDictionary(pieces(50))]);
    assert.deepEqual(words(both, '残業'), ['時間外勤務 0.9', '超勤 0.9']);
  });

  it('know nothing in an empty file', async () => {
    assert.deepEqual(words(await readDictionary(pieces(0)), '残業'), []);
  });
});
