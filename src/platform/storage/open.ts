import type {Clock} from '../clock.ts';
import type {TokenCredential} from '@azure/identity';
import {connectTables} from './azure-table.ts';
import {startEmbedded} from './embedded.ts';
import {onceMore} from './azure/once-more.ts';
import type {Storage} from './table.ts';

/** Where a house's rows lie. */
export interface Place {
  /** A storage account by its address, entered with an Entra identity. */
  readonly account?: {readonly url: string; readonly credential: TokenCredential} | undefined;
  /** Undefined as well: embedded, with its files in `dataDir`. */
  readonly connectionString: string | undefined;
  readonly dataDir: string;
  readonly clock: Clock;
}

/**
 * Opens the storage and creates the tables that are missing.
 *
 * @param given what a test puts in its place; whoever gave it closes it
 */
export async function openStorage(
  {account, connectionString, dataDir, clock}: Place,
  tables: readonly string[],
  given?: Storage,
): Promise<{storage: Storage; close: () => Promise<void>}> {
  if (given !== undefined) {
    await given.ensure(tables);
    return {storage: given, close: () => Promise.resolve()};
  }
  const outside = account ?? connectionString;
  const embedded = outside === undefined ? await startEmbedded(dataDir, {clock}) : undefined;
  const storage = connectTables(outside ?? embedded?.connectionString ?? '', {clock});
  const close = async () => {
    await storage.close();
    await embedded?.stop();
  };
  try {
    await onceMore(() => storage.ensure(tables));
  } catch (error) {
    await close();
    throw error;
  }
  return {storage, close};
}
