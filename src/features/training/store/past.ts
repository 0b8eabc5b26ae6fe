import type {Temporal} from '../../../kernel/time.ts';
import type {PersonKey} from '../../../platform/directory/staff.ts';
import type {Entry} from '../register/entry.ts';
import {recordOf, type PersonRecord} from '../register/record.ts';
import type {Register} from './register.ts';

export interface PastRecord {
  readonly person: PersonKey;
  readonly record: PersonRecord;
}

/**
 * What the register said at an instant, made of the entries that had been written by then. Entries are never changed
 * and none is written with an earlier time, so it is the same whenever it is asked.
 */
export async function* recordsAsOf(
  register: Pick<Register, 'allEntries'>,
  at: Temporal.Instant,
  signal?: AbortSignal,
): AsyncIterable<PastRecord> {
  const until = at.epochMilliseconds;
  for await (const bucket of register.allEntries(signal)) {
    let of: Entry[] = [];
    // A person's entries lie beside each other.
    for (const entry of bucket) {
      if (of[0] !== undefined && of[0].person !== entry.person) {
        yield* past(of, until);
        of = [];
      }
      of.push(entry);
    }
    yield* past(of, until);
  }
}

function past(entries: readonly Entry[], until: number): PastRecord[] {
  const then = entries.filter(({at}) => at.epochMilliseconds <= until);
  const person = then[0]?.person;
  return person === undefined ? [] : [{person, record: recordOf(then)}];
}
