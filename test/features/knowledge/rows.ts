import type {Row, Storage} from '../../../src/platform/storage/table.ts';

/** Every row of every table, with the table's name: for looking for traces. */
export async function allRows(storage: Storage): Promise<{readonly table: string; readonly row: Row}[]> {
  const found: {table: string; row: Row}[] = [];
  for (const table of await storage.names()) {
    for await (const {row} of storage.table(table).list({})) found.push({table, row});
  }
  return found;
}
