import assert from 'node:assert/strict';
import {startBot, visibleText, type TestBot} from '../../support/bot.ts';

describe('whereabouts before a staff list was taken in', () => {
  let bot: TestBot;
  before(async () => {
    bot = await startBot();
  });
  after(() => bot.stop());

  it('say so of whomever is looked for, and quote no rule', async () => {
    for (const said of [
      '田中さんどこ？',
      '総務課長は席にいますか',
      '財政課長どこですか',
      '福祉課の課長さんどこ',
    ]) {
      assert.match(visibleText((await bot.says(said)).activities), /職員名簿がまだ/, said);
    }
  });

  it('can be kept from others in one’s own words', () => {
    for (const said of [
      '居場所を人に見せたくない',
      '居場所を誰にも知られたくない',
      '居場所は他の課に出したくない',
    ]) {
      assert.equal(bot.house.talk.read(said, bot.house.clock.now()).intent.name, 'whereabouts.privacy', said);
    }
  });

  it('leave what is said of heads in general to the documents', () => {
    for (const said of ['総務課長の承認が必要？', '課長はどこに座るべき？', '財政課長に申請する書類は？']) {
      assert.equal(bot.house.talk.read(said, bot.house.clock.now()).intent.name, 'knowledge.ask', said);
    }
  });
});
