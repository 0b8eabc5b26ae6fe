import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {FILE_OPTIONS, putCsv, readFileWish} from '../../../platform/command-output.ts';
import type {Command} from '../../../platform/feature.ts';
import type {Trainings} from '../rules/course.ts';
import type {Sessions} from '../sessions/desk.ts';

export interface RosterDeps {
  readonly sessions: Pick<Sessions, 'place' | 'roster'>;
  readonly trainings: (signal?: AbortSignal) => Promise<Trainings>;
}

/** `training roster`: who comes to a session, to be printed and signed, or taken in again as it is. */
export function rosterCommand({sessions, trainings}: RosterDeps): Command {
  return {
    name: 'training roster',
    describe: {
      ja: '集合研修の名簿（CSV）。印刷して出欠を書き、training import --roster で取り込める',
      en: 'The roster of a session as CSV: to be printed, and taken in with training import --roster',
    },
    role: 'course-section',
    changes: false,
    options: [
      {flags: '--course <course>', describe: {ja: '研修のid', en: 'the course’s id'}},
      {flags: '--session <session>', describe: {ja: '日程のid', en: 'the session’s id'}},
      ...FILE_OPTIONS,
    ],
    async run({options}, io) {
      await trainings(io.signal);
      const {course, session} = options;
      const place =
        typeof course === 'string' && typeof session === 'string'
          ? sessions.place({course, session})
          : undefined;
      if (place === undefined) throw new CodedError('command/usage', {what: '--course ID --session ID'});
      const lines = await sessions.roster(place, 'ja', io.signal);
      const seated = lines.filter(({state}) => state === 'in');
      if (io.json) {
        io.out(
          JSON.stringify(
            lines.map(({member, state, attended}) => ({number: member?.number, state, attended})),
          ),
        );
        return EXIT.done;
      }
      const rows = seated.map(({member, attended}) => [
        ...[member?.number ?? '', member?.unlisted === true ? '' : (member?.name ?? '')],
        ...[member?.unlisted === true ? '' : (member?.main.sectionName ?? ''), attended ? '出席' : ''],
      ]);
      await putCsv([['職員番号', '氏名', '所属', '出欠'], ...rows], readFileWish(options), io);
      return EXIT.done;
    },
  };
}
