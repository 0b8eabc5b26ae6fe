import assert from 'node:assert/strict';
import {sato, tanaka} from '../../support/bot.ts';
import {startChat, type Chat, type Seen} from './chat.ts';

// Cards whose data somebody changed before pressing.
describe('a card changed by hand', () => {
  let chat: Chat;
  let order: Record<string, unknown>;
  let booked: Seen;
  before(async () => {
    chat = await startChat('2026-11-24T09:00');
    const asked = await chat.says('明日の14時から1時間、集中ブース1');
    order = asked.button('予約する');
    booked = await chat.presses(order, {by: sato});
  });
  after(() => chat.stop());
  // Whatever was pressed: one has nothing, the other what they had.
  afterEach(async () => {
    assert.match((await chat.says('自分の予約', {by: tanaka})).text, /予約はありません/);
    assert.match((await chat.says('自分の予約', {by: sato})).text, /集中ブース1[^]*14:00〜15:00[^]*予約済み/);
  });

  const REFUSED: readonly (readonly [string, object, RegExp])[] = [
    ['three hours', {from: 840, to: 1020, wanted: {booth: 'focus-2'}}, /1回2時間まで/],
    ['yesterday', {day: '2026-11-23'}, /過ぎています/],
    ['a day far ahead', {day: '2027-11-24'}, /までです/],
    ['no day', {day: '2026-02-30'}, /正しくありません/],
    ['a day that is no text of a day', {day: 'tomorrow'}, /正しくありません/],
    ['an end before the start', {from: 900, to: 840}, /正しくありません/],
    ['an unknown booth', {wanted: {booth: 'focus-99'}}, /見つかりません/],
    ['an unknown kind', {wanted: {kind: 'sauna'}}, /見つかりません/],
    ['the night', {from: 0, to: 60}, /予約できる時間は8:30〜20:00/],
    ['another’s time', {}, /先に予約しています/],
  ];
  for (const [name, change, answer] of REFUSED) {
    it(`to ${name} is refused by the rules`, async () => {
      const refused = await chat.presses({...order, op: `by-hand-${name.replaceAll(/\W/g, '-')}`, ...change});
      assert.match(refused.text, answer);
    });
  }

  const OLD: readonly (readonly [string, object])[] = [
    ['a number as text', {from: '840'}],
    ['a fraction of a minute', {from: 840.5}],
    ['10,000 characters', {wanted: {booth: 'x'.repeat(10_000)}}],
    ['a token of 10,000 characters', {op: 'x'.repeat(10_000)}],
    ['no token', {op: ''}],
    ['another version', {v: 99}],
    ['nothing it needs', {wanted: undefined, from: undefined}],
  ];
  for (const [name, change] of OLD) {
    it(`to ${name} is an old card`, async () => {
      assert.match((await chat.presses({...order, ...change})).text, /このカードは古く/);
    });
  }

  for (const verb of ['one', 'asked', 'cancel', 'start', 'end', 'extend', 'takeback', 'move'] as const) {
    it(`to another person’s booking does nothing by booths.${verb}`, async () => {
      const {booking} = booked.button('キャンセル');
      const data = {
        ...order,
        verb: `booths.${verb}`,
        op: `other-${verb}`,
        booking,
        by: 15,
        from: 960,
        to: 1020,
      };
      const {text} = await chat.presses(data);
      assert.match(text, /この予約はもうありません/);
      assert.doesNotMatch(text, /14:00/);
    });
  }

  it('to another person’s booking is not even drawn for moving', async () => {
    const {booking} = booked.button('キャンセル');
    const data = {v: 1, verb: 'booths.plan', draft: {moving: booking, kind: 'focus'}};
    assert.match((await chat.presses(data)).text, /この予約はもうありません/);
  });

  it('with inputs of nonsense is refused or asked again', async () => {
    const plan = {v: 1, verb: 'booths.plan', draft: {kind: 'focus', day: '2026-11-25'}};
    for (const inputs of [{in_start: 'abc'}, {in_start: '99999'}, {in_start: '-5'}, {in_day: '2026-99-99'}]) {
      assert.match((await chat.presses({...plan, ...inputs})).text, /正しくありません/);
    }
    const long = await chat.presses({...plan, in_booth: 'x'.repeat(10_000)});
    assert.match(long.text, /このカードは古く/);
    const day = await chat.presses({v: 1, verb: 'booths.day', day: '9999-12-31', kind: 'nothing'});
    assert.match(day.text, /登録されていません|空き/);
  });

  it('with another person’s id in it is for the one who presses', async () => {
    const data = {...order, op: 'whose', account: {objectId: sato.objectId}, by: sato.objectId};
    assert.match((await chat.presses(data)).text, /先に予約しています/);
  });
});
