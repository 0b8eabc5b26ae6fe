import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {startConnector, type Connector} from '../support/connector.ts';
import {writeContentFolder} from '../support/content-folder.ts';
import {endPrograms, startBotProgram, startProgram, temporaryFolder} from '../support/processes.ts';

const COUNT = 1_786;
const READY_MS = 5_000;
const MEMORY_MB = 350;

const THINGS = [
  '傘立て',
  '駐輪場',
  '会議室',
  '掲示板',
  '給湯室',
  '公用車',
  '書庫',
  '名札',
  '複合機',
  '倉庫',
  '鍵',
  '食堂',
  '受付',
];
const DEEDS = [
  '利用',
  '予約',
  '返却',
  '清掃',
  '点検',
  '申請',
  '延長',
  '取消',
  '保管',
  '持出し',
  '廃棄',
  '修理',
];
const OFFICES = ['総務課', '管財課', '人事課', '情報政策課', '守衛室'];

/** Invented documents of some hundred characters, no two alike. */
function documentOf(n: number): string {
  const pick = (list: readonly string[], step: number): string =>
    list[Math.floor(n / step) % list.length] ?? '';
  const thing = pick(THINGS, 1);
  const deed = pick(DEEDS, THINGS.length);
  const office = pick(OFFICES, 7);
  return `---
title: ${thing}の${deed}について（その${n}）
---
# ${thing}の${deed}

## 手続き
${thing}の${deed}は、${(n % 27) + 1}日前までに${office}へ申し出る。${deed}の際は管理番号第${n}号を伝える。
急ぐときは内線${7000 + (n % 900)}へ電話し、後から書面を出す。書面には使う日、場所、人数、責任者を書く。

## 注意
${thing}を${deed}した後は元の場所に戻し、${office}に連絡する。壊したときはすぐに知らせ、自分で直さない。
`;
}

describe(`a bot with ${COUNT} documents`, () => {
  let folder: {path: string; remove: () => Promise<void>};
  let environment: Record<string, string>;
  let connector: Connector;
  before(async () => {
    folder = await temporaryFolder();
    connector = await startConnector();
    await writeContentFolder(join(folder.path, 'content'));
    environment = {DATA_DIR: join(folder.path, 'data'), CONTENT_DIR: join(folder.path, 'content')};
  });
  after(async () => {
    await endPrograms();
    await connector.stop();
    await folder.remove();
  });

  it(`is ready in ${READY_MS} ms and needs less than ${MEMORY_MB} MB after many questions`, async () => {
    const documents = join(folder.path, 'documents');
    await mkdir(documents);
    const files = await Promise.all(
      Array.from({length: COUNT}, async (_, n) => {
        const path = join(documents, `document-${n}.md`);
        await writeFile(path, documentOf(n));
        return path;
      }),
    );
    const imported = await startProgram('shigotoba', environment, 'knowledge', 'import', ...files).ended;
    assert.equal(imported.code, 0, imported.err);

    const bot = await startBotProgram(environment);
    const times: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const start = performance.now();
      const response = await fetch(`${bot.url}/api/messages`, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({
          type: 'message',
          id: `question-${n}`,
          channelId: 'msteams',
          serviceUrl: connector.url,
          from: {id: 'asker'},
          recipient: {id: 'bot'},
          conversation: {id: 'chat', conversationType: 'personal'},
          text: `${THINGS[n % THINGS.length]}の${DEEDS[n % DEEDS.length]}はどこに申し出る？`,
        }),
      });
      await response.text();
      assert.equal(response.status, 200);
      times.push(performance.now() - start);
    }
    assert.equal(connector.sent.length, 200);
    const status = await readFile(`/proc/${bot.pid}/status`, 'utf8');
    const memory = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
    times.sort((a, b) => a - b);
    const figures = {
      importMs: Math.round(imported.ms),
      readyMs: Math.round(bot.readyMs),
      memoryMb: memory,
      turnP50Ms: Math.round(times[100] ?? 0),
      turnP95Ms: Math.round(times[190] ?? 0),
    };
    console.log(`      ${JSON.stringify(figures)}`);
    assert.ok(bot.readyMs < READY_MS, `${bot.readyMs} ms`);
    assert.ok(memory < MEMORY_MB, `${memory} MB`);
    bot.child.kill('SIGTERM');
    assert.equal((await bot.ended).code, 0);
  });
});
