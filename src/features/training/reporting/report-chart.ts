import {sharesChart, type Part} from '../../../platform/chart/shares.ts';
import type {ReportExport, TitleOf} from './export.ts';
import type {Figures} from './report.ts';

const PARTS: readonly (Part & {readonly of: (figures: Figures) => number})[] = [
  {label: '期限内に受講', fill: '#0f6cbd', texture: 'plain', of: ({done, late}) => done - late},
  {label: '期限後に受講', fill: '#77b7f7', texture: 'right', of: ({late}) => late},
  {label: '本人申告', fill: '#c8e6c9', texture: 'dots', of: ({selfReported}) => selfReported},
  {label: '未受講', fill: '#e0e0e0', texture: 'plain', of: ({pending}) => pending},
  {label: '期限超過', fill: '#8a3b12', texture: 'left', of: ({overdue}) => overdue},
];

/**
 * The report as a picture: a bar for each round of a course; for each section where there is one round alone.
 *
 * @returns an SVG
 */
export function reportChart({report, asOf}: ReportExport, title: TitleOf, zone: string): string {
  const [only, ...more] = report.totals;
  const single = only !== undefined && more.length === 0;
  const lines = single
    ? report.lines.map((line) => ({...line, label: line.sectionName}))
    : report.totals.map((line) => ({...line, label: `${title(line.course)} ${line.round.slice(0, 7)}`}));
  const at = asOf
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({smallestUnit: 'minute'})
    .replace('T', ' ');
  return sharesChart({
    title: single ? `${title(only.course)}（${only.round} から）の受講状況` : '研修の受講状況',
    note: `${at} 現在、必須の対象者。対象外の人は含みません。`,
    parts: PARTS,
    bars: lines.map(({label, figures, rate}) => {
      const {required, done} = figures;
      const end = rate === undefined ? '－' : `${rate}%（${done}/${required}人）`;
      return {label, values: PARTS.map(({of}) => of(figures)), end};
    }),
  });
}
