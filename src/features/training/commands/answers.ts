import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {decodeKey} from '../../../kernel/ids.ts';
import {FILE_OPTIONS, putCsv, readFileWish} from '../../../platform/command-output.ts';
import type {Command} from '../../../platform/feature.ts';
import type {Cell} from '../../../platform/tabular/write-csv.ts';
import {findCourse} from '../intake/read-completions.ts';
import type {AnswerBook, Counts, Sums} from '../questions/store.ts';
import {roundsOf, type Course, type Trainings} from '../rules/course.ts';

export interface AnswersDeps {
  readonly answers: Pick<AnswerBook, 'read'>;
  readonly trainings: (signal?: AbortSignal) => Promise<Trainings>;
}

/** Smaller groups are not shown: one of them could be known by it. */
const LEAST = 5;

/** `training answers`: what people said of a course, by kind of employment and age band, without names. */
export function answersCommand({answers, trainings}: AnswersDeps): Command {
  return {
    name: 'training answers',
    describe: {
      ja: '研修後のアンケートの集計（5人未満の区分は出さない。自由記述は名前なし）',
      en: 'What people said after a course: no group below five, free words without names',
    },
    role: 'course-section',
    changes: false,
    options: [
      {flags: '--course <course>', describe: {ja: '研修のidか名前', en: 'its id or title'}},
      {
        flags: '--round <day>',
        describe: {ja: '受講期間の初日（省略時は最新）', en: 'its first day; default: the latest'},
      },
      ...FILE_OPTIONS,
    ],
    async run({options}, io) {
      const live = await trainings(io.signal);
      const course = typeof options['course'] === 'string' ? findCourse(live, options['course']) : undefined;
      if (course === undefined) throw new CodedError('command/usage', {what: '--course ID'});
      const rounds = roundsOf(course).map(({id}) => id);
      const asked = options['round'];
      if (asked !== undefined && !rounds.some((each) => each === asked)) {
        throw new CodedError('command/usage', {what: `--round ${rounds.join('|')}`});
      }
      const found = await Promise.all(
        rounds.map(async (round) => ({round, sums: await answers.read(course.id, round, io.signal)})),
      );
      const wanted = found
        .filter(({round, sums}) => (asked === undefined ? sums.answers > 0 : round === asked))
        .at(-1);
      if (wanted === undefined || wanted.sums.answers === 0) {
        io.err('回答はまだありません。 Nobody has answered yet.');
        return EXIT.done;
      }
      const {round, sums} = wanted;
      const groups = shownGroups(sums.groups);
      if (io.json) {
        const shown = groups.map(([name, group]) => ({group: name.split('|').map(decodeKey), ...group}));
        io.out(
          JSON.stringify({round, answers: sums.answers, all: sums.all, groups: shown, words: sums.words}),
        );
        return EXIT.done;
      }
      const rows: Cell[][] = [
        ['区分', '設問', '4・はい', '3', '2', '1', '0・いいえ', '回答数'],
        ...rowsOf('全体', course, sums.all),
        ...groups.flatMap(([name, {by}]) => rowsOf(name.split('|').map(decodeKey).join(' '), course, by)),
        ...course.questions
          .filter(({kind}) => kind === 'free')
          .flatMap(({id, text}) => (sums.words[id] ?? []).map((said): Cell[] => ['自由記述', text.ja, said])),
      ];
      await putCsv(rows, readFileWish(options), io);
      return EXIT.done;
    },
  };
}

function rowsOf(group: string, {questions}: Course, by: Readonly<Record<string, Counts>>): Cell[][] {
  return questions
    .filter(({kind}) => kind !== 'free')
    .map(({id, kind, text}) => {
      const counts = by[id] ?? {};
      const of = (grade: string) => counts[grade] ?? 0;
      const sum = Object.values(counts).reduce((all, each) => all + each, 0);
      return kind === 'useful'
        ? [group, text.ja, of('1'), '', '', '', of('0'), sum]
        : [group, text.ja, of('4'), of('3'), of('2'), of('1'), '', sum];
    });
}

/**
 * Those with five or more. Where what is left out would be fewer than five together, the smallest of them is left out
 * as well: otherwise the whole less the groups would show it.
 */
function shownGroups(groups: Sums['groups']): [string, Sums['groups'][string]][] {
  const sorted = Object.entries(groups).sort(([, a], [, b]) => b.answers - a.answers);
  const shown = sorted.filter(([, {answers}]) => answers >= LEAST);
  const hidden = sorted.slice(shown.length).reduce((sum, [, {answers}]) => sum + answers, 0);
  return hidden > 0 && hidden < LEAST ? shown.slice(0, -1) : shown;
}
