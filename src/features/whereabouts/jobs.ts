import type {Temporal} from '../../kernel/time.ts';
import {localTime} from '../../kernel/time.ts';
import {isHoliday} from './working-day.ts';
import type {Directory} from '../../platform/directory/staff.ts';
import type {Job} from '../../platform/feature.ts';
import type {Office} from '../../platform/office/shape.ts';
import type {FeatureOutbox} from '../../platform/scheduling/outbox/outbox.ts';
import type {Storage} from '../../platform/storage/table.ts';
import type {Desk} from './desk.ts';
import type {Presence} from './store/presence.ts';
import {purgeBefore, sampleHour} from './store/purge.ts';
import type {SettingsStore} from './store/settings.ts';

export interface JobsDeps {
  readonly storage: Storage;
  readonly desk: Desk;
  readonly presence: Presence;
  readonly settings: SettingsStore;
  readonly directory: Directory;
  readonly office: () => Office;
  readonly outbox: FeatureOutbox;
  readonly zone: string;
}

const MINUTE = 60_000;
/** A card that asks where one works is of no use later than so many hours after its time. */
const MORNING_HOURS = 2;

/** What the feature does unasked. */
export function whereaboutsJobs(deps: JobsDeps): Job[] {
  const {storage, desk, directory, zone} = deps;
  const momentOf = (now: Temporal.Instant) => {
    const {day, minute} = localTime(now, zone);
    return {day: day.toString(), minute};
  };
  return [
    {
      name: 'whereabouts.purge',
      every: 5 * MINUTE,
      limit: 10 * MINUTE,
      async run(now, signal) {
        const listed = directory.all().filter(({unlisted}) => !unlisted).length;
        await purgeBefore(storage, momentOf(now).day, listed, await desk.leftOut(signal), signal);
      },
    },
    {
      name: 'whereabouts.sample',
      every: 15 * MINUTE,
      async run(now, signal) {
        const {day, minute} = momentOf(now);
        await sampleHour(storage, day, minute, await desk.leftOut(signal), signal);
      },
    },
    {
      name: 'whereabouts.morning',
      every: 5 * MINUTE,
      run: (now, signal) => askInTheMorning(deps, now, signal),
    },
  ];
}

// 「今日はどこで？」 for those who want it, on their own working days, unless they have said so already.
async function askInTheMorning(deps: JobsDeps, now: Temporal.Instant, signal: AbortSignal): Promise<void> {
  const {settings, presence, outbox, zone} = deps;
  const {day, minute} = localTime(now, zone);
  for await (const {account, minute: wanted} of settings.morning(signal)) {
    if (minute < wanted || minute >= wanted + MORNING_HOURS * 60) continue;
    if (isHoliday(day, account, deps)) continue;
    const said = await presence.said(account, day.toString(), signal);
    if (said.length > 0) continue;
    const notAfter = now.add({hours: MORNING_HOURS});
    const notice = {
      account,
      occasion: `morning|${day.toString()}`,
      lane: 'digests',
      notBefore: now,
      notAfter,
    } as const;
    await outbox.enqueue(notice, {signal});
  }
}
