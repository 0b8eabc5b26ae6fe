import {isCoded} from '../../kernel/errors.ts';
import type {Clock} from '../clock.ts';
import type {Log} from '../log.ts';
import type {Metrics} from './metrics.ts';
import {word} from '../../kernel/words.ts';
import type {Storage, Stored, Table} from '../storage/table.ts';

/** An answer that takes longer is worth a line. */
const SLOW_MS = 1_000;

/** A storage whose calls are timed. What fails or is slow leaves a line, with the request it belongs to. */
export function watchedStorage(
  storage: Storage,
  {metrics, log, clock}: {metrics: Metrics; log: Log; clock: Clock},
): Storage {
  function note(table: string, operation: string, began: number, error?: unknown): void {
    const ms = clock.monotonic() - began;
    const of = {table: word(kindOf(table)), operation: word(operation)};
    const reason = isCoded(error, 'storage/unreachable') ? String(error.details['reason']) : undefined;
    metrics.storage(ms / 1_000, {...of, error: reason === undefined ? undefined : word(reason)});
    // While the service is away each call fails at once; the first ones have said so.
    if (reason !== undefined && reason !== 'away') {
      log.warn('storage.failed', {...of, reason: word(reason), ms: Math.round(ms)});
    } else if (ms > SLOW_MS) log.warn('storage.slow', {...of, ms: Math.round(ms)});
  }

  function timed<A extends unknown[], T>(
    name: string,
    operation: string,
    call: (...given: A) => Promise<T>,
  ): (...given: A) => Promise<T> {
    return async (...given) => {
      const began = clock.monotonic();
      try {
        const value = await call(...given);
        note(name, operation, began);
        return value;
      } catch (error) {
        note(name, operation, began, error);
        throw error;
      }
    };
  }

  function watched(table: Table): Table {
    const {name} = table;
    return {
      name,
      get: timed(name, 'get', (...given: Parameters<Table['get']>) => table.get(...given)),
      insert: timed(name, 'insert', (...given: Parameters<Table['insert']>) => table.insert(...given)),
      update: timed(name, 'update', (...given: Parameters<Table['update']>) => table.update(...given)),
      put: timed(name, 'put', (...given: Parameters<Table['put']>) => table.put(...given)),
      delete: timed(name, 'delete', (...given: Parameters<Table['delete']>) => table.delete(...given)),
      transact: timed(name, 'transact', (...given: Parameters<Table['transact']>) =>
        table.transact(...given),
      ),
      page: timed(name, 'page', (...given: Parameters<Table['page']>) => table.page(...given)),
      async *list(query, options) {
        const rows = table.list(query, options)[Symbol.asyncIterator]();
        // The time that the reader takes between two rows is not the storage's.
        let began = clock.monotonic();
        let took = 0;
        try {
          for (;;) {
            began = clock.monotonic();
            const next: IteratorResult<Stored> = await rows.next();
            took += clock.monotonic() - began;
            if (next.done === true) break;
            yield next.value;
          }
          note(name, 'list', clock.monotonic() - took);
        } catch (error) {
          note(name, 'list', clock.monotonic() - took - (clock.monotonic() - began), error);
          throw error;
        } finally {
          await rows.return?.();
        }
      },
    };
  }

  const tables = new Map<string, Table>();
  return {
    ...storage,
    table(name) {
      const table = tables.get(name) ?? watched(storage.table(name));
      tables.set(name, table);
      return table;
    },
  };
}

/** A table of a day has the name of its kind: attributes have few values. */
function kindOf(table: string): string {
  return table.replace(/\d{6,}$/, '');
}
