import type {Role} from '../../kernel/person.ts';
import {Temporal} from '../../kernel/time.ts';
import type {Clock} from '../clock.ts';
import type {Job} from '../feature.ts';
import type {CallOptions, Storage} from '../storage/table.ts';

export const AUDIT_TABLE = 'audit';

/** Five years, as records of operation are kept; whole months go. */
const KEPT_MONTHS = 60;
const DAY_MS = 24 * 3_600_000;

/** One thing that somebody with a role did. No free text: nothing of it can hold a person's words. */
export interface AuditEntry {
  readonly at: Temporal.Instant;
  /** An account as `tenant~object id`, or `system:USER` of the machine that a command ran on. */
  readonly actor: string;
  readonly role: Role;
  /** A command's name, an intent's, or a card's verb. */
  readonly action: string;
  /** The key of what it was done to; empty where the action says it all. */
  readonly subject: string;
  /** Whether the role was there; what came of it stands in the thing itself. */
  readonly outcome: 'allowed' | 'refused';
}

export interface Audit {
  /**
   * Adds an entry. Whoever acts waits for it: what cannot be recorded is not to be done.
   *
   * @throws CodedError `storage/unreachable`
   */
  readonly record: (entry: Omit<AuditEntry, 'at'>, options?: CallOptions) => Promise<void>;
  /** In the order of time, `from` included, `to` not. */
  readonly list: (
    from: Temporal.Instant,
    to: Temporal.Instant,
    options?: CallOptions,
  ) => AsyncIterable<AuditEntry>;
  readonly jobs: readonly Job[];
}

/** What was done with a role, in a table that this one place writes, and only ever adds to. */
export function createAudit(storage: Storage, clock: Clock, newId: () => string): Audit {
  const table = storage.table(AUDIT_TABLE);

  async function* list(
    from: Temporal.Instant,
    to: Temporal.Instant,
    options?: CallOptions,
  ): AsyncIterable<AuditEntry> {
    const last = monthOf(to);
    for (
      let month = monthOf(from);
      Temporal.PlainYearMonth.compare(month, last) <= 0;
      month = month.add({months: 1})
    ) {
      const query = {pk: month.toString(), from: keyOf(from), to: keyOf(to)};
      for await (const {row} of table.list(query, options)) {
        yield {
          at: Temporal.Instant.from(String(row['at'])),
          actor: String(row['actor']),
          role: String(row['role']) as Role,
          action: String(row['action']),
          subject: String(row['subject']),
          outcome: String(row['outcome']) as AuditEntry['outcome'],
        };
      }
    }
  }

  return {
    async record(entry, options) {
      const now = clock.now();
      const at = keyOf(now);
      const pk = monthOf(now).toString();
      await table.insert({pk, rk: `${at}|${newId()}`, v: 1, at, ...entry}, options);
    },
    list,
    jobs: [
      {
        name: 'audit.sweep',
        every: DAY_MS,
        limit: 600_000,
        purges: true,
        async run(now, signal) {
          const kept = monthOf(now).subtract({months: KEPT_MONTHS}).toString();
          // Row keys begin with the month, so a range over all partitions finds the old ones.
          for await (const {row, etag} of table.list({to: kept}, {signal})) {
            await table.delete(row.pk, row.rk, etag, {signal});
          }
        },
      },
    ],
  };
}

// In UTC, with the same number of digits always: text then sorts as time does.
function keyOf(instant: Temporal.Instant): string {
  return instant.toString({fractionalSecondDigits: 3});
}

function monthOf(instant: Temporal.Instant): Temporal.PlainYearMonth {
  return instant.toZonedDateTimeISO('UTC').toPlainDate().toPlainYearMonth();
}
