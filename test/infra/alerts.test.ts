import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {runInNewContext} from 'node:vm';
import {CodedError} from '../../src/kernel/errors.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../src/platform/storage/table.ts';
import {startBot, type TestBot} from '../support/bot.ts';
import {eventually} from '../support/processes.ts';

const ROOT = resolve(import.meta.dirname, '../..');

type Line = Readonly<Record<string, unknown>>;

/** The alerts of the template: each one's name, and what its query finds among a bot's lines. */
function alerts(): ReadonlyMap<string, (line: Line) => boolean> {
  const text = readFileSync(resolve(ROOT, 'infra/modules/watch.bicep'), 'utf8');
  const found = [
    ...text.matchAll(/resource (\w+) 'Microsoft\.Insights\/scheduledQueryRules[^]*?query: '([^']*)'/g),
  ];
  return new Map(
    found.map(([, name = '', query = '']) => {
      const [lines, where, ...more] = query.split(' | where ');
      assert.deepEqual([lines, more], ['${lines}', []], query);
      // What the queries use of their language, in this one.
      const code = (where ?? '')
        .replace(/(line\.\w+) in \(([^)]*)\)/g, '[$2].includes($1)')
        .replace(/ or /g, ' || ')
        .replace(/ and /g, ' && ');
      return [name, (line: Line) => runInNewContext(code, {line}) === true] as const;
    }),
  );
}

describe('the alerts', () => {
  const all = alerts();
  let bot: TestBot;
  let broken: string | undefined;

  beforeEach(async () => {
    broken = undefined;
    const memory = memoryStorage();
    const storage: Storage = {
      ...memory,
      table: (name) => {
        const table = memory.table(name);
        const fail = () => {
          throw new CodedError('storage/unreachable', {operation: 'get', table: name, reason: 'ECONNRESET'});
        };
        return {
          ...table,
          get: (...given) => (name === broken ? fail() : table.get(...given)),
          list: (...given) => (name === broken ? fail() : table.list(...given)),
        };
      },
    };
    bot = await startBot({storage});
  });
  afterEach(() => bot.stop());
  const firing = () => {
    const lines = bot.logged.map((line) => JSON.parse(line) as Line);
    return [...all].filter(([, matches]) => lines.some(matches)).map(([name]) => name);
  };
  const meet = (id: string) =>
    bot.receives({
      ...{type: 'conversationUpdate', id, channelId: 'msteams', serviceUrl: bot.connector.url},
      from: {id: `29:${id}`, name: id, aadObjectId: id},
      recipient: {id: '28:shigotoba', name: 'しごとば'},
      conversation: {id: `personal-${id}`, conversationType: 'personal', tenantId: 't'},
      membersAdded: [{id: `29:${id}`}],
    });

  it('are these, and running.md says of each what to do', () => {
    assert.deepEqual([...all.keys()], ['failedTurns', 'deliveries', 'failedJobs', 'lateJobs']);
    const manual = readFileSync(resolve(ROOT, 'docs/running.md'), 'utf8');
    const text = readFileSync(resolve(ROOT, 'infra/modules/watch.bicep'), 'utf8');
    const titles = [...text.matchAll(/displayName: 'しごとば: ([^/']+) \//g)].map(([, title = '']) => title);
    assert.equal(titles.length, all.size);
    for (const title of titles) assert.ok(manual.includes(`| ${title} `), title);
  });

  it('find nothing while all goes well, but for the line whose absence is the alarm', async () => {
    await bot.says('ありがとう');
    await meet('well');
    await eventually(() => bot.logged.some((line) => line.includes('"outcome":"sent"')), 15_000);
    assert.deepEqual(firing(), ['lateJobs']);
  }).timeout(20_000);

  it('find a turn that failed', async () => {
    broken = 'booths';
    await bot.says('私の予約');
    assert.ok(firing().includes('failedTurns'));
  });

  it('find a notice that may have gone out, and one that was refused', async () => {
    for (const failure of ['reset', {status: 403, code: 'MessageWritesBlocked'}] as const) {
      bot.logged.length = 0;
      bot.connector.failures.push(failure);
      await meet(typeof failure === 'string' ? 'cut' : 'blocked');
      await eventually(() => firing().includes('deliveries'), 15_000);
    }
  }).timeout(40_000);

  it('find a job that failed', async () => {
    broken = 'system';
    await eventually(() => firing().includes('failedJobs'), 15_000);
  }).timeout(20_000);
});
