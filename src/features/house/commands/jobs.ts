import {CodedError, EXIT, isCoded} from '../../../kernel/errors.ts';
import {readInstant} from '../../../platform/command-input.ts';
import type {Command} from '../../../platform/feature.ts';
import type {JobBook, JobState} from '../../../platform/scheduling/jobs.ts';

export interface JobsDeps {
  readonly jobs: JobBook;
  readonly zone: string;
}

/** `jobs list`: what is done unasked, how it went, when it is done next. */
export function jobsListCommand({jobs}: JobsDeps): Command {
  return {
    name: 'jobs list',
    describe: {
      ja: '定時の処理の一覧（間隔、前回、結果、次回）を表示する',
      en: 'Lists the jobs: how often, last run, outcome, next run',
    },
    role: 'operator',
    changes: false,
    async run(_input, io) {
      const states = await jobs.list({signal: io.signal});
      if (io.json) io.out(JSON.stringify(states));
      else for (const state of states) io.out(lineOf(state));
      return EXIT.done;
    },
  };
}

function lineOf({name, every, last, outcome, failures, next}: JobState): string {
  const words = {done: '完了 done', failed: '失敗 failed', cut: '打切り cut'};
  const how = outcome === undefined ? 'まだ never' : words[outcome];
  const again = failures === 0 ? '' : ` ×${failures}`;
  const every_ = `毎 every ${Math.round(every / 1000)} s`;
  return [name, every_, `前回 last ${last ?? '–'} ${how}${again}`, `次回 next ${next ?? 'すぐに now'}`].join(
    '  ',
  );
}

/** `jobs run`: one run by hand. It may write to the outbox; sending is left to the running bot. */
export function jobsRunCommand({jobs, zone}: JobsDeps): Command {
  return {
    name: 'jobs run',
    describe: {
      ja: '定時の処理を一度実行する（送信は動いているボットが行う）',
      en: 'Runs a job once; what it has to say is sent by the running bot',
    },
    role: 'operator',
    changes: true,
    arguments: [{name: '<name>', describe: {ja: '名前（jobs list で確かめる）', en: 'see jobs list'}}],
    options: [
      {
        flags: '--as-of <instant>',
        describe: {
          ja: 'この時点として判断する（例 2026-11-24T10:00:00+09:00）',
          en: 'judges as of that instant',
        },
      },
    ],
    async run({arguments: [name = ''], options}, io) {
      const given = options['asOf'];
      const asOf = typeof given === 'string' ? readInstant(given, zone, '--as-of') : io.now;
      try {
        await jobs.run(name, asOf, io.signal);
      } catch (error) {
        if (isCoded(error)) throw error;
        throw new CodedError('job/failed', {name}, {cause: error});
      }
      if (io.json) io.out(JSON.stringify({name, asOf: asOf.toString(), outcome: 'done'}));
      else io.out(`${name}: 完了しました。 Done.`);
      return EXIT.done;
    },
  };
}
