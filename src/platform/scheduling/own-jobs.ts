import type {Job} from '../feature.ts';
import type {Storage} from '../storage/table.ts';
import {sweepBeats} from './beats.ts';
import type {Outbox} from './outbox/outbox.ts';

/** What became of a notice is kept for so long. */
const OUTBOX_DAYS = 30;
const HOUR_MS = 3_600_000;

/** The jobs that keep the scheduling's own tables small. */
export function ownJobs(storage: Storage, outbox: Outbox): readonly Job[] {
  return [
    {
      name: 'outbox.sweep',
      every: 6 * HOUR_MS,
      limit: HOUR_MS / 6,
      purges: true,
      run: async (now, signal) => {
        await outbox.sweep(now.subtract({hours: 24 * OUTBOX_DAYS}), {signal});
      },
    },
    {name: 'beats.sweep', every: 6 * HOUR_MS, run: (now, signal) => sweepBeats(storage, now, signal)},
  ];
}
