import type {OutSheet} from '../../../platform/tabular/write-xlsx.ts';
import {localTime, type Temporal} from '../../../kernel/time.ts';
import {recordsAsOf} from '../store/past.ts';
import type {Register} from '../store/register.ts';
import {aboutOf, exportOf, HEADINGS, matrixOf, tableOf, type ReportExport, type TitleOf} from './export.ts';
import {reportOn, type ReportFilter} from './report.ts';

export type XlsxWriter = (sheets: readonly OutSheet[]) => Promise<Uint8Array>;

/** The report as of an instant, over all entries that had been written by then. */
export async function makeReport(
  register: Pick<Register, 'allEntries'>,
  asOf: Temporal.Instant,
  filter: ReportFilter,
  zone: string,
  signal: AbortSignal,
): Promise<ReportExport> {
  const report = reportOn(localTime(asOf, zone).day.toString(), filter);
  for await (const {record} of recordsAsOf(register, asOf, signal)) report.add(record);
  return exportOf(asOf, report.result());
}

/** The report as rows of CSV, with what the paper says of itself below. */
export function csvRows(made: ReportExport, title: TitleOf, zone: string): (string | number)[][] {
  return [[...HEADINGS], ...tableOf(made, title), [], ...aboutOf(made, zone)];
}

/** The report as the sheets of a workbook. */
export function sheetsOf(made: ReportExport, title: TitleOf, zone: string): OutSheet[] {
  const matrix = matrixOf(made, title);
  return [
    {name: '受講状況', rows: [HEADINGS, ...tableOf(made, title)]},
    {name: '課と研修', rows: [matrix.headings, ...matrix.rows]},
    {name: 'この資料について', rows: aboutOf(made, zone)},
  ];
}
