import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {generate} from 'selfsigned';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {CodedError} from '../../../src/kernel/errors.ts';
import {INSTRUMENTS} from '../../../src/platform/telemetry/metrics.ts';
import {startBot, type TestBot} from '../../support/bot.ts';
import {startCollector, type Collector} from '../../support/collector.ts';
import {eventually, temporaryFolder} from '../../support/processes.ts';

const run = promisify(execFile);

describe('the figures', () => {
  let collector: Collector;
  let bot: TestBot;
  let broken: string | undefined;

  /** Memory, one of whose tables can be out of reach. */
  function fragile(): Storage {
    const storage = memoryStorage();
    return {
      ...storage,
      table: (name) => {
        const table = storage.table(name);
        return {
          ...table,
          get(...given) {
            if (name === broken) {
              throw new CodedError('storage/unreachable', {
                operation: 'get',
                table: name,
                reason: 'ECONNRESET',
              });
            }
            return table.get(...given);
          },
        };
      },
    };
  }
  beforeEach(async () => {
    broken = undefined;
    collector = await startCollector();
    const metrics = {otlp: collector.url, azureMonitor: undefined, everyMs: 500};
    bot = await startBot({storage: fragile()}, {metrics});
  });
  afterEach(async () => {
    await bot.stop();
    await collector.stop();
  });

  it('say of each turn what it was about and how it ended', async () => {
    await bot.says('ありがとう');
    await bot.says('私の予約');
    await bot.presses({verb: 'house.incident', v: 1, kind: 'lost-device'});
    broken = 'booths';
    await bot.says('私の予約');
    const turns = () => collector.points(INSTRUMENTS.turn.name);
    await eventually(() => turns().reduce((all, {count}) => all + count, 0) === 4);
    const said = turns().map(({attributes, count}) => [
      attributes['shigotoba.turn.kind'],
      attributes['shigotoba.feature'],
      attributes['shigotoba.turn.name'],
      attributes['shigotoba.outcome'],
      count,
    ]);
    assert.deepEqual(said.sort(), [
      ['message', 'booths', 'booths.mine', 'answered', 1],
      ['message', 'booths', 'booths.mine', 'failed', 1],
      ['message', 'greeting', 'greeting', 'answered', 1],
      ['press', 'house', 'house.incident', 'answered', 1],
    ]);
    assert.ok(turns().every(({sum, unit}) => sum > 0 && sum < 5 && unit === 's'));
  });

  it('say of the storage, of jobs and of notices how they fared', async () => {
    // The first contact has somebody welcomed.
    await bot.receives({
      ...{type: 'conversationUpdate', id: 'a', channelId: 'msteams', serviceUrl: bot.connector.url},
      from: {id: '29:new', name: 'n', aadObjectId: 'new'},
      recipient: {id: '28:shigotoba', name: 'しごとば'},
      conversation: {id: 'personal-new', conversationType: 'personal', tenantId: 't'},
      membersAdded: [{id: '29:new'}],
    });
    const outcomes = (name: string, attribute: string) =>
      collector
        .points(name)
        .map(({attributes}) => `${attributes[attribute]} ${attributes['shigotoba.outcome']}`);
    await eventually(
      () => outcomes(INSTRUMENTS.delivery.name, 'shigotoba.feature').includes('house sent'),
      15_000,
    );
    assert.ok(outcomes(INSTRUMENTS.job.name, 'shigotoba.job.name').includes('outbox.sweep done'));
    broken = 'conversations';
    await bot.says('ありがとう');
    const failed = () =>
      collector
        .points(INSTRUMENTS.storage.name)
        .filter(({attributes}) => attributes['error.type'] === 'ECONNRESET')
        .map(({attributes}) => `${attributes['db.operation.name']} ${attributes['db.collection.name']}`);
    await eventually(() => failed().includes('get conversations'));
    const seen = collector
      .points(INSTRUMENTS.storage.name)
      .map(({attributes}) => attributes['db.collection.name']);
    // A table of a day would be another value each day.
    assert.ok(seen.includes('seen') && seen.every((name) => !/\d/.test(name ?? '')));
  }).timeout(30_000);

  it('go to Application Insights where its connection string is set, over TLS alone', async () => {
    const folder = await temporaryFolder();
    const pems = await generate([{name: 'commonName', value: '127.0.0.1'}], {
      extensions: [{name: 'subjectAltName', altNames: [{type: 7, ip: '127.0.0.1'}]}],
    });
    const ca = join(folder.path, 'ca.pem');
    await writeFile(ca, pems.cert);
    const ingestion = await startCollector({key: pems.private, cert: pems.cert});
    const azureMonitor = `InstrumentationKey=00000000-0000-4000-8000-000000000001;IngestionEndpoint=${ingestion.url}/`;
    const script = `
      const {openMetrics} = await import('./src/platform/telemetry/open.ts');
      const settings = {otlp: undefined, azureMonitor: '${azureMonitor}', everyMs: 60000};
      const log = {warn: console.error, info: console.error};
      const metrics = await openMetrics(settings, {log, instance: 'one', credential: undefined});
      metrics.job(2, {name: 'outbox.sweep', outcome: 'done'});
      await metrics.stop();
    `;
    const words = ['--import', 'tsx', '--input-type=module', '-e', script];
    const {stderr} = await run(process.execPath, words, {env: {...process.env, NODE_EXTRA_CA_CERTS: ca}});
    await Promise.all([ingestion.stop(), folder.remove()]);
    const all = ingestion.bodies.join();
    assert.ok(all.includes('shigotoba.job.duration') && all.includes('outbox.sweep'), stderr);
    // It says nothing of its own use.
    assert.doesNotMatch(all, /statsbeat|Request_Success_Count/i);
    assert.doesNotMatch(stderr, /not-taken/);
  }).timeout(30_000);

  it('have the names and attributes that are written down, and no others', async () => {
    await bot.says('ありがとう');
    await eventually(() => collector.points().length > 0);
    for (const {name, attributes} of collector.points()) {
      const known = Object.values(INSTRUMENTS).find((each) => each.name === name);
      assert.ok(known !== undefined, name);
      for (const attribute of Object.keys(attributes)) {
        assert.ok((known.attributes as readonly string[]).includes(attribute), `${name} ${attribute}`);
      }
    }
  });

  it('are handed over before the end', async () => {
    await bot.stop();
    const again = await startBot(
      {},
      {metrics: {otlp: collector.url, azureMonitor: undefined, everyMs: 600_000}},
    );
    await again.says('ありがとう');
    await again.stop();
    assert.equal(collector.points(INSTRUMENTS.turn.name).length, 1);
    bot = await startBot();
  });

  it('disturb nothing where nobody takes them, and that is said once', async () => {
    collector.status = 500;
    const before = collector.bodies.length;
    await eventually(() => collector.bodies.length > before + 2, 15_000);
    assert.equal((await bot.says('ありがとう')).activities.length, 1);
    const said = () => bot.logged.filter((line) => line.includes('metrics.not-taken')).length;
    await eventually(() => said() === 1, 15_000);
    collector.status = 200;
    await eventually(() => bot.logged.some((line) => line.includes('metrics.taken-again')), 15_000);
    assert.equal(said(), 1);
  }).timeout(40_000);

  it('cost nothing where nobody collects: the library is not even loaded', async () => {
    const script = `
      const {openMetrics} = await import('./src/platform/telemetry/open.ts');
      const {createHouse} = await import('./src/house.ts');
      await openMetrics({otlp: undefined, azureMonitor: undefined, everyMs: 1000}, {});
      const {createRequire} = await import('node:module');
      const loaded = Object.keys(createRequire(process.cwd() + '/x.js').cache);
      const {default: process_} = await import('node:process');
      console.log(loaded.filter((file) => /opentelemetry.(sdk|exporter|resources)|monitor-opentelemetry/.test(file)).length);
    `;
    const {stdout} = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    assert.equal(stdout.trim(), '0');
  }).timeout(30_000);
});
