import type {Row} from '../storage/table.ts';
import {SYSTEM_TABLE} from '../storage/versions.ts';

/** What goes into a backup and what a restore meets. */
export interface Scope {
  /** Tables whose rows are kept. Whatever is not named here is never written to a file. */
  readonly tables: readonly string[];
}

/** Who leads, who was there and what ran when is true of the moment alone; of the house's table the rest is kept. */
const KEPT_PARTITIONS: ReadonlySet<string> = new Set(['content', 'secrets']);

/** Whether a row of a kept table goes into the backup. */
export function isKept(table: string, {pk}: Pick<Row, 'pk'>): boolean {
  return table !== SYSTEM_TABLE || KEPT_PARTITIONS.has(pk);
}
