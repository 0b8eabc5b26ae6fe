import {createInterface} from 'node:readline/promises';
import {SingleBar} from 'cli-progress';
import {Command as Line, CommanderError, Option} from 'commander';
import type {House} from '../house.ts';
import {actorKey, mayAct} from '../platform/access/actor.ts';
import type {AuditEntry} from '../platform/access/audit.ts';
import type {Bilingual} from '../kernel/person.ts';
import {CodedError, EXIT, type ExitCode} from '../kernel/errors.ts';
import type {Command, CommandIo} from '../platform/feature.ts';

/** Where a command's words go. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Asks who sits there; undefined where input and output are no terminal. */
  readonly ask?: ((question: string, signal: AbortSignal) => Promise<string>) | undefined;
}

/** The terminal of this process. */
export const terminalOutput: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  ask: process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : undefined,
};

async function askAtTerminal(question: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({input: process.stdin, output: process.stderr});
  try {
    return await lines.question(question, {signal});
  } finally {
    lines.close();
  }
}

async function isYes(
  {ja, en}: Bilingual,
  ask: Required<Output>['ask'],
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await ask?.(`${ja}\n${en} [y/N] `, signal);
  return /^(?:y|yes|はい)$/iu.test((answer ?? '').normalize('NFKC').trim());
}

/**
 * Lets a reader go that has seen enough (`knowledge list | head`): what is said after that is lost, and the
 * command still does its work to the end.
 */
export function outliveReader(stream: NodeJS.EventEmitter): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/**
 * Runs the command that `argv` names.
 *
 * @param commands what there is; only their words are read, so that `--help` needs no storage
 * @param open makes the house in which the command runs
 * @returns the exit code
 * @param output receives what the command says; this process's terminal by default
 * @throws CommanderError where the words are no command's
 */
export async function program(
  commands: readonly Command[],
  open: () => Promise<House>,
  argv: readonly string[],
  signal: AbortSignal,
  output: Output = terminalOutput,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const root = new Line('shigotoba')
    .description('しごとばの運用コマンド / Commands for whoever operates Shigotoba')
    .exitOverride()
    .configureOutput({writeOut: output.out, writeErr: output.err})
    .showHelpAfterError('(--help で使い方を表示 / --help shows the usage)');
  const groups = new Map<string, Line>();
  for (const outline of commands) {
    add(root, groups, outline, async (input, json) => {
      const house = await open();
      try {
        const command = find(commandsOf(house), outline.name);
        code = await asked(command, input, house, commandIo(json, house, signal, output));
      } finally {
        await house.stop();
      }
    });
  }
  await root.parseAsync([...argv]);
  return code;
}

/** Runs a command in the name of whoever is signed in, if they may, and leaves a row of it where it changes something. */
async function asked(
  command: Command,
  input: Parameters<Command['run']>[0],
  house: House,
  io: CommandIo,
): Promise<ExitCode> {
  const actor = await house.actor();
  const entry = {
    actor: actorKey(actor),
    role: command.role,
    action: command.name,
    subject: command.subject?.(input) ?? '',
  };
  const record = (outcome: AuditEntry['outcome']) =>
    command.changes ? house.audit.record({...entry, outcome}, {signal: io.signal}) : Promise.resolve();
  if (!mayAct(actor, command.role, house.rolesOf)) {
    await record('refused');
    throw new CodedError('command/not-allowed', {command: command.name, role: command.role});
  }
  // Before the work: what cannot be recorded is not done.
  await record('allowed');
  return command.run(input, io);
}

/** The exit code that stands for a command's failure. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (!(error instanceof CodedError)) return EXIT.refused;
  if (error.code === 'command/usage' || error.code === 'config/invalid') return EXIT.usage;
  return error.code.startsWith('storage/') ? EXIT.storage : EXIT.refused;
}

/** The commands of all features of a house. */
export function commandsOf(house: House): readonly Command[] {
  return house.features.all.flatMap((feature) => feature.commands);
}

function find(commands: readonly Command[], name: string): Command {
  const command = commands.find((c) => c.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  return command;
}

type Run = (
  input: {arguments: readonly string[]; options: Readonly<Record<string, unknown>>},
  json: boolean,
) => Promise<void>;

// `knowledge import` becomes the command `import` of the group `knowledge`.
function add(root: Line, groups: Map<string, Line>, command: Command, run: Run): void {
  const words = command.name.split(' ');
  const last = words.pop() ?? '';
  let parent = root;
  for (const word of words) {
    let group = groups.get(word);
    if (group === undefined) {
      group = parent.command(word).exitOverride();
      groups.set(word, group);
    }
    parent = group;
  }
  const line = parent
    .command(last)
    .description(`${command.describe.ja} / ${command.describe.en}`)
    .exitOverride();
  for (const {name, describe} of command.arguments ?? [])
    line.argument(name, `${describe.ja} / ${describe.en}`);
  for (const {flags, describe, default: value} of command.options ?? []) {
    const option = new Option(flags, `${describe.ja} / ${describe.en}`);
    line.addOption(value === undefined ? option : option.default(value));
  }
  line.option('--json', '機械向けに JSON で出力する / writes JSON for machines');
  line.action(async (...received: unknown[]) => {
    // commander gives the arguments, then the options, then the command itself.
    const options = received.at(-2) as Record<string, unknown>;
    const given = received
      .slice(0, -2)
      .flat()
      .filter((a): a is string => typeof a === 'string');
    const {json, ...rest} = options;
    await run({arguments: given, options: rest}, json === true);
  });
}

// A bar appears only where people wait for longer than this.
const PATIENCE_MS = 2_000;

function commandIo(json: boolean, {clock}: House, signal: AbortSignal, output: Output): CommandIo {
  return {
    json,
    out: (line) => output.out(`${line}\n`),
    err: (line) => output.err(`${line}\n`),
    now: clock.now(),
    signal,
    confirm: output.ask && ((question) => isYes(question, output.ask, signal)),
    progress(label, total) {
      const started = clock.monotonic();
      let done = 0;
      let bar: SingleBar | undefined;
      return {
        step(by = 1) {
          done += by;
          if (bar === undefined && clock.monotonic() - started > PATIENCE_MS) {
            bar = new SingleBar({
              format: `${label} {bar} {value}/{total} {eta_formatted}`,
              stream: process.stderr,
              noTTYOutput: true,
              notTTYSchedule: PATIENCE_MS,
              clearOnComplete: true,
            });
            bar.start(total, done);
          } else bar?.update(done);
        },
        end() {
          bar?.stop();
          bar = undefined;
        },
      };
    },
  };
}
