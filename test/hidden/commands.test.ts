import assert from 'node:assert/strict';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {createHouse, type House} from '../../src/house.ts';
import {commandsOf, exitCodeOf, program} from '../../src/cli/program.ts';
import {readConfig} from '../../src/platform/config/config.ts';
import {errorLines} from '../../src/platform/i18n/errors.ts';
import {createLog} from '../../src/platform/log.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import {CommanderError} from 'commander';
import {staff} from '../features/whereabouts/chat.ts';
import {TENANT} from '../support/bot.ts';
import {temporaryFolder} from '../support/processes.ts';
import {HIDDEN, hiddenWorld, TRACE, type HiddenWorld} from './world.ts';

/**
 * Lines of each command, as whoever has its role would write them; FOLDER is one of the test's. A command that is not
 * here fails the test: whoever adds one says how it is walked.
 */
const WALKS: Readonly<Record<string, readonly string[]>> = {
  ask: ['隠野さんの内線は？', '隠野さんどこ？ --json'],
  understand: ['集中ブースは何時間まで？', '田中さんどこ？ --json'],
  'knowledge list': ['', '--json'],
  'knowledge gaps': ['', '--json'],
  'knowledge import': ['FOLDER/rule.txt'],
  'knowledge remove': ['rule'],
  'knowledge eval': ['--questions FOLDER/questions.yaml'],
  'knowledge tune': ['--questions FOLDER/questions.yaml --dry-run'],
  'booths list': ['', '--json', '--date 2026-11-25'],
  'booths check': ['', '--json'],
  'booths stats': ['--from 2026-11-01 --to 2026-11-24', '--from 2026-11-01 --to 2026-11-24 --json'],
  // The booth that the hidden person sits in.
  'booths close': ['focus-1 --from 2026-11-24T10:00 --to 2026-11-24T16:00 --reason 点検', 'focus-1'],
  'booths open': ['focus-1 --from 2026-11-24T10:00 --to 2026-11-24T16:00'],
  'whereabouts stats': ['--from 2026-11-01 --to 2026-11-24', '--from 2026-11-01 --to 2026-11-24 --json'],
  'whereabouts qr': ['FOLDER/qr.html'],
  'training courses': ['', '--json'],
  'training import': [
    'FOLDER/completions.csv --course harassment --dry-run',
    'FOLDER/wrong.csv --course harassment --dry-run',
    'FOLDER/completions.csv --course harassment',
  ],
  'training enter': [
    '--course cloud-basics --person 000123 --officer 000109 --date 2026-11-20',
    '--course harassment',
  ],
  'training entered': ['', '--json', '--section 区民課'],
  'training correct': ['--course harassment --person 000108 --date 2026-11-20 --by 000112 --reason 誤り', ''],
  'training remind': [
    '--dry-run',
    '--dry-run --json',
    '--preview 000122',
    '--preview 000108',
    '--dry-run --as-of 2026-11-27',
  ],
  'training answers': ['', '--course information-security', '--course no-such'],
  'training roster': ['', '--course no-such --session no-such'],
  'training report': ['', '--json', '--format csv', '--section 区民課 --json', '--chart FOLDER/chart.svg'],
  'jobs list': ['', '--json'],
  'jobs run': ['training.duties'],
  'outbox list': ['', '--json'],
  'outbox stats': ['', '--json', '--hours'],
  'backups list': [''],
  'backups fetch': ['no-such x.gz'],
  'outbox watch': ['', '--json'],
  'outbox resend': ['no-such'],
  'outbox settle': ['no-such'],
  'outbox hold': ['--lane digests'],
  'outbox release': ['--lane digests'],
  'outbox cancel': ['--lane digests', '--course no-such'],
  quiet: ['--until 2026-11-24T12:00', '--off'],
  'audit list': ['', '--json'],
  'content push': ['FOLDER/none'],
  doctor: ['', '--json'],
  restore: ['FOLDER/none'],
};

/** Whose reader may know: the personnel section sets who is hidden, and a backup holds everything by its purpose. */
const MAY_KNOW = /^(?:staff |person |backup$)/u;

