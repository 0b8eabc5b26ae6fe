import type {Account} from '../../../src/kernel/person.ts';
import {localTime, Temporal} from '../../../src/kernel/time.ts';
import type {Command, CommandIo} from '../../../src/platform/feature.ts';
import type {StaffMember} from '../../../src/platform/directory/staff.ts';
import {createOutbox} from '../../../src/platform/scheduling/outbox/outbox.ts';
import {undelivered} from '../../../src/platform/scheduling/outbox/undelivered.ts';
import {OUTBOX_TABLE, outboxRows} from '../../../src/platform/scheduling/outbox/rows.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {SYSTEM_TABLE} from '../../../src/platform/storage/versions.ts';
import {decideClaim} from '../../../src/features/training/register/completing.ts';
import {courseOf, type Trainings} from '../../../src/features/training/rules/course.ts';
import type {Channel} from '../../../src/features/training/rules/obligation.ts';
import {assignDuties} from '../../../src/features/training/store/duties.ts';
import {createRegister} from '../../../src/features/training/store/register.ts';
import {nominations} from '../../../src/features/training/nominations/nominations.ts';
import {sessionsDesk} from '../../../src/features/training/sessions/desk.ts';
import {sessionBook} from '../../../src/features/training/sessions/store.ts';
import {weeklyBook} from '../../../src/features/training/weekly/store.ts';
import {COUNTS_TABLE} from '../../../src/features/training/store/retire.ts';
import {roundBook} from '../../../src/features/training/store/rounds.ts';
import {TRAINING_TABLE} from '../../../src/features/training/store/rows.ts';
import {listOf, OFFICE} from './sample.ts';

export const ZONE = 'Asia/Tokyo';

/** A moment of the office. */
export function at(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant();
}

/** The register of some people on memory storage, with a clock that the test moves. */
export async function trainingWorld(people: readonly StaffMember[], given: Trainings) {
  const storage = memoryStorage();
  await storage.ensure([TRAINING_TABLE, OUTBOX_TABLE, SYSTEM_TABLE, COUNTS_TABLE]);
  const state = {
    now: at('2026-02-09T09:00'),
    trainings: given,
    away: new Set<string>(),
    answer: undefined as boolean | undefined,
    inCharge: '',
  };
  const clock = {now: () => state.now, monotonic: () => 0};
  let ids = 0;
  const outbox = createOutbox({storage, rows: outboxRows(storage), clock, newId: () => `id-${ids++}`});
  const directory = listOf(people);
  const register = createRegister({storage, clock});
  const deps = {
    ...{storage, register, book: roundBook(storage), directory, zone: ZONE},
    trainings: () => state.trainings,
    office: () => OFFICE,
    outbox: outbox.of('training'),
    away: () => Promise.resolve(state.away),
  };
  const sessions = sessionsDesk({
    ...{...deps, book: sessionBook(storage), newId: () => `id-${ids++}`},
    isInCharge: ({objectId}: Account) => objectId === state.inCharge,
  });
  const naming = nominations({...deps, newId: () => `id-${ids++}`});
  const week = {
    ...{...deps, book: weeklyBook(storage)},
    isInCharge: ({objectId}: Account) => objectId === state.inCharge,
    undelivered: (signal?: AbortSignal) => undelivered(outbox, 'training', signal),
  };

  return {
    ...{storage, state, directory, register, outbox, deps, week, sessions, naming},
    /** The same, as commands have it. */
    commands: {...deps, trainings: () => Promise.resolve(state.trainings)},
    assign: (local: string) => {
      state.now = at(local);
      return assignDuties(deps, state.now);
    },
    completes: async (person: string, id: string, day: string, channel: Channel = 'import') => {
      const course = courseOf(state.trainings, id);
      if (course === undefined) throw new Error(id);
      return register.change(person, {role: 'operator'}, ({record}) => {
        const today = localTime(state.now, ZONE).day.toString();
        const claim = decideClaim(record, course, {day, channel, source: 'test'}, today);
        return claim.kind === 'add' ? {entries: [claim.entry]} : undefined;
      });
    },
    /** What waits in the outbox: person, occasion, and between which times of day. */
    waiting: async () => {
      const found: {person: string; occasion: string; from: Temporal.Instant; to: Temporal.Instant}[] = [];
      for await (const {account, occasion, state: of, notBefore, notAfter} of outbox.entries()) {
        if (of === 'waiting') found.push({person: account.objectId, occasion, from: notBefore, to: notAfter});
      }
      return found.sort((a, b) => (a.person < b.person ? -1 : 1));
    },
    /** Runs a command as its line would be read. */
    run: async (command: Command, options: Record<string, unknown> = {}, ...args: string[]) => {
      const said = {out: [] as string[], err: [] as string[]};
      const io: CommandIo = {
        json: options['json'] === true,
        out: (line) => void said.out.push(line),
        err: (line) => void said.err.push(line),
        now: state.now,
        // Somebody sits there only where the test says so.
        confirm: state.answer === undefined ? undefined : () => Promise.resolve(state.answer === true),
        progress: () => ({step: () => undefined, end: () => undefined}),
        signal: new AbortController().signal,
      };
      const code = await command.run({arguments: args, options}, io);
      return {code, out: said.out.join('\n'), err: said.err.join('\n')};
    },
  };
}
