import {shortHash} from '../../kernel/ids.ts';
import {sideBySide} from '../../kernel/side-by-side.ts';
import {localTime, type Temporal} from '../../kernel/time.ts';
import type {Job} from '../../platform/feature.ts';
import {ENQUEUED_AT_ONCE, enqueueDigest, noteCarried, type EnqueueDeps} from './reminding/enqueue.ts';
import {isDue, lookAtEverybody, momentOf, type ReminderDeps} from './reminding/plan.ts';
import type {Storage} from '../../platform/storage/table.ts';
import {assignDuties, type DutiesDeps} from './store/duties.ts';
import {retire} from './store/retire.ts';
import type {Nominations} from './nominations/nominations.ts';
import type {Sessions} from './sessions/desk.ts';
import {sendWeek, type WeekDeps} from './weekly/week.ts';

export interface JobsDeps
  extends DutiesDeps, Omit<ReminderDeps, keyof DutiesDeps>, Pick<EnqueueDeps, 'outbox'> {
  readonly storage: Storage;
  readonly week: WeekDeps;
  readonly sessions: Pick<Sessions, 'keep'>;
  readonly naming: Pick<Nominations, 'remind'>;
  readonly directory: DutiesDeps['directory'] & ReminderDeps['directory'];
}

const MINUTE = 60_000;
/** The first look of a day, so that leave entered in the evening before is known. */
const BEGINS = 6 * 60;

/** What the feature does unasked. */
export function trainingJobs(deps: JobsDeps): Job[] {
  return [
    {
      name: 'training.duties',
      every: MINUTE,
      limit: 15 * MINUTE,
      run: (now, signal) => dutiesWhereChanged(deps, now, signal),
    },
    {
      name: 'training.reminders',
      every: 15 * MINUTE,
      limit: 10 * MINUTE,
      run: (now, signal) => remind(deps, now, signal),
    },
    {
      name: 'training.weekly',
      every: 60 * MINUTE,
      limit: 15 * MINUTE,
      async run(now, signal) {
        if (momentOf(now, deps.zone).second >= BEGINS * 60) await sendWeek(deps.week, now, signal);
      },
    },
    {name: 'training.sessions', every: 60 * MINUTE, run: (now, signal) => deps.sessions.keep(now, signal)},
    {
      name: 'training.retire',
      every: 24 * 60 * MINUTE,
      limit: 30 * MINUTE,
      purges: true,
      async run(now, signal) {
        await retire({...deps, settings: () => deps.trainings().settings}, now, signal);
      },
    },
  ];
}

// Everybody is looked at only where something could have changed: the day, the list, the courses, a nomination.
async function dutiesWhereChanged(deps: JobsDeps, now: Temporal.Instant, signal: AbortSignal): Promise<void> {
  const {book, directory, trainings, zone} = deps;
  if (!directory.known()) return;
  const nominations = await book.nominations(signal);
  const day = localTime(now, zone).day.toString();
  const state = shortHash(JSON.stringify([day, directory.version(), trainings(), nominations]));
  if ((await book.state(signal)) === state) return;
  await assignDuties(deps, now, signal);
  await book.noteState(state, signal);
}

async function remind(deps: JobsDeps, now: Temporal.Instant, signal: AbortSignal): Promise<void> {
  const moment = momentOf(now, deps.zone);
  if (moment.second < BEGINS * 60) return;
  await deps.naming.remind(now, signal);
  await sideBySide(lookAtEverybody(deps, moment, signal), ENQUEUED_AT_ONCE, async (look) => {
    const {decision, state} = look;
    if (isDue(look)) await enqueueDigest(deps, look, undefined, signal);
    else if (decision.kind === 'not-today' && decision.carry && state.nudges.carried === undefined) {
      await noteCarried(deps.register, state.person, moment.day, signal);
    }
  });
}
