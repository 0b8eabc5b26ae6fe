import assert from 'node:assert/strict';
import {copyFile, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {TABLES} from '../../../src/features.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {commandLine, type Ran} from '../../cli/run.ts';
import {writeContentFolder} from '../../support/content-folder.ts';

describe('trainings in the house', () => {
  let folder: string;
  let storage: Storage;
  let run: (...words: string[]) => Promise<Ran>;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'content-'));
    await writeContentFolder(folder);
    await copyFile('content/trainings.yaml', join(folder, 'trainings.yaml'));
    storage = memoryStorage();
    await storage.ensure(TABLES);
    run = commandLine(storage, folder);
  });
  after(() => rm(folder, {recursive: true}));

  it('are those of the folder until something was pushed', async () => {
    const {out, code} = await run('training', 'courses');
    assert.equal(code, 0);
    assert.match(out, /^information-security {2}情報セキュリティ研修 /m);
  });

  it('are those that were pushed last, and a mistake leaves the former ones', async () => {
    assert.match((await run('content', 'push')).out, /^trainings: 新規 new$/m);
    const path = join(folder, 'trainings.yaml');
    const good = (await readFile(path, 'utf8')).replace('情報セキュリティ研修', '情報を守る研修');
    await writeFile(path, good);
    assert.match((await run('content', 'push')).out, /^trainings: 変更 changed$/m);
    assert.match((await run('training', 'courses')).out, /^information-security {2}情報を守る研修 /m);
    await writeFile(path, good.replace('id: harassment', 'id: cloud-basics'));
    const refused = await run('content', 'push');
    assert.equal(refused.code, 1);
    assert.match(refused.err, /^trainings\.yaml:\d+: .*「cloud-basics」が二つあります。/m);
    assert.match((await run('training', 'courses')).out, /^harassment /m);
    await writeFile(path, good);
  });

  it('have a report also where nobody was ever asked', async () => {
    const {code, json, err} = await run('training', 'report', '--json');
    assert.equal(code, 0);
    assert.match(err, /Nobody was required/);
    const [made] = json() as {population: number; lines: unknown[]; checksum: string}[];
    assert.deepEqual([made?.population, made?.lines], [0, []]);
    assert.match(made?.checksum ?? '', /^[0-9a-f]{64}$/);
  });

  it('remind nobody where there is no staff list', async () => {
    const {out} = await run('training', 'remind', '--dry-run');
    assert.match(out, /^送る to be told: 0、/);
  });
});
