import assert from 'node:assert/strict';
import {Temporal} from '../../src/kernel/time.ts';
import {CodedError} from '../../src/kernel/errors.ts';
import {directoryOf} from '../../src/platform/directory/in-memory.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import type {Storage, Table} from '../../src/platform/storage/table.ts';
import {buttonsOf, startBot, TENANT, type Person, type TestBot} from '../support/bot.ts';
import {startCollector, type Collector} from '../support/collector.ts';
import {eventually} from '../support/processes.ts';
import {member, posting, SAMPLE_SECTIONS, SAMPLE_STAFF} from '../support/staff.ts';

// Somebody whose every word and name is marked uses all there is, while all goes well and while everything fails. No
// mark may be found in what the bot tells its operators: its log at the lowest level, and its figures.

const MARKED: Person = {
  id: '29:MARKED-USER',
  name: '印 標子',
  objectId: '0badc0de-0000-4000-8000-00000000f00d',
};
const MARKS = [
  ...['印 標子', '印標子', 'シルシ', 'ヒョウコ', '7770001', 'hyoko-mark', 'MARKED', '0badc0de'],
  ...['ズンドコ', '9998887', 'personal-29'],
];

const SENTENCES = [
  ...[
    'ヘルプ',
    'こんにちは',
    'ズンドコの手続きは？',
    '集中ブースは何時間まで？',
    '派遣の人は？',
    'もっと詳しく',
  ],
  ...['今日のブースの状況', '集中ブースを予約', '明日の14時から1時間、集中ブース ズンドコ', '自分の予約'],
  ...['予約を延長', '予約をキャンセル', '利用開始', '次の空きを待つ', '居場所を登録', '明日は休みます'],
  ...['6階のコミュニケーションエリアにいます', '印標子さんどこ？', '印課長は15時まで議会', '財政課の人は？'],
  ...['居場所の公開設定', '誰が私を探した？', '6階に誰がいる？', '受けていない研修は？', '自分の受講履歴'],
  ...[
    '研修の日程',
    '情報セキュリティ研修を受講しました',
    '自分のデータ',
    '未受講者一覧',
    '内線9998887は誰？',
  ],
  ...[
    'メールを違う人に送ってしまいました ズンドコ',
    '端末をなくしました',
    'マイナンバーは 123456789018 です',
  ],
  ...['hyoko-mark@city.example に送って', 'ズンドコ', 'where is ズンドコ?', 'ズンドコ'.repeat(700)],
];

