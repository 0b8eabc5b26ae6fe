import assert from 'node:assert/strict';
import {member, posting, SAMPLE_STAFF} from '../../support/staff.ts';
import {directory, staff, startChat, type Chat} from './chat.ts';

const [sato, taro] = [staff('000104'), staff('000103')];
const LINK = /\]\s*[([]|<https?:/u;

describe('what others wrote', () => {
  let chat: Chat;
  before(async () => {
    const linked = member({
      ...{number: '000131', name: '[押手](https://elsewhere.example) 一', reading: 'オシテ ハジメ'},
      ...{main: posting('1020', '財政係', '<https://elsewhere.example>'), extension: '[1](tel:1)'},
    });
    chat = await startChat('2026-11-24T10:00:00', directory([...SAMPLE_STAFF, linked]));
  });
  after(() => chat.stop());

  it('in a changed card becomes no link on a colleague’s card', async () => {
    const where = {kind: 'out', to: '[県庁](https://elsewhere.example)'};
    await chat.presses({verb: 'whereabouts.set', v: 1, where, when: {}}, taro);
    for (const question of ['田中太郎さんどこ？', '財政課の人は？']) {
      const seen = await chat.says(question, sato);
      assert.match(seen.text, /県庁/);
      assert.doesNotMatch(JSON.stringify(seen.card['body']), LINK, question);
    }
  });

  it('in the staff list becomes none either', async () => {
    const seen = await chat.says('おしてさんどこ？', sato);
    assert.match(seen.text, /押手/);
    assert.doesNotMatch(JSON.stringify(seen.card['body']), LINK);
  });
});
