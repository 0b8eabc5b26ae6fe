import {joinKey} from '../../../kernel/ids.ts';
import type {Day, PersonKey} from '../../../platform/directory/staff.ts';
import type {Storage} from '../../../platform/storage/table.ts';
import type {ReportLine} from '../reporting/report.ts';
import {known, SHAPE, TRAINING_TABLE} from '../store/rows.ts';

// One small partition: what the weekly cards say. Looking at everybody takes seconds, too long for the moment in which
// a card goes out, so the job counts once and each card reads its own row.
//   weekly   s|day|section   where the section stands
//   weekly   u|day           what could not be delivered
//   weekly   w|day           that all of it was put into the outbox
const WEEKLY = 'weekly';

export interface SectionWeek {
  readonly lines: readonly Pick<ReportLine, 'course' | 'round' | 'figures' | 'rate' | 'mark'>[];
  /** Who has not finished something that is required. */
  readonly pending: readonly {readonly person: PersonKey; readonly courses: readonly string[]}[];
}

/** Why somebody was not told. `no-account`: the bot has never met them. */
export type NotTold = 'no-account' | 'failed' | 'unknown' | 'late';

export interface UndeliveredWeek {
  readonly counts: Readonly<Partial<Record<NotTold, number>>>;
  /** The first of them; all are listed by command. */
  readonly people: readonly {readonly person: PersonKey; readonly why: NotTold}[];
}

export interface WeeklyBook {
  section(day: Day, section: string, signal?: AbortSignal): Promise<SectionWeek | undefined>;
  putSection(day: Day, section: string, week: SectionWeek, signal?: AbortSignal): Promise<void>;
  undelivered(day: Day, signal?: AbortSignal): Promise<UndeliveredWeek | undefined>;
  putUndelivered(day: Day, week: UndeliveredWeek, signal?: AbortSignal): Promise<void>;
  /** Whether the cards of that day are in the outbox. */
  isDone(day: Day, signal?: AbortSignal): Promise<boolean>;
  noteDone(day: Day, signal?: AbortSignal): Promise<void>;
  /** Deletes what is of earlier days. */
  forgetBefore(day: Day, signal?: AbortSignal): Promise<void>;
}

export function weeklyBook(storage: Storage): WeeklyBook {
  const table = storage.table(TRAINING_TABLE);
  // Written here alone.
  const read = async <T>(rk: string, signal: AbortSignal | undefined): Promise<T | undefined> => {
    const found = await table.get(WEEKLY, rk, {signal});
    return found === undefined ? undefined : (JSON.parse(String(known(found.row)['data'])) as T);
  };
  const put = (rk: string, data: unknown, signal: AbortSignal | undefined) =>
    table.put({pk: WEEKLY, rk, v: SHAPE, data: JSON.stringify(data)}, {signal});
  return {
    section: (day, section, signal) => read(joinKey('s', day, section), signal),
    putSection: (day, section, week, signal) => put(joinKey('s', day, section), week, signal),
    undelivered: (day, signal) => read(joinKey('u', day), signal),
    putUndelivered: (day, week, signal) => put(joinKey('u', day), week, signal),
    isDone: async (day, signal) => (await table.get(WEEKLY, joinKey('w', day), {signal})) !== undefined,
    noteDone: (day, signal) => put(joinKey('w', day), {}, signal),
    async forgetBefore(day, signal) {
      for (const kind of ['s', 'u', 'w']) {
        const old = {pk: WEEKLY, from: `${kind}|`, to: joinKey(kind, day)};
        for await (const {row, etag} of table.list({...old, columns: []}, {signal})) {
          await table.delete(row.pk, row.rk, etag, {signal});
        }
      }
    },
  };
}
