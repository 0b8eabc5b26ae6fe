import {createHash} from 'node:crypto';
import type {Temporal} from '../../../kernel/time.ts';
import type {Report, ReportLine} from './report.ts';

/** A report with what an auditor asks of a paper: of which moment, of how many people, and whether it was changed. */
export interface ReportExport {
  /** The moment that the figures are of. */
  readonly asOf: Temporal.Instant;
  readonly report: Report;
  /** SHA-256 over the moment, the population and all figures, in hexadecimal. */
  readonly checksum: string;
}

export function exportOf(asOf: Temporal.Instant, report: Report): ReportExport {
  const {day, population, lines, totals} = report;
  const content = JSON.stringify([asOf.toString(), day, population, lines, totals]);
  return {asOf, report, checksum: createHash('sha256').update(content).digest('hex')};
}

/** A course's title by its id. */
export type TitleOf = (course: string) => string;

export const HEADINGS = [
  ...[
    '研修',
    '期間の始まり',
    '課',
    '対象（必須）',
    '受講済み',
    'うち期限後',
    '本人申告',
    '未受講',
    '期限超過',
  ],
  ...['うち未確認', '対象外', '奨励', '奨励の受講済み', '受講率（%）', '判定'],
] as const;

/** The lines as a table, with a line for each course at its head. */
export function tableOf({report}: ReportExport, title: TitleOf): (string | number)[][] {
  return report.totals.flatMap((total) => [
    cellsOf({...total, sectionName: '全体'}, title),
    ...report.lines
      .filter(({course, round}) => course === total.course && round === total.round)
      .map((line) => cellsOf(line, title)),
  ]);
}

function cellsOf(line: Omit<ReportLine, 'section'>, title: TitleOf): (string | number)[] {
  const {course, round, sectionName, figures: f, rate, mark} = line;
  return [
    ...[title(course), round, sectionName, f.required, f.done, f.late, f.selfReported, f.pending, f.overdue],
    ...[f.unconfirmed, f.exempt, f.encouraged, f.encouragedDone, rate ?? '－', mark],
  ];
}

/** Sections by courses with their marks; － also where nothing is known of a section in a course. */
export function matrixOf({report}: ReportExport, title: TitleOf): {headings: string[]; rows: string[][]} {
  const rounds = report.totals.map(({course, round}) => ({course, round}));
  const sections = [...new Map(report.lines.map(({section, sectionName}) => [section, sectionName]))];
  sections.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    headings: ['課', ...rounds.map(({course, round}) => `${title(course)} ${round}`)],
    rows: sections.map(([section, name]) => [
      name,
      ...rounds.map(({course, round}) => {
        const line = report.lines.find(
          (each) => each.section === section && each.course === course && each.round === round,
        );
        return line?.mark ?? '－';
      }),
    ]),
  };
}

/** What the paper says of itself. */
export function aboutOf({asOf, report, checksum}: ReportExport, zone: string): [string, string | number][] {
  return [
    ['時点 as of', asOf.toZonedDateTimeISO(zone).toString({smallestUnit: 'second'})],
    ['母数（人） population', report.population],
    ['検査値（SHA-256） checksum', checksum],
    ['凡例 marks', '○ 全員が期限内 / △ 全員（期限後を含む） / × 未受講あり / － 対象者なし'],
  ];
}
