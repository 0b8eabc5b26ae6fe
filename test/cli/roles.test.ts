import assert from 'node:assert/strict';
import {createHouse} from '../../src/house.ts';
import {commandsOf, program} from '../../src/cli/program.ts';
import type {Actor} from '../../src/platform/access/actor.ts';
import {readConfig} from '../../src/platform/config/config.ts';
import {createLog} from '../../src/platform/log.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';

const OPERATOR = '00000000-0000-4000-8000-00000000000a';
const AUDITOR = '00000000-0000-4000-8000-00000000000b';

describe('a command and the roles of who is signed in', () => {
  const storage = memoryStorage();
  const config = readConfig(
    {ROLE_OPERATOR: OPERATOR, ROLE_AUDITOR: AUDITOR, LOG_LEVEL: 'silent'},
    process.cwd(),
  );
  const log = createLog('silent', {write: () => undefined});

  async function runs(objectId: string, ...words: string[]): Promise<string[]> {
    const actor: Actor = {kind: 'account', account: {tenant: 'home', objectId}};
    const lines: string[] = [];
    const output = {
      out: (text: string) => void lines.push(text),
      err: (text: string) => void lines.push(text),
    };
    const open = () => createHouse(config, {storage, log, actor});
    const argv = ['node', 'shigotoba', ...words];
    await program(commandsOf(await open()), open, argv, new AbortController().signal, output);
    return lines;
  }

  it('runs for who has the role, and is refused to others', async () => {
    await runs(OPERATOR, 'jobs', 'run', 'outbox.sweep');
    await assert.rejects(runs(AUDITOR, 'jobs', 'run', 'outbox.sweep'), {
      code: 'command/not-allowed',
      details: {command: 'jobs run', role: 'operator'},
    });
    await assert.rejects(runs(OPERATOR, 'audit', 'list'), {code: 'command/not-allowed'});
  });

  it('leaves rows of both, which the auditor reads', async () => {
    const rows = (await runs(AUDITOR, 'audit', 'list', '--json')).map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
    assert.deepEqual(
      rows.map(({actor, action, outcome}) => ({actor, action, outcome})),
      [
        {actor: `home~${OPERATOR}`, action: 'jobs run', outcome: 'allowed'},
        {actor: `home~${AUDITOR}`, action: 'jobs run', outcome: 'refused'},
      ],
    );
  });

  it('leaves none where nothing changes, refused or not', async () => {
    await runs(OPERATOR, 'jobs', 'list');
    assert.equal((await runs(AUDITOR, 'audit', 'list', '--json')).length, 2);
  });
});
