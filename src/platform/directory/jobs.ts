import {localTime} from '../../kernel/time.ts';
import type {Job} from '../feature.ts';
import type {Directory} from './staff.ts';
import type {StaffStore} from './store.ts';

/** People who left are erased after so many years. */
const KEPT_YEARS = 1;
/** A refused contact is settled or forgotten within so many days; who tries again is kept again. */
const REFUSED_DAYS = 90;
const HOUR_MS = 3_600_000;

/** The jobs that keep the staff list small: people who left long ago, and former generations. */
export function staffJobs(
  staff: StaffStore,
  directory: Pick<Directory, 'refresh'>,
  zone: string,
  newId: () => string,
): readonly Job[] {
  return [
    {
      name: 'staff.erase',
      every: 24 * HOUR_MS,
      purges: true,
      async run(now, signal) {
        const {day} = localTime(now, zone);
        const limit = day.subtract({years: KEPT_YEARS}).toString();
        for (const list of await staff.lists(signal)) {
          const records = await staff.read(list, signal);
          const kept = records.filter(({closed}) => closed === undefined || closed > limit);
          if (kept.length === records.length) continue;
          await staff.replace(list, kept, {now, id: newId(), signal});
        }
        await staff.forgetRefused(now.subtract({hours: 24 * REFUSED_DAYS}), signal);
      },
    },
    // An instance binds in its own memory, and tells nobody: on the first day that would be a reload a second
    // for all. Whoever runs the jobs has to know whom they can reach.
    {name: 'staff.links', every: HOUR_MS / 6, run: (_now, signal) => directory.refresh(signal)},
    {name: 'staff.sweep', every: HOUR_MS / 6, run: (now, signal) => staff.sweep(now, signal)},
  ];
}
