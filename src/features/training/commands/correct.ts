import {CodedError, EXIT} from '../../../kernel/errors.ts';
import type {Command} from '../../../platform/feature.ts';
import {isDay} from '../../../platform/office/shape.ts';
import {readCourse, type EnterDeps} from './enter.ts';

const LONGEST_REASON = 200;

/** `training correct`: takes a completion back that was written by mistake. The mistake stays in the register. */
export function correctCommand({register, directory, trainings}: EnterDeps): Command {
  return {
    name: 'training correct',
    describe: {
      ja: '誤って登録した受講を取り消す（元の記録は消さず、取り消した人と理由を足す）',
      en: 'Takes back a completion written by mistake; the entry stays, who corrected it and why is added',
    },
    role: 'course-section',
    changes: true,
    options: [
      {flags: '--course <course>', describe: {ja: '研修のidか名前', en: 'its id or title'}},
      {flags: '--person <number>', describe: {ja: '職員番号', en: 'employee number'}},
      {flags: '--date <date>', describe: {ja: '取り消す受講日', en: 'the day that is taken back'}},
      {flags: '--by <number>', describe: {ja: '取り消す人の職員番号', en: 'employee number of who corrects'}},
      {flags: '--reason <text>', describe: {ja: '理由', en: 'why'}},
    ],
    async run({options}, io) {
      const course = readCourse(await trainings(io.signal), options['course']);
      const of = (option: string) => directory.all().find(({number}) => number === options[option]);
      const [person, author] = [of('person'), of('by')];
      if (person === undefined) throw new CodedError('command/usage', {what: '--person NUMBER'});
      if (author === undefined) throw new CodedError('command/usage', {what: '--by NUMBER'});
      const {date, reason} = options;
      if (typeof date !== 'string' || !isDay(date))
        throw new CodedError('command/usage', {what: '--date DATE'});
      if (typeof reason !== 'string' || reason.trim() === '' || reason.length > LONGEST_REASON) {
        throw new CodedError('command/usage', {what: `--reason (1–${LONGEST_REASON})`});
      }
      const written = await register.change(
        person.key,
        {role: 'course-section', person: author.key},
        ({record}) => {
          const wrong = (record.completions[course.id] ?? []).filter(({day}) => day === date);
          if (wrong.length === 0) return undefined;
          return {
            entries: wrong.map(({entry}) => ({
              kind: 'void',
              course: course.id,
              entry,
              reason: reason.trim(),
            })),
          };
        },
        {signal: io.signal},
      );
      if (written.kind !== 'written') {
        io.err('その日の受講は登録されていません。 The register has no such completion.');
        return EXIT.refused;
      }
      const count = written.entries.length;
      if (io.json) io.out(JSON.stringify({course: course.id, corrected: count}));
      else io.out(`取り消しました。 Taken back: ${count}`);
      return EXIT.done;
    },
  };
}
