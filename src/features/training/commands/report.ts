import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime, Temporal} from '../../../kernel/time.ts';
import {readInstant} from '../../../platform/command-input.ts';
import {FILE_OPTIONS, putCsv, putFile, readFileWish} from '../../../platform/command-output.ts';
import type {Command} from '../../../platform/feature.ts';
import {isDay} from '../../../platform/office/shape.ts';
import {aboutOf, matrixOf, type ReportExport} from '../reporting/export.ts';
import {keptFrom} from '../register/retiring.ts';
import {reportChart} from '../reporting/report-chart.ts';
import {csvRows, makeReport, sheetsOf, type XlsxWriter} from '../reporting/make-report.ts';
import type {ReportFilter} from '../reporting/report.ts';
import {courseOf, type Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {titleOf} from '../views/mine.ts';
import {findCourse} from '../intake/read-completions.ts';

export interface ReportDeps {
  readonly register: Register;
  readonly trainings: (signal?: AbortSignal) => Promise<Trainings>;
  readonly zone: string;
  /** Writes tables as an XLSX file, cells that it would compute made harmless. Without it there are none. */
  readonly writeXlsx?: XlsxWriter | undefined;
}

const FORMATS = ['table', 'csv', 'xlsx', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** `training report`: who was required, who has done it, on whatever day. */
export function reportCommand({register, trainings, zone, writeXlsx}: ReportDeps): Command {
  return {
    name: 'training report',
    describe: {
      ja: '受講状況（必須、受講済み、未受講、期限超過、対象外、率）と、課と研修の一覧（○△×－）',
      en: 'Who was required and who has done it, by course and section, with the matrix of marks',
    },
    role: 'course-section',
    changes: false,
    options: [
      {flags: '--course <course>', describe: {ja: '研修のidか名前', en: 'its id or title'}},
      {flags: '--section <section>', describe: {ja: '課の名前かコード', en: 'its name or code'}},
      {
        flags: '--as-of <time>',
        describe: {
          ja: '時点（例 2026-03-06。その日の終わり）',
          en: 'the moment; a date means its end; default: now',
        },
      },
      {
        flags: '--format <format>',
        describe: {ja: FORMATS.join(' '), en: 'how it is written'},
        default: 'table',
      },
      ...FILE_OPTIONS,
      {
        flags: '--chart <file>',
        describe: {ja: 'グラフ（SVG）を書き出すファイル', en: 'writes a chart (SVG) to a file'},
      },
    ],
    async run({options}, io) {
      const live = await trainings(io.signal);
      const formats = FORMATS.filter((each) => each !== 'xlsx' || writeXlsx !== undefined);
      const format = io.json ? 'json' : readFormat(options['format'], formats);
      const wish = readFileWish(options);
      const {out} = wish;
      if (format === 'xlsx' && out === undefined)
        throw new CodedError('command/usage', {what: '--format xlsx --out FILE'});
      const asOf = readAsOf(textOption(options, 'asOf'), io.now, zone);
      const {keepYears, fiscalYearStart} = live.settings;
      const today = localTime(io.now, zone).day.toString();
      if (localTime(asOf, zone).day.toString() < keptFrom(today, keepYears, fiscalYearStart)) {
        io.err('その年度の受講記録は保存期間を過ぎ、件数だけが残っています。');
        io.err('The register of that fiscal year is past keeping; counts are what is left of it.');
        return EXIT.refused;
      }
      const made = await makeReport(register, asOf, filterOf(options, live), zone, io.signal);
      const title = (course: string) => titleOf(live, course).ja;

      const chart = textOption(options, 'chart');
      if (chart !== undefined) await putFile(chart, reportChart(made, title, zone));
      if (format === 'xlsx') {
        if (writeXlsx !== undefined && out !== undefined)
          await putFile(out, await writeXlsx(sheetsOf(made, title, zone)));
      } else if (format === 'csv') {
        await putCsv(csvRows(made, title, zone), wish, io);
      } else {
        const text = textIn(format, made, title, zone);
        if (out === undefined) io.out(text.trimEnd());
        else await putFile(out, text);
      }
      if (made.report.lines.length === 0) io.err('対象者がいません。 Nobody was required.');
      return EXIT.done;
    },
  };
}

/** A date means the end of its day, and today means now; nobody knows what comes later. */
function readAsOf(given: string | undefined, now: Temporal.Instant, zone: string): Temporal.Instant {
  if (given === undefined) return now;
  const today = localTime(now, zone).day.toString();
  if (given === today) return now;
  const asOf = isDay(given)
    ? Temporal.PlainDate.from(given)
        .add({days: 1})
        .toZonedDateTime(zone)
        .toInstant()
        .subtract({milliseconds: 1})
    : readInstant(given, zone, '--as-of');
  if (asOf.epochMilliseconds > now.epochMilliseconds)
    throw new CodedError('command/usage', {what: `--as-of ${given}`});
  return asOf;
}

function filterOf(options: Readonly<Record<string, unknown>>, live: Trainings): ReportFilter {
  const named = textOption(options, 'course');
  // A course that is out of the file still has its register, under its id.
  const course =
    named === undefined ? undefined : (findCourse(live, named)?.id ?? courseOf(live, named)?.id ?? named);
  return {course, section: textOption(options, 'section')};
}

function readFormat(given: unknown, formats: readonly Format[]): Format {
  const found = formats.find((format) => format === given);
  if (found === undefined) throw new CodedError('command/usage', {what: `--format ${formats.join('|')}`});
  return found;
}

function textOption(options: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const given = options[name];
  return typeof given === 'string' ? given : undefined;
}

function textIn(
  format: 'table' | 'json',
  made: ReportExport,
  title: (course: string) => string,
  zone: string,
): string {
  if (format === 'json') return `${jsonOf(made, title)}\n`;
  return `${textOf(made, title, zone).join('\n')}\n`;
}

function jsonOf(made: ReportExport, title: (course: string) => string): string {
  const {asOf, report, checksum} = made;
  const about = {asOf: asOf.toString(), population: report.population, checksum};
  return JSON.stringify({
    ...about,
    totals: report.totals,
    lines: report.lines,
    matrix: matrixOf(made, title),
  });
}

function textOf(made: ReportExport, title: (course: string) => string, zone: string): string[] {
  const lines = made.report.totals.flatMap((total) => {
    const {required, done, late, selfReported, pending, overdue, unconfirmed, exempt} = total.figures;
    return [
      `${title(total.course)}（${total.round}〜） ${total.mark} ${total.rate ?? '－'}%`,
      `  必須 required ${required}、受講済み done ${done}（期限後 late ${late}）、本人申告 self-reported ${selfReported}、` +
        `未受講 pending ${pending}、期限超過 overdue ${overdue}（未確認 unconfirmed ${unconfirmed}）、対象外 exempt ${exempt}`,
      ...made.report.lines
        .filter(({course, round}) => course === total.course && round === total.round)
        .map(
          ({sectionName, mark, rate, figures: f}) =>
            `  ${mark} ${sectionName} ${f.done}/${f.required} ${rate ?? '－'}%`,
        ),
    ];
  });
  return [...lines, ...aboutOf(made, zone).map(([name, value]) => `${name}: ${value}`)];
}
