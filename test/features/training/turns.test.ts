import assert from 'node:assert/strict';
import {startBot, visibleText, type TestBot} from '../../support/bot.ts';

describe('trainings in chat', () => {
  let bot: TestBot;
  before(async () => {
    bot = await startBot();
  });
  after(() => bot.stop());

  const asked = async (text: string, where = {}) => visibleText((await bot.says(text, where)).activities);

  it('says to whom is not on the list why nothing can be shown', async () => {
    assert.match(await asked('受けていない研修は？'), /職員名簿に[^]*見つからない/);
    assert.match(await asked('自分の受講履歴'), /職員名簿に/);
    assert.match(await asked('Which trainings do I still have to take?'), /not on the staff list/);
  });

  it('leaves questions on the rules to the documents, and others’ trainings alone', () => {
    for (const said of [
      '情報セキュリティ研修は誰が対象？',
      '田中さんの受けていない研修は？',
      '研修の対象者は？',
    ]) {
      const {intent} = bot.house.talk.read(said, bot.house.clock.now());
      assert.equal(intent.name.startsWith('training.'), false, said);
    }
  });

  it('answers in the personal chat where it is asked in a channel', async () => {
    const {activities} = await bot.says('受けていない研修は？', {place: 'channel'});
    assert.match(visibleText(activities), /個人チャットでお答えします/);
  });
});
