import assert from 'node:assert/strict';
import {WHEREABOUTS_SETTINGS_TABLE, WHEREABOUTS_TABLE} from '../../../src/features/whereabouts/index.ts';
import {Temporal} from '../../../src/kernel/time.ts';
import {SAMPLE_STAFF} from '../../support/staff.ts';
import {button, directory, staff, startChat, type Chat} from './chat.ts';

const [sato, suzuki, taro, megumi, hidden] = ['000104', '000106', '000103', '000105', '000122'].map(
  staff,
) as [
  ReturnType<typeof staff>,
  ReturnType<typeof staff>,
  ReturnType<typeof staff>,
  ReturnType<typeof staff>,
  ReturnType<typeof staff>,
];

describe('whereabouts', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await startChat('2026-11-24T10:00:00');
  });
  afterEach(() => chat.stop());

  describe('said by a sentence', () => {
    it('are registered, shown to whom they may be, and found by a colleague of the section', async () => {
      const said = await chat.says('15時まで6階のコミュニケーションエリアで打合せ', taro);
      assert.match(said.text, /登録しました：6階 コミュニケーションエリア 15:00まで/);
      assert.match(said.text, /同じ課の人には場所まで/);
      const found = await chat.says('財政課の田中さんどこ？', sato);
      assert.match(found.text, /田中 太郎/);
      assert.match(found.text, /6階 コミュニケーションエリア（15:00まで）/);
      assert.match(found.text, /10:00 に登録/);
      assert.match(found.text, /1003/);
      assert.match(found.text, /相手に表示されます/);
    });

    it('are shown to others as 出勤中, 在宅, 不在 alone', async () => {
      await chat.says('6F-C-12', taro);
      const found = await chat.says('田中主任はどこ？', megumi);
      assert.match(found.text, /出勤中/);
      assert.doesNotMatch(found.text, /6階|C-12|10:00/);
      await chat.says('今日は在宅', taro);
      assert.match((await chat.says('田中主任はどこ？', megumi)).text, /在宅/);
      await chat.says('本日休みます', taro);
      assert.match((await chat.says('田中主任はどこ？', megumi)).text, /不在/);
    });

    it('give back the place before once some hours elsewhere are over', async () => {
      await chat.says('6階にいます', taro);
      await chat.says('12時まで県庁に行ってきます', taro);
      assert.match((await chat.says('田中太郎さんどこ？', sato)).text, /外出（県庁）（12:00まで）/);
      chat.at('2026-11-24T12:30:00');
      const after = await chat.says('田中太郎さんどこ？', sato);
      assert.match(after.text, /6階/);
      assert.match(after.text, /10:00 に登録\(2時間前\)/);
    });

    it('of the coming days are kept until their day', async () => {
      const said = await chat.says('水曜から3日間出張', taro);
      assert.match(said.text, /出張 11月25日\(水\)〜11月27日\(金\)/);
      assert.match((await chat.says('田中太郎さんどこ？', sato)).text, /今日はまだ登録がありません/);
      chat.at('2026-11-26T09:00:00');
      assert.match((await chat.says('田中太郎さんどこ？', sato)).text, /出張/);
      assert.match((await chat.says('来月3日は在宅', taro)).text, /在宅/);
    });

    it('are asked back where they cannot be', async () => {
      assert.match((await chat.says('9時まで6階にいます', taro)).text, /もう過ぎています/);
      assert.match((await chat.says('12月25日は在宅', taro)).text, /12月8日\(火\)までなら/);
      assert.match((await chat.says('9階にいます', taro)).text, /その場所は登録されていません.*6階/s);
      assert.match((await chat.says('6F-Z-99です', taro)).text, /その場所は登録されていません/);
    });

    it('are gone with the day', async () => {
      await chat.says('6階にいます', taro);
      chat.at('2026-11-25T00:00:00');
      assert.match((await chat.says('田中太郎さんどこ？', sato)).text, /今日はまだ登録がありません/);
    });

    it('can be taken back', async () => {
      const said = await chat.says('6階にいます', taro);
      await chat.presses(button(said, '取り消す'), taro);
      assert.match((await chat.says('田中太郎さんどこ？', sato)).text, /登録がありません/);
      assert.match((await chat.says('居場所の登録を取り消す', taro)).text, /取り消す登録はありません/);
    });
  });

  it('are chosen on a card, and what is usual takes one tap the next time', async () => {
    const first = await chat.says('居場所を登録', taro);
    const chosen = {
      ...button(first, '登録する'),
      in_place: 'main|6|6f-communication',
      in_until: '1035',
      in_seat: '',
    };
    assert.match((await chat.presses(chosen, taro)).text, /コミュニケーションエリア 17:15まで/);
    chat.at('2026-11-25T09:00:00');
    const next = await chat.says('居場所を登録', taro);
    assert.match(next.text, /いつもの場所/);
    assert.match(
      (await chat.presses(button(next, '6階 コミュニケーションエリア'), taro)).text,
      /登録しました/,
    );
  });

  it('cannot be set by a changed card to what the office does not have', async () => {
    const said = await chat.says('居場所を登録', taro);
    const data = button(said, '登録する');
    for (const where of [
      {kind: 'place', site: 'main', floor: 60},
      {kind: 'place', site: 'other', floor: 6},
      {kind: 'place', site: 'main', floor: 6, seat: '6F-C-999'},
    ]) {
      assert.match((await chat.presses({...data, where}, taro)).text, /その場所は登録されていません/);
    }
    for (const where of [{kind: 'moon'}, 'home', {kind: 'out', to: 'x'.repeat(1000)}]) {
      assert.doesNotMatch((await chat.presses({...data, where}, taro)).text, /登録しました/);
    }
    const far = {...data, where: {kind: 'home'}, when: {date: '2030-01-01'}};
    assert.match((await chat.presses(far, taro)).text, /までなら/);
    assert.match((await chat.says('田中太郎さんどこ？', sato)).text, /登録がありません/);
  });

  describe('of a colleague', () => {
    it('lists two of one name, the own section first', async () => {
      const listed = await chat.says('田中さんどこ？', sato);
      assert.ok(listed.text.indexOf('田中 太郎') < listed.text.indexOf('田中 花子'), listed.text);
      const one = await chat.presses(button(listed, '田中 花子'), sato);
      assert.match(one.text, /総務課 庶務係 係長/);
    });

    it('are not given in a group, but in the personal chat', async () => {
      await chat.says('6階にいます', taro);
      const heard = await chat.bot.says('田中太郎さんどこ？', {by: sato, place: 'groupChat'});
      const group = heard.sent.filter(({activity}) => JSON.stringify(activity).includes('groupChat'));
      assert.doesNotMatch(JSON.stringify(group.map(({activity}) => activity)), /6階/);
      assert.match(JSON.stringify(heard.activities), /個人チャットでお答えします/);
    });

    it('show who asked today', async () => {
      await chat.says('田中太郎さんどこ？', sato);
      const shown = await chat.says('誰が私を探した？', taro);
      assert.match(shown.text, /10:00\n佐藤 健|佐藤 健/);
      chat.at('2026-11-25T09:00:00');
      assert.match((await chat.says('誰が私を探した？', taro)).text, /今日はまだいません/);
    });

    it('never change the speaker’s own, and are registered for them only where they allow it', async () => {
      await chat.says('6階にいます', sato);
      const refused = await chat.says('鈴木課長は15時まで議会', sato);
      assert.match(refused.text, /同じ課で、本人が許可しているときだけ/);
      const settings = await chat.says('居場所の公開設定', suzuki);
      const save = {
        ...button(settings, '保存する'),
        in_visibility: 'default',
        in_others: 'true',
        in_morning: 'never',
      };
      await chat.presses(save, suzuki);
      const offered = await chat.says('鈴木課長は15時まで議会', sato);
      assert.match(offered.text, /鈴木 誠さんの居場所として登録しますか？：外出（議会） 15:00まで/);
      await chat.presses(button(offered, 'ために登録する'), sato);
      const found = await chat.says('鈴木課長どこ？', taro);
      assert.match(found.text, /外出（議会）/);
      assert.match(found.text, /佐藤が登録/);
      assert.match((await chat.says('佐藤係長どこ？', taro)).text, /6階/);
      const told: string[] = [];
      for await (const {feature, occasion} of chat.bot.house.outbox.entries())
        told.push(`${feature} ${occasion}`);
      assert.equal(told.length, 1);
      assert.match(told[0] ?? '', /^whereabouts for\|2026-11-24\|/);
      // Another section's colleague cannot, whatever the card says.
      const forged = await chat.presses(button(offered, 'ために登録する'), megumi);
      assert.match(forged.text, /同じ課で/);
    });
  });

  describe('that are hidden', () => {
    it('are answered exactly as of one who has said nothing', async () => {
      const before = await chat.says('田中主任どこ？', sato);
      await chat.says('6階のコミュニケーションエリアにいます', taro);
      const settings = await chat.says('居場所を出さない', taro);
      await chat.presses(
        {...button(settings, '保存する'), in_visibility: 'hidden', in_others: 'false', in_morning: 'never'},
        taro,
      );
      const after = await chat.says('田中主任どこ？', sato);
      assert.deepEqual(after.card, before.card);
      for (const question of ['財政課の人は？', '6階に誰がいる？']) {
        assert.doesNotMatch((await chat.says(question, sato)).text, /太郎/, question);
      }
    });

    it('leave no trace of who is not to stand in the list', async () => {
      await chat.says('6階のコミュニケーションエリアにいます', hidden);
      const nobody = await chat.says('武者小路さんはどこ？', sato);
      for (const question of [
        '隠野さんどこ？',
        'かくれのさん来てる？',
        '隠野静さんはどこ',
        'where is Kakureno?',
        '区民課の人は？',
        '区民課の隠野さんは',
        '6階に誰がいる？',
        '隠野さんは今日は在宅です',
      ]) {
        const seen = await chat.says(question, sato);
        assert.doesNotMatch(JSON.stringify(seen.card), /隠野|カクレノ|000122/, question);
      }
      assert.equal((await chat.says('隠野さんどこ？', sato)).text, nobody.text);
      const forged = await chat.presses(
        {verb: 'whereabouts.one', v: 1, person: 'p-000122', day: '2026-11-24'},
        sato,
      );
      assert.equal(forged.text, nobody.text);
    });
  });

  it('of a floor are bands without numbers, and the names that one may see', async () => {
    await chat.says('6階のコミュニケーションエリアにいます', taro);
    await chat.says('6階のコミュニケーションエリアにいます', megumi);
    const floor = await chat.says('6階に誰がいる？', sato);
    assert.match(floor.text, /コミュニケーションエリア\n○ 空き/);
    assert.match(floor.text, /田中 太郎/);
    // 佐藤 健 has a further post in her section.
    assert.match(floor.text, /佐藤 恵/);
    assert.doesNotMatch((await chat.says('6階に誰がいる？', suzuki)).text, /佐藤 恵/);
  });

  it('take no day by hand that is none', async () => {
    for (const day of ['2026-02-30', 'x', '2026-11-24|p|', '']) {
      const pressed = {verb: 'whereabouts.clear', v: 1, day};
      assert.match((await chat.presses(pressed, sato)).text, /古い|もう一度|使えません/, day);
    }
  });

  it('say that an old card is over on another day', async () => {
    const found = await chat.says('田中主任どこ？', sato);
    chat.at('2026-11-25T09:00:00');
    const {action} = found.card['refresh'] as {action: {data: Record<string, unknown>}};
    assert.match((await chat.presses(action.data, sato)).text, /期限切れ/);
  });

  it('of an absence offer to give that day’s bookings back', async () => {
    const plan = await chat.says('明日の14時から1時間、集中ブース', taro);
    await chat.presses(button(plan, '予約する'), taro);
    const said = await chat.says('明日は休みます', taro);
    assert.match(said.text, /予約が1件あります/);
    const back = button(said, '取り消す');
    assert.match((await chat.presses(back, taro)).text, /1件、取り消しました/);
    assert.match((await chat.presses(back, taro)).text, /0件|取り消しました/);
  });

  it('follow a booth from check-in to check-out', async () => {
    await chat.says('6階のコミュニケーションエリアにいます', taro);
    const plan = await chat.says('今日の10時から1時間、集中ブース', taro);
    const booked = await chat.presses(button(plan, '予約する'), taro);
    const started = await chat.presses(button(booked, '利用開始'), taro);
    assert.match((await chat.says('田中太郎さんどこ？', sato)).text, /集中ブース.*11:00まで/);
    await chat.presses(button(started, '利用終了'), taro);
    assert.match((await chat.says('田中太郎さんどこ？', sato)).text, /コミュニケーションエリア/);
  });

  it('are asked for in the morning of a working day, of who wants it and has said nothing', async () => {
    const save = async (by: typeof taro) => {
      const settings = await chat.says('居場所の公開設定', by);
      await chat.presses(
        {...button(settings, '保存する'), in_visibility: 'default', in_others: 'false', in_morning: '510'},
        by,
      );
    };
    await save(taro);
    await save(sato);
    const job = chat.bot.house.features.all
      .flatMap(({jobs}) => jobs)
      .find(({name}) => name === 'whereabouts.morning');
    const asked = async () => {
      await job?.run(chat.now(), AbortSignal.timeout(5_000));
      const found: string[] = [];
      for await (const {occasion, account} of chat.bot.house.outbox.entries()) {
        if (occasion.startsWith('morning')) found.push(`${occasion} ${account.objectId.slice(-6)}`);
      }
      return found.sort();
    };
    chat.at('2026-11-25T08:00:00');
    await chat.says('今日は在宅', sato);
    assert.deepEqual(await asked(), []);
    chat.at('2026-11-25T08:31:00');
    assert.deepEqual(await asked(), ['morning|2026-11-25 000103']);
    chat.at('2026-11-28T08:31:00');
    assert.deepEqual(await asked(), ['morning|2026-11-25 000103']);
  });

  it('become counts without persons, none below five, and the day’s rows go', async () => {
    const seven = SAMPLE_STAFF.slice(0, 7).map(({number}) => staff(number));
    for (const by of seven) await chat.says('6階のコミュニケーションエリアにいます', by);
    await chat.says('6階のリチャージエリアにいます', staff('000108'));
    const job = (name: string) =>
      chat.bot.house.features.all.flatMap(({jobs}) => jobs).find((each) => each.name === name);
    await job('whereabouts.sample')?.run(chat.now(), AbortSignal.timeout(5_000));
    chat.at('2026-11-25T00:01:00');
    await job('whereabouts.purge')?.run(chat.now(), AbortSignal.timeout(5_000));
    const left: string[] = [];
    for await (const {row} of chat.storage.table(WHEREABOUTS_TABLE).list({pk: '2026-11-24'}))
      left.push(row.rk);
    assert.deepEqual(left, []);
    const kept: string[] = [];
    for await (const {row} of chat.storage
      .table('counts')
      .list({pk: '2026-11', from: 'where|', to: 'where}'})) {
      kept.push(`${row.rk} ${String(row['counts'])}`);
    }
    assert.deepEqual(kept, [
      'where|2026-11-24|10 {"main~6|6f-communication":7}',
      `where|2026-11-24|day {"registered":8,"staff":${directory().all().length - 1},"seats":[]}`,
    ]);
  });

  it('are shown and deleted with all that the bot holds on a person', async () => {
    await chat.says('6階にいます', taro);
    await chat.says('明日は在宅', taro);
    await chat.says('田中主任どこ？', sato);
    const held = await chat.says('自分のデータ', taro);
    assert.match(held.text, /居場所の登録/);
    assert.match(held.text, /6階/);
    assert.match(held.text, /在宅 11月25日\(水\)/);
    const feature = chat.bot.house.features.all.find(({name}) => name === 'whereabouts');
    const account = {tenant: '00000000-0000-4000-9000-000000000000', objectId: taro.objectId};
    assert.ok(((await feature?.personalData.erase(account, AbortSignal.timeout(5_000))) ?? 0) >= 3);
    const rows: string[] = [];
    for (const table of [WHEREABOUTS_TABLE, WHEREABOUTS_SETTINGS_TABLE]) {
      for await (const {row} of chat.storage.table(table).list({})) {
        if (JSON.stringify(row).includes('000103')) rows.push(row.rk);
      }
    }
    assert.deepEqual(rows, []);
    assert.ok(Temporal.PlainDate.from('2026-11-24'));
  });
});
