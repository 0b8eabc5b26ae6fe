import assert from 'node:assert/strict';
import {systemClock} from '../../../src/platform/clock.ts';
import {startBot, tanaka, visibleText, type Person, type TestBot} from '../../support/bot.ts';

const A_MINUTE = 10;
const FLOOD = /少し休みます/;

describe('the limits of what the bot takes', () => {
  let bot: TestBot;
  let passed = 0;
  beforeEach(async () => {
    passed = 0;
    const start = performance.now();
    bot = await startBot(
      {clock: {now: () => systemClock.now(), monotonic: () => start + passed}},
      {messagesAMinute: A_MINUTE},
    );
  });
  afterEach(() => bot.stop());
  const other = (n: number): Person => ({id: `29:other-${n}`, name: `見本 ${n}`, objectId: `other-${n}`});
  const said = async (text: string, by = tanaka, place: 'personal' | 'groupChat' = 'personal') => {
    const {activities, status} = await bot.says(text, {by, place});
    assert.equal(status, 200);
    return visibleText(activities);
  };

  it('hear one person so often in a minute, say so once, and hear them again after it', async () => {
    for (let i = 0; i < A_MINUTE; i++) assert.doesNotMatch(await said('ありがとう'), FLOOD);
    assert.match(await said('ありがとう'), FLOOD);
    assert.equal(await said('ありがとう'), '');
    // Somebody else is not concerned, and an emergency is always heard.
    assert.doesNotMatch(await said('ありがとう', other(1)), FLOOD);
    assert.match(await said('端末をなくしました'), /連絡|電話|内線/);
    passed = 61_000;
    assert.doesNotMatch(await said('ありがとう'), FLOOD);
    assert.notEqual(await said('ありがとう'), '');
  });

  it('hear one conversation four times as often, whoever speaks in it', async () => {
    let heard = 0;
    for (let i = 0; i < 5 * A_MINUTE; i++) {
      const text = await said('ありがとう', other(i), 'groupChat');
      if (text.includes('少し休みます')) break;
      heard++;
    }
    assert.equal(heard, 4 * A_MINUTE);
    assert.notEqual(await said('ありがとう', other(99)), '');
  });

  it('say what is too long, and how long it may be', async () => {
    assert.match(await said('あ'.repeat(2_001)), /長すぎて読み取れません（上限 2,000 文字）/);
    assert.doesNotMatch(await said(`集中ブースは何時間まで？${'。'.repeat(1_900)}`), /長すぎ/);
  });

  it('refuse a body of more than 256 KiB before anybody reads it', async () => {
    const {status} = await bot.says('あ'.repeat(100_000));
    assert.equal(status, 413);
    assert.notEqual(await said('ありがとう'), '');
  });
});
