import type {Day} from '../../../platform/directory/staff.ts';
import type {Standing} from '../rules/obligation.ts';
import {standsIn, type PersonRecord, type RoundRecord} from '../register/record.ts';

/** The figures of a round, of a section in it, or of both. */
export interface Figures {
  readonly required: number;
  readonly done: number;
  /** Of those done, after the due day. */
  readonly late: number;
  readonly selfReported: number;
  readonly pending: number;
  readonly overdue: number;
  /** Of those pending or overdue, said by the person and not confirmed by the import. */
  readonly unconfirmed: number;
  readonly exempt: number;
  readonly encouraged: number;
  readonly encouragedDone: number;
}

/** ○ all done in time, △ all done, some later, × not all, － nobody required. */
export type Mark = '○' | '△' | '×' | '－';

export interface ReportLine {
  readonly course: string;
  readonly round: string;
  /** The code. */
  readonly section: string;
  readonly sectionName: string;
  readonly figures: Figures;
  /** In a hundred, one digit after the point; undefined where nobody is required. */
  readonly rate: number | undefined;
  readonly mark: Mark;
}

export interface Report {
  readonly day: Day;
  /** By course, round and section, in the order of their names. */
  readonly lines: readonly ReportLine[];
  readonly totals: readonly Omit<ReportLine, 'section' | 'sectionName'>[];
  /** Persons with any decision in it. */
  readonly population: number;
}

export interface ReportFilter {
  readonly course?: string | undefined;
  /** By code or name. */
  readonly section?: string | undefined;
}

const NONE: Figures = {
  ...{required: 0, done: 0, late: 0, selfReported: 0, pending: 0, overdue: 0, unconfirmed: 0, exempt: 0},
  ...{encouraged: 0, encouragedDone: 0},
};

interface Sum {
  readonly course: string;
  readonly round: string;
  readonly section: string;
  sectionName: string;
  figures: Figures;
  /** The share from which it counts as all. */
  all: number;
}

/** Adds persons up to a report, one after the other. */
export function reportOn(day: Day, filter: ReportFilter = {}) {
  const sums = new Map<string, Sum>();
  let population = 0;

  const wanted = ({course, placed}: RoundRecord) =>
    (filter.course === undefined || filter.course === course) &&
    (filter.section === undefined ||
      filter.section === placed.section ||
      filter.section === placed.sectionName);

  return {
    add(record: PersonRecord): void {
      let counted = false;
      for (const round of record.rounds) {
        if (!wanted(round)) continue;
        const standing = standsIn(record, round, day);
        if (standing.kind === 'none') continue;
        counted = true;
        const {course, round: name, placed, all} = round;
        const key = [course, name, placed.section].join('\n');
        const before = sums.get(key);
        const sum = before ?? {course, round: name, ...placed, figures: NONE, all};
        sum.figures = plus(sum.figures, figuresOf(standing));
        sum.all = Math.max(sum.all, all);
        if (before === undefined) sums.set(key, sum);
      }
      if (counted) population++;
    },
    result(): Report {
      const ordered = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
      const totals = new Map<string, Sum>();
      for (const sum of ordered) {
        const key = `${sum.course}\n${sum.round}`;
        const total = totals.get(key) ?? {...sum, figures: NONE};
        totals.set(key, {...total, figures: plus(total.figures, sum.figures)});
      }
      return {
        ...{day, population, lines: ordered.map(lineOf)},
        totals: [...totals.values()].map(lineOf).map(({section: _, sectionName: __, ...rest}) => rest),
      };
    },
  };
}

function lineOf({course, round, section, sectionName, figures, all}: Sum): ReportLine {
  return {
    ...{course, round, section, sectionName, figures},
    rate: rateOf(figures),
    mark: markOf(figures, all),
  };
}

function figuresOf(standing: Exclude<Standing, {kind: 'none'}>): Partial<Figures> {
  if (standing.kind === 'exempt') return {exempt: 1};
  if (standing.need === 'encouraged')
    return {encouraged: 1, encouragedDone: standing.kind === 'done' ? 1 : 0};
  switch (standing.kind) {
    case 'done':
      return {required: 1, done: 1, late: standing.late ? 1 : 0};
    case 'self-reported':
      return {required: 1, selfReported: 1};
    case 'pending':
      return {required: 1, pending: 1, unconfirmed: standing.unconfirmed ? 1 : 0};
    case 'overdue':
      return {required: 1, overdue: 1, unconfirmed: standing.unconfirmed ? 1 : 0};
  }
}

function plus(a: Figures, b: Partial<Figures>): Figures {
  const keys = Object.keys(NONE) as (keyof Figures)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + (b[key] ?? 0)])) as unknown as Figures;
}

/** Done of required in a hundred; what people only said does not count. */
export function rateOf({required, done}: Figures): number | undefined {
  return required === 0 ? undefined : Math.round((done / required) * 1000) / 10;
}

/** @param all the share in a hundred from which a section counts as done */
export function markOf({required, done, late}: Figures, all: number): Mark {
  if (required === 0) return '－';
  if ((done - late) * 100 >= all * required) return '○';
  return done * 100 >= all * required ? '△' : '×';
}
