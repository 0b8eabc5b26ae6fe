import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime} from '../../../kernel/time.ts';
import type {Directory} from '../../../platform/directory/staff.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import {readTrainings} from '../catalogue/trainings.ts';
import {roundsOf, type Course, type Trainings} from '../rules/course.ts';

export interface CoursesDeps {
  /** The courses as they are live, read anew. */
  readonly trainings: (signal?: AbortSignal) => Promise<Trainings>;
  readonly directory: Directory;
  readonly zone: string;
}

const KIND: Readonly<Record<Course['kind'], string>> = {
  video: '動画 video',
  'e-learning': 'eラーニング e-learning',
  classroom: '集合 classroom',
  survey: 'アンケート survey',
};

/** `training courses`: lists the courses that hold, or checks a file before it is pushed. */
export function coursesCommand({trainings, directory, zone}: CoursesDeps): Command {
  return {
    name: 'training courses',
    describe: {
      ja: '研修の一覧。--file でファイルを反映せずに確かめる',
      en: 'Lists the courses; with --file checks a file without taking it over',
    },
    role: 'course-section',
    changes: false,
    options: [
      {
        flags: '--file <file>',
        describe: {ja: '確かめる trainings.yaml', en: 'a trainings.yaml to be checked'},
      },
    ],
    async run({options}, io) {
      const path = options['file'];
      if (typeof path !== 'string') {
        list(await trainings(io.signal), io);
        return EXIT.done;
      }
      const today = localTime(io.now, zone).day.toString();
      const file = await readTrainings(path, directory, today, io.signal);
      if (file.kind === 'absent') throw new CodedError('document/unreadable', {file: path, reason: 'ENOENT'});
      if (file.kind === 'wrong') {
        for (const {file: name, line, text} of file.problems) {
          io.err(`${line === undefined ? name : `${name}:${line}`}: ${text.ja}\n  ${text.en}`);
        }
        const [first] = file.problems;
        const where = first?.line === undefined ? path : `${path}:${first.line}`;
        throw new CodedError('content/invalid', {
          count: file.problems.length,
          first: `${where} ${first?.text.ja ?? ''}`,
        });
      }
      list(file.value, io);
      return EXIT.done;
    },
  };
}

function list({courses}: Trainings, io: CommandIo): void {
  if (io.json) {
    io.out(JSON.stringify(courses));
    return;
  }
  for (const course of courses) {
    const windows = roundsOf(course).map(({from, to}) => `${from}–${to}`);
    const need = course.audience.required.length > 0 || course.nominate ? '必須 required' : '奨励 encouraged';
    io.out(`${course.id}  ${course.title.ja}  ${KIND[course.kind]}  ${need}  ${windows.join(', ')}`);
  }
  if (courses.length === 0) io.out('研修はありません。 No courses.');
}
