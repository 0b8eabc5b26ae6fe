import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {promisify} from 'node:util';
import {generate} from 'selfsigned';
import {NO_METRICS} from '../../../../src/platform/telemetry/metrics.ts';
import type {FileTaker, FileTurn} from '../../../../src/platform/feature.ts';
import {LARGEST_FILE} from '../../../../src/platform/files/file-store.ts';
import {createLog} from '../../../../src/platform/log.ts';
import {createTalk, type Heard} from '../../../../src/platform/talk/talk.ts';
import {readActivity} from '../../../../src/platform/teams/activity.ts';
import {attachedFiles} from '../../../../src/platform/teams/files/cards.ts';
import {createTransfer} from '../../../../src/platform/teams/files/transfer.ts';
import {listedHosts, type MaySend} from '../../../../src/platform/teams/send/hosts.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import {startFileHost, type FileHost} from '../../../support/file-host.ts';

const never = new AbortController().signal;

describe('fetching a file', () => {
  let host: FileHost;
  before(async () => {
    host = await startFileHost();
  });
  after(() => host.stop());
  beforeEach(() => {
    host.requests.length = 0;
  });

  const fetching = (path: string, mayReach: MaySend = listedHosts(undefined), downloadMs = 500) =>
    createTransfer(mayReach, {downloadMs}).download(
      path.startsWith('/') ? host.url + path : path,
      1_000,
      never,
    );

  it('gives its bytes, and sends nothing of ours along', async () => {
    host.files.set('/a?leave=x', new Uint8Array([1, 2, 3]));
    assert.deepEqual(await fetching('/a?leave=x'), {kind: 'fetched', bytes: new Uint8Array([1, 2, 3])});
    const {headers} = host.requests[0]!;
    assert.deepEqual([headers.authorization, headers.cookie], [undefined, undefined]);
  });

  it('goes to listed hosts over https alone, and never to a port or a user of their own', async () => {
    const listed = listedHosts(['contoso-my.sharepoint.com']);
    for (const url of [
      `${host.url}/a`,
      'http://contoso-my.sharepoint.com/a',
      'https://contoso-my.sharepoint.com:8443/a',
      'https://x@contoso-my.sharepoint.com/a',
      'https://contoso-my.sharepoint.com.evil.example/a',
      'https://evil.example/contoso-my.sharepoint.com',
      'https://127.0.0.1/',
      'file:///etc/passwd',
      '',
    ])
      assert.deepEqual(await fetching(url, listed), {kind: 'not-listed'}, url);
    assert.ok(listed('https://contoso-my.sharepoint.com/personal/x/file?tempauth=y'));
    assert.equal(host.requests.length, 0);
  });

  it('follows no redirection', async () => {
    host.files.set('/away', (_request, response) => {
      response.statusCode = 302;
      response.setHeader('location', '/other');
      response.end();
    });
    host.files.set('/other', new Uint8Array([1]));
    assert.deepEqual(await fetching('/away'), {kind: 'failed'});
    assert.deepEqual(
      host.requests.map(({path}) => path),
      ['/away'],
    );
  });

  it('stops at the limit, whatever the host says of the length', async () => {
    host.files.set('/honest', new Uint8Array(1_001));
    assert.deepEqual(await fetching('/honest'), {kind: 'too-large'});
    let sent = 0;
    host.files.set('/endless', (request, response) => {
      const more = () => {
        while (!request.socket.destroyed && response.write(new Uint8Array(16_384))) sent += 16_384;
      };
      response.on('drain', more);
      more();
    });
    assert.deepEqual(await fetching('/endless'), {kind: 'too-large'});
    await setTimeout(50);
    const then = sent;
    await setTimeout(50);
    assert.equal(sent, then, 'the transfer has ended');
    host.files.set('/just', new Uint8Array(1_000));
    assert.equal((await fetching('/just')).kind, 'fetched');
  });

  it('ends when it takes too long, when it is cut, and when there is none', async () => {
    host.files.set('/slow', (_request, response) => void response.write('a'));
    host.files.set('/cut', (request, response) => {
      response.setHeader('content-length', '100');
      response.write('half');
      void setTimeout(20).then(() => request.socket.destroy());
    });
    assert.deepEqual(await fetching('/slow', undefined, 100), {kind: 'failed'});
    assert.deepEqual(await fetching('/cut'), {kind: 'failed'});
    assert.deepEqual(await fetching('/missing'), {kind: 'failed'});
    assert.deepEqual(await fetching('http://127.0.0.1:1/'), {kind: 'failed'});
  });

  it('goes over https where an authority vouches for the host, and nowhere else', async () => {
    const {private: key, cert} = await generate([{name: 'commonName', value: '127.0.0.1'}], {
      extensions: [
        {name: 'basicConstraints', cA: true},
        {name: 'subjectAltName', altNames: [{type: 7, ip: '127.0.0.1'}]},
      ],
    });
    const folder = await mkdtemp(join(tmpdir(), 'authority-'));
    const authority = join(folder, 'authority.pem');
    await writeFile(authority, cert);
    const secure = await startFileHost({key, cert});
    const run = async (env: Record<string, string>): Promise<unknown> => {
      const script = join(import.meta.dirname, 'transfer-process.ts');
      const {stdout} = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, secure.url], {
        env: {PATH: process.env['PATH'], ...env},
      });
      return JSON.parse(stdout) as unknown;
    };
    try {
      secure.files.set('/a', new Uint8Array([1, 2, 3]));
      assert.deepEqual(await run({}), {fetched: 'failed', bytes: [], put: 'failed'});
      assert.equal(secure.requests.length, 0);
      const trusted = await run({NODE_EXTRA_CA_CERTS: authority});
      assert.deepEqual(trusted, {fetched: 'fetched', bytes: [1, 2, 3], put: 'done'});
      assert.deepEqual(
        secure.requests.map(({method, path, body}) => [method, path, [...body]]),
        [
          ['GET', '/a', []],
          ['PUT', '/b', [4, 5]],
        ],
      );
    } finally {
      await secure.stop();
      await rm(folder, {recursive: true});
    }
  }).timeout(30_000);
});

