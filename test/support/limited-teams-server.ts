import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setPriority} from 'node:os';
import type {Fate, Taking} from './limited-teams.ts';

// Teams's side of a campaign, as a process of its own: its instants are not those of a busy test. It keeps
// Teams's limits, so whoever sends too fast is answered 429. A share of requests meets with trouble.

/** Length of a window in milliseconds, and how many requests Teams takes within it. */
const APP = [[1_000, 50]] as const;
const CONVERSATION = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;
/** One after the other, so that a share of faults holds some of each. The last two were taken all the same. */
const FAULTS: readonly Fate[] = [
  ...(['412', '429', '502', '503', '504', 'dropped'] as const),
  ...(['502-taken', 'dropped-taken'] as const),
];

// Every so many requests meet with trouble; 0 for none.
const everyFault = Number(process.argv[2] ?? 0);
const log: Taking[] = [];
const app: number[] = [];
const conversations = new Map<string, number[]>();
let asked = 0;
let faults = 0;

/** How long to wait until a window has room; 0 where all have. */
function fullFor(
  taken: readonly number[],
  windows: readonly (readonly [number, number])[],
  now: number,
): number {
  const waits = windows.map(([ms, most]) => {
    const first = taken.at(-most);
    return first === undefined ? 0 : Math.max(0, first + ms - now);
  });
  return Math.max(...waits);
}

function fateOf(conversation: string, now: number): {fate: Fate; retryMs: number} {
  const own = conversations.get(conversation) ?? [];
  const retryMs = Math.max(fullFor(app, APP, now), fullFor(own, CONVERSATION, now));
  if (retryMs > 0) return {fate: 'over', retryMs};
  // What Teams answers with trouble has come in, so it counts for the windows.
  app.push(now);
  conversations.set(conversation, [...own, now]);
  asked++;
  if (everyFault === 0 || asked % everyFault !== 0) return {fate: 'taken', retryMs: 0};
  return {fate: FAULTS[faults++ % FAULTS.length] ?? 'taken', retryMs: 1_000};
}

// Teams is not kept waiting by the bots' own work; where the system lets us, neither is this.
try {
  setPriority(-15);
} catch {
  // Then its instants are those of a busy machine.
}

const server = createServer((request, response) => {
  // On arrival, not when the body is there.
  const at = performance.now();
  const parts = (request.url ?? '').split('/').map(decodeURIComponent);
  request.resume().on('end', () => {
    if (request.method === 'GET') {
      response.end(JSON.stringify(log));
      return;
    }
    const conversation = parts[3] ?? '';
    const {fate, retryMs} = fateOf(conversation, at);
    log.push({method: request.method === 'PUT' ? 'put' : 'post', conversation, at, fate});
    const answer = (status: number, headers: Record<string, string> = {}) => {
      response.writeHead(status, {'content-type': 'application/json', ...headers});
      response.end(JSON.stringify(status < 300 ? {id: `m-${log.length}`} : {error: {code: 'Trouble'}}));
    };
    if (fate === 'taken') answer(201);
    else if (fate === 'over' || fate === '429')
      answer(429, {'retry-after': String(Math.ceil(retryMs / 1_000))});
    else if (fate === '412' || fate === '503' || fate === '504') answer(Number(fate));
    else if (fate === '502' || fate === '502-taken') answer(502);
    else request.socket.destroy();
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
// Whoever started it may be gone.
process.stdin.on('end', () => process.exit()).resume();
