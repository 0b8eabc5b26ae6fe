import {access} from 'node:fs/promises';
import {EXIT} from '../../../../kernel/errors.ts';
import {Temporal} from '../../../../kernel/time.ts';
import type {Check, Finding} from '../../../../platform/doctor/finding.ts';
import type {Command, ContentPlan} from '../../../../platform/feature.ts';
import type {JobBook, JobState} from '../../../../platform/scheduling/jobs.ts';

export interface DoctorDeps {
  /** Looks at what features do not see: settings, storage, credentials, the clock, the package. */
  readonly checks: readonly Check[];
  readonly planContent: (directory: string, now: Temporal.Instant) => Promise<ContentPlan>;
  readonly contentDir: string;
  readonly jobs: JobBook;
}

/** Each look is given so long; one that does not come back is a finding too. */
const LOOK_MS = 10_000;
/** A job counts as late once it has been due for two of its own turns and this. */
const LATE_MS = 10 * 60_000;

/** `doctor`: looks at everything that can be seen from here, and says what to mend. */
export function doctorCommand(deps: DoctorDeps): Command {
  const checks: readonly Check[] = [
    ...deps.checks,
    (now) => contentFindings(deps, now),
    async (now, signal) => (await deps.jobs.list({signal})).map((state) => jobFinding(state, now)),
  ];
  return {
    name: 'doctor',
    describe: {
      ja: '設定、保存先、認証、時計、コンテンツ、マニフェスト、定時の処理を調べ、直すべきことを示す',
      en: 'Checks settings, storage, credentials, clock, content, manifest and jobs, and says what to mend',
    },
    role: 'operator',
    changes: false,
    async run(_input, io) {
      const findings = (await Promise.all(checks.map((check) => look(check, io.now, io.signal)))).flat();
      if (io.json) io.out(JSON.stringify(findings));
      else for (const finding of findings) io.out(lineOf(finding));
      return findings.some(({state}) => state === 'wrong') ? EXIT.refused : EXIT.done;
    },
  };
}

function lineOf({about, state, text}: Finding): string {
  const words = {good: '良好 good ', look: '確認 look ', wrong: '不良 wrong'};
  return `${words[state]}  ${about}: ${text.ja}\n             ${text.en}`;
}

// What cannot be looked at is a finding, not the end of the others.
async function look(check: Check, now: Temporal.Instant, signal: AbortSignal): Promise<readonly Finding[]> {
  try {
    return await check(now, AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]));
  } catch (error) {
    signal.throwIfAborted();
    const name = error instanceof Error ? error.name : typeof error;
    return [
      {
        about: 'doctor',
        state: 'wrong',
        text: {ja: `調べられませんでした（${name}）。`, en: `A look failed (${name}).`},
      },
    ];
  }
}

async function contentFindings(
  {planContent, contentDir}: DoctorDeps,
  now: Temporal.Instant,
): Promise<readonly Finding[]> {
  const about = 'content';
  try {
    await access(contentDir);
  } catch {
    const text = {
      ja: `フォルダー ${contentDir} がありません。CONTENT_DIR を確かめてください。`,
      en: `The folder ${contentDir} is not there. Check CONTENT_DIR.`,
    };
    return [{about, state: 'wrong', text}];
  }
  const {problems} = await planContent(contentDir, now);
  if (problems.length === 0) {
    return [{about, state: 'good', text: {ja: '誤りはありません。', en: 'No mistakes.'}}];
  }
  return problems.map(({file, line, text}): Finding => {
    const where = line === undefined ? file : `${file}:${line}`;
    return {about, state: 'wrong', text: {ja: `${where}: ${text.ja}`, en: `${where}: ${text.en}`}};
  });
}

function jobFinding({name, every, last, next, outcome, failures}: JobState, now: Temporal.Instant): Finding {
  const about = `job ${name}`;
  if (last === undefined || next === undefined) {
    const text = {
      ja: 'まだ実行されていません。JOBS=on のボットを動かしてください。',
      en: 'Has never run. Let a bot with JOBS=on run.',
    };
    return {about, state: 'look', text};
  }
  const late = now.epochMilliseconds - Temporal.Instant.from(next).epochMilliseconds - 2 * every - LATE_MS;
  if (late > 0) {
    const text = {
      ja: `前回は ${last} で、予定の ${next} を過ぎても動いていません。JOBS=on のボットがあるか確かめてください。`,
      en: `Last run ${last}; was due at ${next}. See whether a bot with JOBS=on runs.`,
    };
    return {about, state: 'wrong', text};
  }
  if (outcome !== 'done' && failures > 0) {
    const text = {
      ja: `${failures} 回続けて失敗しています。ログの job.failed を見てください。次回は ${next} です。`,
      en: `Failed ${failures} times in a row; see job.failed in the log. Next at ${next}.`,
    };
    return {about, state: failures >= 3 ? 'wrong' : 'look', text};
  }
  return {about, state: 'good', text: {ja: `前回 ${last}`, en: `Last run ${last}`}};
}