describe('the files of a message', () => {
  const activity = (attachments: unknown) =>
    readActivity({
      ...{type: 'message', channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/'},
      ...{conversation: {id: 'c'}, from: {id: 'f'}, recipient: {id: 'r'}, attachments},
    })!;

  it('are those that Teams says can be downloaded', () => {
    const content = {downloadUrl: 'https://contoso-my.sharepoint.com/d', uniqueId: 'u', fileType: 'csv'};
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    const html = {contentType: 'text/html', content: '<p>研修</p>'};
    assert.deepEqual(attachedFiles(activity([html, {contentType, content, name: '受講.csv'}])), [
      {name: '受講.csv', url: 'https://contoso-my.sharepoint.com/d'},
    ]);
    for (const odd of [null, [], [7], [{contentType}], [{contentType, content: {}, name: 'x'}], undefined])
      assert.deepEqual(attachedFiles(activity(odd)), []);
  });
});

describe('who may send files', () => {
  function setUp(roles: readonly ('staff' | 'course-section')[]) {
    const turns: FileTurn[] = [];
    const recorded: string[] = [];
    const taker: FileTaker = {
      ...{name: 'training.file', role: 'course-section', where: 'private', changes: true},
      endings: ['csv', 'xlsx'],
      take(turn) {
        turns.push(turn);
        return Promise.resolve([{kind: 'text', text: '受け取りました'}]);
      },
    };
    const talk = createTalk({
      ...{intents: [], actions: [], takers: [taker], rolesOf: () => roles, aMinute: 60, newId: () => 'id'},
      metrics: NO_METRICS,
      audit: {record: ({action, outcome}) => Promise.resolve(void recorded.push(`${action} ${outcome}`))},
      clock: {now: () => Temporal.Instant.from('2026-11-24T01:00:00Z'), monotonic: () => 0},
      log: createLog('silent', {write: () => undefined}),
      world: (now) => ({now, zone: 'Asia/Tokyo', opens: 510, closes: 1035}),
      onPersonalNumber: () => Promise.resolve([{kind: 'text', text: '番号'}]),
    });
    let fetched = 0;
    const file = (name: string) => ({
      name,
      fetch(largest: number) {
        fetched++;
        assert.equal(largest, LARGEST_FILE);
        return Promise.resolve({kind: 'fetched', bytes: new Uint8Array([1])} as const);
      },
    });
    const heard: Heard = {account: {tenant: 't', objectId: 'o'}, place: 'personal', language: 'ja'};
    return {
      ...{turns, recorded},
      fetched: () => fetched,
      sends: async (names: readonly string[], said = '', place: Heard['place'] = 'personal') => {
        const {here} = await talk.receive({...heard, place}, names.map(file), said);
        return here.map((reply) => (reply.kind === 'text' ? reply.text : reply.kind)).join('\n');
      },
    };
  }

  it('are those with the role: theirs are fetched and handed over', async () => {
    const {sends, turns, recorded} = setUp(['staff', 'course-section']);
    assert.equal(await sends(['受講.CSV'], '情報セキュリティ研修'), '受け取りました');
    assert.deepEqual(
      turns.map(({files, said}) => [files[0]?.name, said]),
      [['受講.CSV', '情報セキュリティ研修']],
    );
    assert.deepEqual(recorded, ['training.file allowed']);
  });

  it('are nobody else: nothing is fetched, and the refusal is on record', async () => {
    const {sends, fetched, recorded} = setUp(['staff']);
    assert.match(await sends(['a.csv']), /権限がありません/);
    assert.match(await sends(['photo.png']), /ファイルは受け取っていません/);
    assert.deepEqual([fetched(), recorded], [0, ['training.file refused']]);
  });

  it('send what is taken, few at once, in their own chat, without a number that must not be taken in', async () => {
    const {sends, fetched} = setUp(['staff', 'course-section']);
    assert.match(await sends(['a.exe']), /\.csv、\.xlsx/);
    assert.match(await sends(['a.csv', 'b.exe']), /\.csv、\.xlsx/);
    assert.match(await sends(['a.csv', 'b.csv', 'c.csv', 'd.csv']), /3 つまで/);
    assert.match(await sends(['a.csv'], '', 'group'), /個人チャット/);
    assert.equal(await sends(['a.csv'], 'マイナンバーは 1234 5678 9018'), '番号');
    assert.equal(fetched(), 0);
  });
});
