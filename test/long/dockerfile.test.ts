import assert from 'node:assert/strict';
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join, resolve} from 'node:path';
import {startAzurite} from '../support/azurite.ts';
import {eventually, freePort, statusOf} from '../support/processes.ts';
import {readDockerfile} from '../infra/dockerfile.ts';

// No container engine runs here: each stage is a folder, and its steps are done one by one with this Node.
const ROOT = resolve(import.meta.dirname, '../..');

describe('the Dockerfile’s steps, one by one', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'shigotoba-'));
  });
  after(function () {
    this.timeout(60_000);
    rmSync(folder, {recursive: true, force: true});
  });

  it('make a bot that refuses what is unsafe, starts, is healthy and ends in order', async () => {
    const stages = readDockerfile(join(ROOT, 'Dockerfile'));
    let last = {at: '', env: {} as Record<string, string>, cmd: [] as string[], health: [] as string[]};
    for (const [i, {name, steps}] of stages.entries()) {
      const root = join(folder, name ?? String(i));
      let at = root;
      last = {at, env: {}, cmd: [], health: []};
      for (const {keyword, words, from} of steps) {
        if (keyword === 'WORKDIR') {
          at = join(root, words);
          mkdirSync(at, {recursive: true});
          last.at = at;
        } else if (keyword === 'COPY') {
          const [target = '', ...sources] = words.split(/\s+/).reverse();
          for (const source of sources)
            copy(from === undefined ? join(ROOT, source) : join(folder, from, source), at, target);
        } else if (keyword === 'RUN') {
          const env = {PATH: process.env['PATH'], HOME: process.env['HOME'], ...last.env};
          execFileSync('sh', ['-c', words], {cwd: at, env, stdio: ['ignore', 'ignore', 'inherit']});
        } else if (keyword === 'ENV') {
          for (const [, key = '', value = ''] of words.matchAll(/(\w+)=(\S+)/g)) last.env[key] = value;
        } else if (keyword === 'CMD') last.cmd = JSON.parse(words) as string[];
        else if (keyword === 'HEALTHCHECK')
          last.health = JSON.parse(words.replace(/^.*?CMD /, '')) as string[];
      }
    }
    assert.ok(!existsSync(join(last.at, 'node_modules/typescript')) && !existsSync(join(last.at, 'src')));

    const azurite = await startAzurite();
    const port = await freePort();
    const env = {...last.env, PATH: process.env['PATH'], PORT: String(port)};
    const [command = '', ...words] = last.cmd;
    const refused = spawnSync(command, words, {cwd: last.at, env, encoding: 'utf8'});
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /config\/production-unsafe: .*BOT_ID, BOT_TENANT_ID, STORAGE_ACCOUNT_URL/);

    // Without TLS before Azurite production would refuse it; the bot's files and packages are the same.
    const local = {...env, NODE_ENV: '', STORAGE_CONNECTION_STRING: azurite.connectionString};
    const child = spawn(command, words, {cwd: last.at, env: local, stdio: ['ignore', 'ignore', 'pipe']});
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text));
    const healthy = () => spawnSync(last.health[0] ?? '', last.health.slice(1), {env: local}).status;
    try {
      assert.equal(healthy(), 1);
      await eventually(async () => {
        assert.equal(child.exitCode, null, said);
        return (await statusOf(`http://127.0.0.1:${port}/readyz`)) === 200;
      }, 60_000);
      assert.equal(healthy(), 0);
    } finally {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await azurite.stop();
    }
    assert.equal(child.exitCode, 0, said);
  }).timeout(600_000);
});

/** As COPY does: a folder's content where the target is named as a folder of its own, a file beside the others. */
function copy(source: string, at: string, target: string): void {
  const into = join(at, target);
  if (statSync(source).isDirectory()) cpSync(source, into, {recursive: true});
  else {
    mkdirSync(into, {recursive: true});
    cpSync(source, join(into, basename(source)));
  }
}
