import assert from 'node:assert/strict';
import {audienceText, EVERYONE, maySee, readAudience} from '../../../src/features/knowledge/audience.ts';

const few = readAudience('課:人事課、管財課;職:課長;雇用:派遣');

describe('readAudience', () => {
  it('reads everyone, and groups in Japanese and in English', () => {
    assert.deepEqual(readAudience('全員'), EVERYONE);
    assert.deepEqual(readAudience('Everyone'), EVERYONE);
    assert.deepEqual(few, {
      kind: 'some',
      sections: ['人事課', '管財課'],
      posts: ['課長'],
      employments: ['派遣'],
    });
    assert.deepEqual(readAudience('sections: 人事課 , 管財課; posts:課長 ;employments:派遣'), few);
  });

  it('refuses what it cannot read rather than letting everyone see it', () => {
    for (const text of ['', '人事課', '課:', '課:人事課,', '部屋:3階', '課:人事課;']) {
      assert.equal(readAudience(text), undefined, text);
    }
  });

  it('reads back what it writes', () => {
    assert.ok(few !== undefined);
    assert.deepEqual(readAudience(audienceText(few)), few);
    assert.deepEqual(readAudience(audienceText(EVERYONE)), EVERYONE);
  });
});

describe('maySee', () => {
  const member = {sections: ['人事課'], posts: [], employment: '正規'};

  it('shows to a section, a post or an employment what is meant for it', () => {
    assert.ok(few !== undefined);
    const sees = (more: object) =>
      maySee(few, {membership: {...member, sections: [], ...more}, place: 'personal'});
    assert.equal(sees({sections: ['管財課']}), true);
    assert.equal(sees({posts: ['課長']}), true);
    assert.equal(sees({employment: '派遣'}), true);
    assert.equal(sees({}), false);
  });

  it('shows it to nobody in a group or channel, and to nobody who is not known', () => {
    assert.ok(few !== undefined);
    assert.equal(maySee(few, {membership: member, place: 'personal'}), true);
    assert.equal(maySee(few, {membership: member, place: 'group'}), false);
    assert.equal(maySee(few, {membership: member, place: 'channel'}), false);
    assert.equal(maySee(few, {membership: undefined, place: 'personal'}), false);
    assert.equal(maySee(EVERYONE, {membership: undefined, place: 'channel'}), true);
  });
});
