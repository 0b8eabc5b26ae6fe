import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {nowIn} from '../../../src/features/booths/rules/stretch.ts';
import {boothDesk} from '../../../src/features/booths/store/booth-desk.ts';
import {readYamlFile} from '../../../src/platform/content/yaml-file.ts';
import {officeSchema} from '../../../src/platform/office/office.ts';
import {sato, tanaka} from '../../support/bot.ts';
import {startChat, type Chat, type Seen} from './chat.ts';

describe('one’s own bookings in chat', () => {
  let chat: Chat;
  let booked: Seen;
  beforeEach(async () => {
    chat = await startChat('2026-11-24T09:00');
    const asked = await chat.says('今日の10時から1時間、集中ブース1');
    booked = await chat.presses(asked.button('予約する'));
  });
  afterEach(() => chat.stop());

  const book = async (sentence: string, by = tanaka) =>
    chat.presses((await chat.says(sentence, {by})).button('予約する'), {by});

  it('are shown at once where there is one, and as a list where there are more', async () => {
    assert.match((await chat.says('自分の予約')).text, /10:00〜11:00[^]*予約済み/);
    await book('明日の14時から1時間、Web会議ブースA');
    const list = await chat.says('自分の予約');
    assert.match(list.text, /10:00〜11:00[^]*14:00〜15:00/);
    const one = await chat.presses(list.button('Web会議ブースA'));
    assert.match(one.text, /Web会議ブースA[^]*電話やWeb会議に使えます/);
  });

  it('are nobody else’s', async () => {
    assert.match((await chat.says('自分の予約', {by: sato})).text, /予約はありません/);
  });

  it('are cancelled after being asked once more, and can be kept', async () => {
    const asked = await chat.presses(booked.button('キャンセル'));
    assert.match(asked.text, /キャンセルしますか/);
    assert.match((await chat.presses(asked.button('予約を残す'))).text, /予約済み/);
    const gone = await chat.presses(asked.button('この予約をキャンセルする'));
    assert.match(gone.text, /^キャンセルしました/);
    assert.match((await chat.says('自分の予約')).text, /予約はありません/);
  });

  it('are cancelled by a sentence that tells which', async () => {
    await book('明日の14時から1時間、集中ブース');
    const which = await chat.says('予約をキャンセル');
    assert.match(which.text, /どの予約ですか/);
    const asked = await chat.says('明日の予約をキャンセル');
    assert.match(asked.text, /キャンセルしますか[^]*11月25日/);
    await chat.presses(asked.button('この予約をキャンセルする'));
    assert.doesNotMatch((await chat.says('自分の予約')).text, /11月25日/);
  });

  it('say on an old card that they are gone', async () => {
    const asked = await chat.presses(booked.button('キャンセル'));
    await chat.presses(asked.button('この予約をキャンセルする'));
    const old = await chat.presses(booked.button('15分延長'));
    assert.match(old.text, /この予約はキャンセル済みです/);
    assert.match((await chat.presses(booked.button('キャンセル'))).text, /この予約はキャンセル済みです/);
  });

  it('are extended as far as rule and neighbour allow', async () => {
    await book('今日の11時15分から1時間、集中ブース1', sato);
    const fresh = await chat.says('予約を延長');
    assert.ok([...fresh.buttons.keys()].includes('15分延長'));
    assert.ok(![...fresh.buttons.keys()].includes('30分延長'));
    const longer = await chat.presses(fresh.button('15分延長'));
    assert.match(longer.text, /^延長しました[^]*10:00〜11:15/);
    // The button that was there before the neighbour came.
    const refused = await chat.presses(booked.button('30分延長'));
    assert.match(refused.text, /これより延長できません[^]*先に予約/);
    assert.match((await chat.says('自分の予約')).text, /10:00〜11:15/);
  });

  it('are moved to another time, and stay until they are', async () => {
    const day = await chat.presses(booked.button('日時やブースを変える'));
    assert.match(day.text, /元の予約はそのまま/);
    const start = await chat.presses({...day.button('次へ'), in_day: '2026-11-24'});
    const length = await chat.presses({...start.button('次へ'), in_start: '630'});
    const confirm = await chat.presses({...length.button('次へ'), in_length: '60', in_booth: 'any'});
    assert.match((await chat.says('自分の予約')).text, /10:00〜11:00/);
    const moved = await chat.presses(confirm.button('この内容に変更する'));
    assert.match(moved.text, /^予約を変更しました[^]*10:30〜11:30/);
    assert.doesNotMatch((await chat.says('自分の予約')).text, /10:00〜11:00/);
  });

  it('are moved to another day', async () => {
    const day = await chat.presses(booked.button('日時やブースを変える'));
    const start = await chat.presses({...day.button('次へ'), in_day: '2026-11-25'});
    const length = await chat.presses({...start.button('次へ'), in_start: '600'});
    const confirm = await chat.presses({...length.button('次へ'), in_length: '60', in_booth: 'any'});
    assert.match((await chat.presses(confirm.button('この内容に変更する'))).text, /11月25日/);
    const {text} = await chat.says('自分の予約');
    assert.match(text, /11月25日/);
    assert.doesNotMatch(text, /11月24日/);
    // What is left of the first card knows it.
    assert.match((await chat.presses(booked.button('15分延長'))).text, /別の日に変更済み/);
  });

  it('begin from ten minutes before', async () => {
    assert.match((await chat.says('利用開始')).text, /9:50から/);
    chat.at('2026-11-24T09:50');
    const ready = await chat.says('自分の予約');
    assert.match((await chat.presses(ready.button('利用開始'))).text, /^利用を開始しました[^]*利用中/);
    assert.match((await chat.says('ブースに着きました')).text, /もう利用を開始しています/);
  });

  it('end at once when they are given back, and free the rest', async () => {
    chat.at('2026-11-24T10:02');
    await chat.says('利用開始');
    chat.at('2026-11-24T10:31');
    const ended = await chat.says('利用終了');
    assert.match(ended.text, /^利用を終了しました[^]*10:00〜10:45/);
    const day = await chat.says('集中ブース1の空き', {by: sato});
    assert.match(day.text, /空き 10:45〜20:00/);
    assert.match((await chat.says('利用終了')).text, /あてはまる予約はありません/);
  });

  it('that have begun are ended, not cancelled', async () => {
    chat.at('2026-11-24T10:05');
    assert.match((await chat.presses(booked.button('キャンセル'))).text, /もう始まっている/);
  });

  it('that were released can be taken back while nobody else has them', async () => {
    const {booking} = booked.button('キャンセル');
    chat.at('2026-11-24T10:20');
    const {storage} = chat.bot.house;
    const file = await readYamlFile('content/office.yaml', officeSchema);
    assert.equal(file.kind, 'read');
    const back = boothDesk({storage, office: () => file.value, newId: randomUUID});
    const now = nowIn(chat.bot.house.clock.now(), 'Asia/Tokyo');
    const released = await back.release(String(booking), {up: true, told: true}, now);
    assert.equal(released.kind, 'released');
    assert.match((await chat.presses(booked.button('15分延長'))).text, /自動解放/);
    const press = {v: 1, verb: 'booths.takeback', op: 'still-here', booking};
    const again = await chat.presses(press);
    assert.match(again.text, /^利用を続けられます[^]*10:15〜11:00[^]*利用中/);
  });

  it('are shown among what is held on a person, and nobody else’s', async () => {
    const held = await chat.says('自分のデータ');
    assert.match(held.text, /集中ブース1 11月24日\(火\) 10:00〜11:00/);
    const other = await chat.says('自分のデータ', {by: sato});
    assert.doesNotMatch(other.text, /ブース/);
  });
});
