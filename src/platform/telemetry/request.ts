import {AsyncLocalStorage} from 'node:async_hooks';
import {word, type Word} from '../../kernel/words.ts';

/** What became of a turn. */
export type TurnOutcome = 'answered' | 'refused' | 'held-off' | 'too-slow' | 'failed';

/** What is known of the work that goes on just now, wherever it has been handed on to. */
interface Context {
  /** Of the request, the run of a job or the notice that it goes back to: 32 hexadecimal digits. */
  readonly id: string;
  turn: {name: Word; outcome: TurnOutcome};
}

const KEY = Symbol.for('shigotoba.requests');
// One for the process. Where tests are loaded by `require`, what is imported on demand has modules of its own, this one
// among them; a second storage would then not know the contexts of the first.
const ofProcess = globalThis as Partial<Record<symbol, AsyncLocalStorage<Context>>>;
const contexts = (ofProcess[KEY] ??= new AsyncLocalStorage<Context>());

const TRACE = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const ID = /^[0-9a-f]{32}$/;

/**
 * An id for a request: that which the caller gave it, so that both sides' logs can be joined, or one of our own.
 *
 * @param traceparent the W3C header, anything that a caller may send
 * @param newId makes a UUID
 */
export function requestIdOf(traceparent: string | undefined, newId: () => string): string {
  const id = TRACE.exec(traceparent ?? '')?.[1];
  return id === undefined || /^0+$/.test(id) ? ownRequestId(newId) : id;
}

/** @param newId makes a UUID */
export function ownRequestId(newId: () => string): string {
  return newId().replaceAll('-', '').toLowerCase();
}

/** Does work as a part of a request. All that is begun within belongs to it, also what goes on afterwards. */
export function inRequest<T>(id: string, work: () => T): T {
  return contexts.run({id, turn: {name: word('none'), outcome: 'answered'}}, work);
}

/** The id of the request that this work goes back to; undefined for what nobody asked for, or an id of no such form. */
export function currentRequest(): string | undefined {
  const id = contexts.getStore()?.id;
  return id !== undefined && ID.test(id) ? id : undefined;
}

/** Notes what the turn under way is about, or how it fares. */
export function noteTurn(note: Partial<Context['turn']>): void {
  const context = contexts.getStore();
  if (context !== undefined) Object.assign(context.turn, note);
}

/** What was noted of the turn under way. */
export function currentTurn(): Readonly<Context['turn']> | undefined {
  return contexts.getStore()?.turn;
}
