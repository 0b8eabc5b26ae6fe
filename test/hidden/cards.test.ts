import assert from 'node:assert/strict';
import {staff} from '../features/whereabouts/chat.ts';
import {SAMPLE_STAFF} from '../support/staff.ts';
import {COLLEAGUE, hiddenWorld, TRACE, type HiddenWorld} from './world.ts';

/** A third person of the section, its head, one of another section, the section in charge of people. */
const READERS = ['000108', '000109', '000104', '000106', '000117', '000112', '000126'].map(staff);

const SENTENCES = [
  ...[
    '隠野さんどこ？',
    'かくれのさん来てる？',
    'カクレノ静さんは',
    'where is Kakureno?',
    '窓口係の主事どこ？',
    '区民課の隠野主事は',
  ],
  ...[
    '隠野さんは今日は在宅です',
    '区民課の人は？',
    '窓口係に誰かいますか',
    '6階に誰がいる？',
    'かくれのお',
    '隠田さんどこ？',
  ],
  ...[
    '高橋結さんどこ？',
    '誰が私を探した？',
    '居場所の公開設定',
    '居場所の登録を取り消す',
    '6階にいます',
    '居場所を登録',
  ],
  ...[
    '今日のブースの状況',
    '自分の予約',
    '今日の10時に空いている集中ブース',
    '今から1時間、集中ブース',
    '予約をキャンセル',
  ],
  ...[
    '予約を延長',
    '利用開始',
    '利用終了',
    '受けていない研修は？',
    '自分の受講履歴',
    '隠野さんの受けていない研修は？',
  ],
  ...[
    '隠野さんの内線は？',
    '派遣の人は？',
    'ヘルプ',
    'こんにちは',
    'ありがとう',
    '自分のデータ',
    '端末をなくしました',
  ],
  ...['さっきの続き', 'もっと詳しく', '次の候補'],
];

/** A booth that is taken is taken; a talk goes on from what was said before; and who asked may be a guest. */
const MAY_DIFFER = /^(?:booths\.|knowledge\.|whereabouts\.privacy|mydata)/u;

/** What one asked oneself stands in some answers again, its names masked. */
function withoutOwnWords(text: string): string {
  return [...SENTENCES, 'カクレノ〔氏名〕'].reduce(
    (left, said) => left.replaceAll(said.replace(/[？?]$/u, ''), ''),
    text,
  );
}

// What the readers themselves wrote or chose is not compared: an operation's or booking's number differs anyway.
describe('to a third person, who is not to stand in the list', () => {
  let there: HiddenWorld;
  let notThere: HiddenWorld;
  before(async function () {
    this.timeout(60_000);
    [there, notThere] = await Promise.all([hiddenWorld('there'), hiddenWorld('not-there')]);
  });
  after(() => Promise.all([there.stop(), notThere.stop()]));

  it('is nobody in any answer, which is the same as if they were not', async () => {
    // What each intent has for an example is asked too, so that a new one is walked without anybody's doing.
    const examples = there.bot.house.features.all.flatMap(({intents}) =>
      intents.flatMap(({examples: {ja, en}}) => [...ja, ...en]),
    );
    for (const by of READERS) {
      for (const text of [...SENTENCES, ...examples]) {
        const [one, other] = [await there.says(text, by), await notThere.says(text, by)];
        const shown = withoutOwnWords(one.text);
        assert.doesNotMatch(shown, TRACE, `${text} by ${by.name}: ${shown}`);
        const {name} = there.bot.house.talk.read(text, there.clock.now()).intent;
        if (!MAY_DIFFER.test(name)) assert.equal(one.text, other.text, `${text} by ${by.name}`);
      }
    }
  }).timeout(120_000);

  it('is nobody on the card behind any button, drawn or made up', async () => {
    const forged = {
      ...{person: 'p-000122', day: '2026-11-24', where: {kind: 'home'}, when: {}, op: 'op-1', v: 1},
      ...{
        course: 'harassment',
        round: '2026',
        exempt: true,
        until: '2026-12-31',
        site: 'main',
        floor: 6,
        page: 0,
      },
      ...{
        booking: '2026-11-24.x',
        wait: '2026-11-24.x',
        wanted: {kind: 'focus'},
        from: 600,
        to: 660,
        draft: {},
        by: 15,
      },
      ...{kind: 'lost-device', q: '隠野さんどこ？'},
    };
    for (const by of READERS.slice(0, 4)) {
      const found = new Map<string, Record<string, unknown>>();
      for (const text of SENTENCES.slice(0, 24)) {
        for (const data of (await there.says(text, by)).buttons.values())
          found.set(JSON.stringify(data['verb']), data);
      }
      for (const {verb} of there.bot.house.features.all.flatMap(({actions}) => actions)) {
        for (const data of [
          {...forged, verb},
          {...found.get(JSON.stringify(verb)), verb, person: 'p-000122'},
        ]) {
          const text = await there.presses(data, by);
          assert.doesNotMatch(withoutOwnWords(text), TRACE, `${verb} by ${by.name}: ${text}`);
        }
      }
    }
  }).timeout(120_000);

  it('is nobody in what is said unasked: notices, previews, the weekly card', async () => {
    for (const time of [
      '2026-11-25T08:31',
      '2026-11-27T09:30',
      '2026-11-30T08:31',
      '2026-11-30T09:30',
      '2026-12-01T09:30',
    ]) {
      there.clock.set(time);
      await there.job();
    }
    const {features, outbox} = there.bot.house;
    let seen = 0;
    const own = staff('000122').objectId;
    for await (const {feature, occasion, account} of outbox.entries()) {
      if (account.objectId === own) continue;
      for (const language of ['ja', 'en'] as const) {
        const reply = await features.render(feature, occasion, account, there.clock.now(), language, false);
        if (reply === undefined || reply === 'held') continue;
        seen++;
        assert.doesNotMatch(JSON.stringify(reply), TRACE, `${feature} ${occasion}`);
      }
    }
    assert.ok(seen > 10, String(seen));
    there.clock.set('2026-11-24T10:05');
  }).timeout(60_000);

  it('is no one’s deputy', async () => {
    const silent = await there.says('松本桜さんどこ？', COLLEAGUE);
    assert.match(silent.text, /松本 桜/);
    assert.doesNotMatch(silent.text, TRACE);
    assert.ok(SAMPLE_STAFF.some(({unlisted}) => unlisted));
  });
});

describe('to a third person, who shows nothing', () => {
  it('is answered as one who has said nothing, in every answer', async () => {
    const [shows, saysNothing] = await Promise.all([hiddenWorld('not-there'), hiddenWorld('not-there')]);
    const taro = staff('000103');
    await shows.says('6階のコミュニケーションエリアにいます', taro);
    for (const world of [shows, saysNothing]) {
      const {buttons} = await world.says('居場所を出さない', taro);
      const save = [...buttons].find(([title]) => title.includes('保存する'))?.[1] ?? {};
      const chosen = world === shows ? 'hidden' : 'everyone';
      await world.presses({...save, in_visibility: chosen, in_others: 'false', in_morning: 'never'}, taro);
    }
    for (const by of READERS) {
      for (const text of [
        '田中太郎さんどこ？',
        '財政課の田中さん',
        '財政課の人は？',
        '財政係に誰かいますか',
        '6階に誰がいる？',
        'たなかさん来てる？',
      ]) {
        const [one, other] = [await shows.says(text, by), await saysNothing.says(text, by)];
        assert.equal(one.text, other.text, `${text} by ${by.name}`);
      }
    }
    await Promise.all([shows.stop(), saysNothing.stop()]);
  }).timeout(60_000);
});