describe('what operators are told', () => {
  let bot: TestBot;
  let collector: Collector;
  let mood: 'well' | 'away' | 'odd';

  /** Memory that can fail in both ways: with our own error, and with one of a library that quotes what it was given. */
  function moody(): Storage {
    const storage = memoryStorage();
    const failing = (name: string, operation: string, given: unknown): void => {
      if (mood === 'well') return;
      const cause = new Error(`refused ${JSON.stringify(given)} of 印標子`);
      if (mood === 'odd') throw cause;
      throw new CodedError('storage/unreachable', {operation, table: name, reason: 'ECONNRESET'}, {cause});
    };
    const table = (name: string): Table => {
      const real = storage.table(name);
      return {
        ...real,
        get: async (...given) => (failing(name, 'get', given), real.get(...given)),
        insert: async (...given) => (failing(name, 'insert', given), real.insert(...given)),
        put: async (...given) => (failing(name, 'put', given), real.put(...given)),
        update: async (...given) => (failing(name, 'update', given), real.update(...given)),
        transact: async (...given) => (failing(name, 'transact', given), real.transact(...given)),
        async *list(...given) {
          await Promise.resolve();
          failing(name, 'list', given);
          yield* real.list(...given);
        },
      };
    };
    return {...storage, table};
  }

  before(async () => {
    mood = 'well';
    collector = await startCollector();
    const person = member({
      ...{
        number: '7770001',
        name: '印 標子',
        reading: 'シルシ ヒョウコ',
        main: posting('1020', '財政係', '課長'),
      },
      ...{upn: 'hyoko-mark@city.example', mail: 'hyoko-mark@city.example', extension: '9998887'},
      flags: ['manager'],
    });
    const members = [...SAMPLE_STAFF, person];
    const directory = directoryOf({
      members,
      links: [{account: {tenant: TENANT, objectId: MARKED.objectId}, person: person.key}],
      ...{version: 'marked-1', sections: SAMPLE_SECTIONS},
    });
    const now = Temporal.Instant.from('2026-11-24T10:00:00+09:00');
    bot = await startBot(
      {
        ...{storage: moody(), directory, clock: {now: () => now, monotonic: () => performance.now()}},
        rolesOf: () => ['staff', 'course-section', 'personnel', 'operator', 'auditor'],
      },
      {
        metrics: {otlp: collector.url, azureMonitor: undefined, everyMs: 500},
        backupContainerUrl: 'http://127.0.0.1:1/backups?sig=MARKED',
        messagesAMinute: 1_000_000,
      },
    );
    await Promise.all(
      bot.house.features.all
        .flatMap(({jobs}) => jobs)
        .filter(({name}) => name === 'training.duties')
        .map((job) => job.run(now, AbortSignal.timeout(20_000))),
    );
  });
  after(async () => {
    mood = 'well';
    await bot.stop();
    await collector.stop();
  });

  const drawn = new Map<string, Record<string, unknown>>();
  const keep = (value: unknown): void => {
    for (const data of buttonsOf(value).values()) {
      const key = `${String(data['verb'])} ${Object.keys(data).sort().join()}`;
      if (!drawn.has(key)) drawn.set(key, data);
    }
  };
  const inputs = {
    ...{in_reason: 'ズンドコ', in_text: 'ズンドコ', in_day: '2026-11-25', in_from: '600', in_length: '60'},
    ...{in_free: 'ズンドコ', in_note: 'ズンドコ', in_person: '印標子', comment: 'ズンドコ'},
  };

  /** All that a person can do; what the bot answers is theirs alone. */
  async function everything(): Promise<void> {
    for (const text of SENTENCES) {
      const {activities} = await bot.says(text, {by: MARKED});
      keep(activities);
    }
    for (const data of drawn.values()) {
      if (String(data['verb']) === 'talk.say') continue;
      const {body} = await bot.presses({...data, ...inputs}, {by: MARKED});
      keep(body);
    }
    for (const action of bot.house.features.all.flatMap(({actions}) => actions)) {
      await bot.presses(
        {verb: action.verb, v: action.version, ...inputs, ズンドコ: 'ズンドコ'},
        {by: MARKED},
      );
    }
    await bot.presses({verb: 'ズンドコ', v: 1}, {by: MARKED});
    await bot.receives({
      ...{type: 'message', id: 'MARKED-1', channelId: 'msteams', serviceUrl: bot.connector.url, text: ''},
      from: {id: MARKED.id, name: MARKED.name, aadObjectId: MARKED.objectId},
      recipient: {id: '28:shigotoba', name: 'しごとば'},
      conversation: {id: `personal-${MARKED.id}`, conversationType: 'personal', tenantId: TENANT},
      attachments: [
        {
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          name: 'ズンドコ.csv',
          content: {downloadUrl: `${bot.connector.url}/MARKED`, uniqueId: 'MARKED', fileType: 'csv'},
        },
      ],
    });
  }

  function marksIn(lines: readonly string[]): string[] {
    return lines.flatMap((line) =>
      MARKS.filter((mark) => line.toLowerCase().includes(mark.toLowerCase())).map(
        (mark) => `${mark}: ${line}`,
      ),
    );
  }

  it('is much, also of failures', async () => {
    await everything();
    const quiet = bot.logged.length;
    assert.ok(drawn.size > 25, `${drawn.size} kinds of buttons`);
    for (const bad of ['away', 'odd'] as const) {
      mood = bad;
      bot.connector.failures.push(
        500,
        {status: 403, code: 'ズンドコ'},
        {status: 404, code: '印標子'},
        'reset',
      );
      await everything();
    }
    mood = 'well';
    await Promise.allSettled(
      bot.house.features.all
        .flatMap(({jobs}) => jobs)
        .map((job) => job.run(bot.house.clock.now(), AbortSignal.timeout(5_000))),
    );
    await bot.house.jobs
      .run('backup.daily', Temporal.Instant.from('2026-11-25T09:00:00+09:00'), AbortSignal.timeout(10_000))
      .catch((error: unknown) => bot.house.log.error('job.failed', error));
    const events = new Set(bot.logged.map((line) => (JSON.parse(line) as {msg: string}).msg));
    assert.ok(quiet > SENTENCES.length && bot.logged.length > 2 * quiet);
    for (const event of ['turn.intent', 'turn.press', 'turn.failed', 'storage.failed', 'turn.done']) {
      assert.ok(events.has(event), event);
    }
    const turns = () => collector.points('shigotoba.turn.duration').length;
    await eventually(() => turns() > 30, 10_000);
  }).timeout(90_000);

  it('holds no mark in any line of the log', () => {
    assert.deepEqual(marksIn(bot.logged), []);
  });

  it('holds no mark in any figure, nor any value that a person could choose', () => {
    // All texts of the reports; among the digits of a sum any number may come by chance.
    const texts = collector.bodies.flatMap((body) =>
      [...body.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text),
    );
    assert.deepEqual(marksIn([...new Set(texts)].filter((text) => !/^\d+$/.test(text))), []);
    const values = collector.points().flatMap(({attributes}) => Object.values(attributes));
    assert.ok(new Set(values).size < 200, String(new Set(values).size));
  });
});
