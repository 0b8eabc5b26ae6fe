import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  accountOf,
  placeOf,
  readActivity,
  textOf,
  type IncomingActivity,
} from '../../../src/platform/teams/activity.ts';

const BASE = {
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.example/jp/',
  conversation: {id: 'c', conversationType: 'personal', tenantId: 't'},
  from: {id: '29:x', aadObjectId: 'o'},
  recipient: {id: '28:bot'},
};

function activity(over: Record<string, unknown> = {}): IncomingActivity {
  const read = readActivity({...BASE, ...over});
  assert.ok(read);
  return read;
}

const mention = (id: string, name: string, text = `<at>${name}</at>`) => ({
  type: 'mention',
  text,
  mentioned: {id, name},
});

describe('readActivity', () => {
  for (const field of ['type', 'channelId', 'serviceUrl', 'conversation', 'from', 'recipient']) {
    it(`refuses an activity without ${field}`, () => {
      assert.equal(readActivity({...BASE, [field]: undefined}), undefined);
    });
  }

  it('refuses ids that no address and no key can hold: half a character, a thousand of them', () => {
    for (const bad of ['\ud800', 'x\udc00y', 'あ'.repeat(1_001)]) {
      for (const over of [
        {id: bad},
        {replyToId: bad},
        {conversation: {id: bad}},
        {from: {id: '29:x', aadObjectId: bad}},
        {channelData: {tenant: {id: bad}}},
      ])
        assert.equal(readActivity({...BASE, ...over}), undefined, JSON.stringify(over).slice(0, 60));
    }
    assert.ok(readActivity({...BASE, id: '𠮷'}));
  });

  it('refuses anything else without throwing', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        assert.equal(readActivity(value), undefined);
      }),
    );
  });
});

describe('accountOf', () => {
  it('is the object id and the tenant of the activity', () => {
    assert.deepEqual(accountOf(activity(), false), {tenant: 't', objectId: 'o'});
  });

  it('is nobody where the channel names no object id, unless the client is local', () => {
    const without = activity({from: {id: '29:x'}});
    assert.equal(accountOf(without, false), undefined);
    assert.deepEqual(accountOf(without, true), {tenant: 't', objectId: '29:x'});
  });
});

describe('placeOf', () => {
  for (const [conversation, place] of [
    [{id: 'c', conversationType: 'personal'}, 'personal'],
    [{id: 'c', conversationType: 'groupChat'}, 'group'],
    [{id: 'c', conversationType: 'channel'}, 'channel'],
    [{id: 'c', isGroup: true}, 'group'],
    [{id: 'c', conversationType: 'something new'}, 'group'],
    [{id: 'c'}, 'personal'],
  ] as const) {
    it(`takes ${JSON.stringify(conversation)} for ${place}`, () => {
      assert.equal(placeOf(activity({conversation})), place);
    });
  }
});

describe('textOf', () => {
  for (const [what, over, text] of [
    ['nothing around it', {text: 'ヘルプ'}, 'ヘルプ'],
    ['null', {text: null}, ''],
    [
      'a mention and &nbsp;',
      {text: '<at>しごとば</at>&nbsp;集中ブースは？', entities: [mention('28:bot', 'しごとば')]},
      '集中ブースは？',
    ],
    [
      'the bot mentioned twice and a colleague',
      {
        text: '<at>しごとば</at> <at>佐藤</at>さんは<at>しごとば</at>どこ',
        entities: [mention('28:bot', 'しごとば'), mention('29:s', '佐藤'), mention('28:bot', 'しごとば')],
      },
      '佐藤 さんは どこ',
    ],
    [
      'HTML around it',
      {text: '<div><p>集中ブースは<br/>何時間</p>\n</div>', textFormat: 'xml'},
      '集中ブースは 何時間',
    ],
    ['character references', {text: 'A&amp;B &lt;x&gt; &#12354;&#x3044;'}, 'A&B <x> あい'],
    ['marks of direction', {text: '\u202eヘルプ\u202c'}, 'ヘルプ'],
    ['a tag that a person typed', {text: 'a < b と <script>'}, 'a < b と <script>'],
  ] as const) {
    it(`reads text with ${what}`, () => {
      assert.equal(textOf(activity(over)), text);
    });
  }
});
