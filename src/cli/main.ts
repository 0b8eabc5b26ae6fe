import {CommanderError} from 'commander';
import {createHouse} from '../house.ts';
import type {ExitCode} from '../kernel/errors.ts';
import {readConfig, readEnvironment} from '../platform/config/config.ts';
import {errorLines} from '../platform/i18n/errors.ts';
import {createLog} from '../platform/log.ts';
import {memoryStorage} from '../platform/storage/memory-table.ts';
import {commandsOf, exitCodeOf, outliveReader, program} from './program.ts';

/** Runs one command against the same storage that a bot uses, and ends. */
async function run(): Promise<ExitCode> {
  const directory = process.cwd();
  const config = readConfig(readEnvironment(directory), directory);
  // What a command has to say goes to the terminal; the log only speaks up when something is wrong.
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  process.once('SIGTERM', () => stopping.abort());
  const outline = await createHouse(config, {log, storage: memoryStorage()});
  return program(commandsOf(outline), () => createHouse(config, {log}), process.argv, stopping.signal);
}

outliveReader(process.stdout);
outliveReader(process.stderr);
try {
  process.exitCode = await run();
} catch (error) {
  // commander has said already what was wrong with the words.
  if (!(error instanceof CommanderError)) for (const line of errorLines(error)) console.error(line);
  process.exitCode = exitCodeOf(error);
}
