import {CommanderError} from 'commander';
import {createHouse} from '../../src/house.ts';
import {commandsOf, exitCodeOf, program} from '../../src/cli/program.ts';
import {readConfig} from '../../src/platform/config/config.ts';
import {errorLines} from '../../src/platform/i18n/errors.ts';
import {createLog} from '../../src/platform/log.ts';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../src/platform/storage/table.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What was written with `--json` or `--file`, a value a line. */
  readonly json: () => unknown[];
}

const log = createLog('silent', {write: () => undefined});

/** Runs commands as `npm run shigotoba --` does, but within this process and on the given storage. */
export function commandLine(storage: Storage, contentDir: string): (...words: string[]) => Promise<Ran> {
  const config = readConfig({CONTENT_DIR: contentDir}, process.cwd());
  return async (...words) => {
    let out = '';
    let err = '';
    const output = {out: (text: string) => void (out += text), err: (text: string) => void (err += text)};
    let code: number;
    try {
      const outline = await createHouse(config, {log, storage: memoryStorage()});
      const open = () => createHouse(config, {log, storage});
      const {signal} = new AbortController();
      code = await program(commandsOf(outline), open, ['node', 'shigotoba', ...words], signal, output);
    } catch (error) {
      if (!(error instanceof CommanderError)) err += errorLines(error).join('\n');
      code = exitCodeOf(error);
    }
    const json = (): unknown[] =>
      out
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
    return {code, out, err, json};
  };
}
