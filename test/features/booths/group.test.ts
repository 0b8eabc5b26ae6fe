import assert from 'node:assert/strict';
import {Temporal} from '../../../src/kernel/time.ts';
import {buttonsOf, sato, startBot, tanaka, visibleText, type TestBot} from '../../support/bot.ts';

describe('booths in a group chat', () => {
  let bot: TestBot;
  before(async () => {
    const now = Temporal.Instant.from('2026-11-24T10:00:00+09:00');
    bot = await startBot({clock: {now: () => now, monotonic: () => performance.now()}});
  });
  after(() => bot.stop());

  it('show nobody’s bookings there, also where a client sends a press as a message', async () => {
    const plan = await bot.says('明日の14時から1時間、集中ブース', {place: 'groupChat'});
    const book = [...buttonsOf(plan.activities).values()].find(({verb}) => verb === 'booths.book');
    assert.ok(book);
    for (const data of [book, {verb: 'booths.mine', v: 1}]) {
      const {sent} = await bot.says('', {by: sato, place: 'groupChat', activity: {text: '', value: data}});
      const aloud = sent.filter(({conversation}) => conversation.startsWith('groupChat'));
      assert.match(
        visibleText(aloud) + aloud.map(({activity}) => activity.text).join(),
        /個人チャットでお答えします/,
      );
      assert.doesNotMatch(JSON.stringify(aloud), /14:00/);
      const privately = sent.filter(({conversation}) => !conversation.startsWith('groupChat'));
      assert.match(visibleText(privately.map(({activity}) => activity)), /14:00〜15:00/);
    }
    // What concerns nobody stays where it was asked.
    const day = {verb: 'booths.day', v: 1};
    const {sent} = await bot.says('', {by: tanaka, place: 'groupChat', activity: {text: '', value: day}});
    assert.deepEqual(
      sent.map(({conversation}) => conversation),
      ['groupChat-1'],
    );
  });
});
