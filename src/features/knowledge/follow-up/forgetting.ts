import {Temporal} from '../../../kernel/time.ts';
import type {Clock} from '../../../platform/clock.ts';
import type {Job} from '../../../platform/feature.ts';
import type {Log} from '../../../platform/log.ts';
import type {KeptQuestions} from '../feedback/kept-questions.ts';
import type {Votes} from '../feedback/votes.ts';
import type {Talks} from './talks.ts';

interface Deps {
  readonly votes: Votes;
  readonly kept: KeptQuestions;
  readonly talks: Talks;
  readonly clock: Clock;
  readonly zone: string;
  readonly log: Log;
}

const EVERY_MINUTES = 10;
const TIDY_MS = 60_000;

/** Deletes talks, kept questions and the traces of votes whose time is over. */
export function forgetting({votes, kept, talks, clock, zone, log}: Deps) {
  let talksTidied: Temporal.Instant | undefined;
  let dayTidied: string | undefined;

  async function sweep(signal?: AbortSignal): Promise<void> {
    const now = clock.now();
    const today = now.toZonedDateTimeISO(zone).toPlainDate();
    await Promise.all([talks.sweep(now, signal), kept.sweep(today, signal), votes.sweep(today, signal)]);
  }

  const job: Job = {
    name: 'knowledge.forget',
    every: EVERY_MINUTES * 60_000,
    purges: true,
    run: (_now, signal) => sweep(signal),
  };

  return {
    sweep,
    job,
    /** As questions come, whoever answers one deletes what is over: talks every ten minutes, the rest daily. */
    tidy: (now: Temporal.Instant): void => {
      const today = now.toZonedDateTimeISO(zone).toPlainDate();
      const isNewDay = dayTidied !== today.toString();
      const isTime =
        talksTidied === undefined ||
        Temporal.Instant.compare(now, talksTidied.add({minutes: EVERY_MINUTES})) >= 0;
      if (!isNewDay && !isTime) return;
      talksTidied = now;
      dayTidied = today.toString();
      const signal = AbortSignal.timeout(TIDY_MS);
      const work = isNewDay ? sweep(signal) : talks.sweep(now, signal);
      void work.catch((error: unknown) => log.error('knowledge.forget', error));
    },
  };
}
