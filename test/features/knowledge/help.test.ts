import assert from 'node:assert/strict';
import {help} from '../../../src/features/knowledge/messages.ts';
import {startBot, visibleText, type TestBot} from '../../support/bot.ts';

describe('the questions that help shows', () => {
  let bot: TestBot;
  before(async () => (bot = await startBot()));
  after(() => bot.stop());

  for (const question of new Set([...help.ja.examples, ...help.en.examples])) {
    it(`are answered from the sample: ${question}`, async () => {
      const shown = visibleText((await bot.says(question)).activities);
      assert.match(shown, /文書\n|Document\n/, shown);
      assert.doesNotMatch(shown, /見つかりませんでした|would support/);
    });
  }
});