describe('a command run by somebody else, of a person who is not to stand in the list', () => {
  let world: HiddenWorld;
  let folder: {path: string; remove: () => Promise<void>};
  const log = createLog('silent', {write: () => undefined});
  const config = readConfig({}, process.cwd());
  before(async function () {
    this.timeout(60_000);
    folder = await temporaryFolder();
    world = await hiddenWorld('there');
    await world.job();
    await writeFile(join(folder.path, 'rule.txt'), '第1条　窓口係の鍵は守衛室が持つ。\n');
    await writeFile(
      join(folder.path, 'questions.yaml'),
      'questions:\n  - {question: 集中ブースは何時間まで？, document: office-work-rules}\n',
    );
    const completions = (number: string) => `職員番号,受講日\n000122,2026/11/20\n${number},2026/11/20\n`;
    await writeFile(join(folder.path, 'completions.csv'), completions('000108'));
    await writeFile(join(folder.path, 'wrong.csv'), completions('999999'));
  });
  after(async () => {
    await world.stop();
    await folder.remove();
  });

  async function run(
    words: readonly string[],
    as: 'its role' | 'staff',
  ): Promise<{said: string; code: number}> {
    const {storage, directory, clock} = world;
    const actor =
      as === 'staff'
        ? ({kind: 'account', account: {tenant: TENANT, objectId: staff('000108').objectId}} as const)
        : ({kind: 'system', user: 'operator'} as const);
    const open = (): Promise<House> =>
      createHouse(config, {
        log,
        storage: {...storage, close: () => Promise.resolve()},
        directory,
        clock,
        actor,
      });
    let said = '';
    const output = {out: (text: string) => void (said += text), err: (text: string) => void (said += text)};
    let code: number;
    try {
      const {signal} = new AbortController();
      code = await program(outline, open, ['node', 'shigotoba', ...words], signal, output);
    } catch (error) {
      if (!(error instanceof CommanderError)) said += errorLines(error).join('\n');
      code = exitCodeOf(error);
    }
    return {said, code};
  }
  let outline: ReturnType<typeof commandsOf>;
  before(async () => {
    outline = commandsOf(await createHouse(config, {log, storage: memoryStorage()}));
  });

  it('is walked for each command that there is', () => {
    const unknown = outline
      .map(({name}) => name)
      .filter((name) => !MAY_KNOW.test(name) && WALKS[name] === undefined);
    assert.deepEqual(unknown, [], 'say in WALKS how these are walked');
    const names = new Set(outline.map(({name}) => name));
    assert.deepEqual(
      Object.keys(WALKS).filter((name) => !names.has(name)),
      [],
      'there is no such command',
    );
  });

  it('tells nothing of them: neither what it prints nor what it writes nor its errors', async () => {
    let useful = 0;
    for (const [name, lines] of Object.entries(WALKS)) {
      for (const line of lines) {
        const given = line
          .split(' ')
          .filter((word) => word !== '')
          .map((word) => word.replace('FOLDER', folder.path));
        for (const as of ['its role', 'staff'] as const) {
          const {said, code} = await run([...name.split(' '), ...given], as);
          // What was typed is said again in some errors.
          const shown = given.reduce((left, word) => left.replaceAll(word, ''), said);
          assert.doesNotMatch(
            shown.replaceAll(HIDDEN.objectId, ''),
            TRACE,
            `${name} ${line} as ${as}: ${shown}`,
          );
          // An account's id is what support needs, and stands where an operator looks for one booking or one notice.
          if (!/^(?:booths list|outbox|audit)/u.test(name)) assert.ok(!shown.includes(HIDDEN.objectId), name);
          if (as !== 'staff' && code === 0) useful++;
        }
      }
    }
    for (const file of await readdir(folder.path)) {
      if (['completions.csv', 'wrong.csv'].includes(file)) continue;
      const bytes = await readFile(join(folder.path, file));
      assert.doesNotMatch(bytes.toString('utf8'), TRACE, file);
    }
    assert.ok(useful >= 25, `${useful} lines did something`);
  }).timeout(120_000);
});
