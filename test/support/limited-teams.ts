import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';

/** What became of a request. `over`: a window was full. After `…-taken` the message is there all the same. */
export type Fate =
  'taken' | 'over' | '412' | '429' | '502' | '503' | '504' | 'dropped' | '502-taken' | 'dropped-taken';

/** One request, as it came in. */
export interface Taking {
  /** `put` draws a card anew that is there already. */
  readonly method: 'post' | 'put';
  readonly conversation: string;
  /** Milliseconds on that process's monotonic clock. */
  readonly at: number;
  readonly fate: Fate;
}

export interface LimitedTeams {
  readonly url: string;
  /** All requests so far, in the order in which they came in. */
  log(): Promise<readonly Taking[]>;
  stop(): Promise<void>;
}

/**
 * Teams with its limits, as a process of its own, over real HTTP.
 *
 * @param everyFault every so many requests meet with trouble, of each kind in turn; 0 for none
 */
export async function startLimitedTeams(everyFault = 0): Promise<LimitedTeams> {
  const script = join(import.meta.dirname, 'limited-teams-server.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(everyFault)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const url = `http://127.0.0.1:${port.trim()}`;
  return {
    url,
    async log() {
      // Written by the process beside this file.
      return (await (await fetch(`${url}/log`)).json()) as Taking[];
    },
    async stop() {
      const ended = once(child, 'close');
      child.stdin.end();
      await ended;
    },
  };
}

/** Messages that are there, by conversation. */
export function messagesOf(log: readonly Taking[]): ReadonlyMap<string, number> {
  const messages = new Map<string, number>();
  for (const {method, conversation, fate} of log) {
    if (method === 'put') continue;
    if (fate !== 'taken' && !fate.endsWith('-taken')) continue;
    messages.set(conversation, (messages.get(conversation) ?? 0) + 1);
  }
  return messages;
}
