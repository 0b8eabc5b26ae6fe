import {EXIT} from '../../../kernel/errors.ts';
import {barsChart} from '../../../platform/chart/bars.ts';
import {RANGE_OPTIONS, readRange} from '../../../platform/command-range.ts';
import {FILE_OPTIONS, putCsv, putText, readFileWish} from '../../../platform/command-output.ts';
import type {Command} from '../../../platform/feature.ts';
import {boothOf, kindOf} from '../../../platform/office/office.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {Cell} from '../../../platform/tabular/write-csv.ts';
import type {Storage} from '../../../platform/storage/table.ts';
import type {BoothCounts} from '../store/upkeep/retire.ts';
import {statsOf, type Stats} from '../store/upkeep/stats.ts';

export interface StatsDeps {
  readonly storage: Storage;
  readonly office: (signal?: AbortSignal) => Promise<Office>;
  readonly zone: string;
}

/** `booths stats`: use by booth, kind and hour, releases, refusals by rule. Counts only. */
export function statsCommand({storage, office, zone}: StatsDeps): Command {
  return {
    name: 'booths stats',
    describe: {
      ja: 'ブースの利用状況（ブース・種類・時間帯ごとの利用、自動解放、ルールごとのお断り。人は出ません）',
      en: 'How booths were used: by booth, kind and hour, releases, refusals by rule; counts only',
    },
    role: 'operator',
    changes: false,
    options: [...RANGE_OPTIONS, ...FILE_OPTIONS],
    async run({options}, io) {
      const {from, to, format} = readRange(options, io.now, zone);
      const wish = readFileWish(options);
      const stats = await statsOf(storage, from, to, io.signal);
      const current = await office(io.signal);
      if (io.json) io.out(JSON.stringify(stats));
      else if (format === 'csv') await putCsv(rowsOf(stats, current), wish, io);
      else if (format === 'svg') await putText(chartOf(stats, current), wish, io);
      else for (const line of tableOf(stats, current)) io.out(line);
      return EXIT.done;
    },
  };
}

/** One booth, or all of a kind. */
interface Line {
  readonly name: string;
  readonly counts: BoothCounts;
}

const hoursOf = (minutes: number): string => (minutes / 60).toFixed(1);
const minutesOf = ({hours}: BoothCounts): number => hours.reduce((sum, minutes) => sum + minutes, 0);

function boothLines({booths}: Stats, office: Office): Line[] {
  return Object.entries(booths)
    .map(([id, counts]) => ({name: boothOf(office, id)?.name.ja ?? id, counts}))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindLines({booths}: Stats, office: Office): Line[] {
  const kinds = new Map<string, BoothCounts>();
  for (const counts of Object.values(booths)) {
    const before = kinds.get(counts.kind);
    kinds.set(counts.kind, {
      kind: counts.kind,
      used: counts.used + (before?.used ?? 0),
      cancelled: counts.cancelled + (before?.cancelled ?? 0),
      released: counts.released + (before?.released ?? 0),
      hours: counts.hours.map((minutes, hour) => minutes + (before?.hours[hour] ?? 0)),
    });
  }
  return [...kinds].map(([id, counts]) => ({name: kindOf(office, id)?.name.ja ?? id, counts}));
}

function hourLines({booths}: Stats): {readonly hour: number; readonly minutes: number}[] {
  const all = Object.values(booths);
  return Array.from({length: 24}, (_, hour) => ({
    hour,
    minutes: all.reduce((sum, {hours}) => sum + (hours[hour] ?? 0), 0),
  })).filter(({minutes}) => minutes > 0);
}

function tableOf(stats: Stats, office: Office): string[] {
  const line = ({name, counts}: Line) =>
    `  ${name}  利用 used ${counts.used}  ${hoursOf(minutesOf(counts))}時間 h  取消 cancelled ${counts.cancelled}  自動解放 released ${counts.released}`;
  const refusals = Object.entries(stats.refusals).sort(([, a], [, b]) => b - a);
  return [
    `${stats.from} 〜 ${stats.to}`,
    '種類 kinds:',
    ...kindLines(stats, office).map(line),
    'ブース booths:',
    ...boothLines(stats, office).map(line),
    '時間帯 hours:',
    ...hourLines(stats).map(({hour, minutes}) => `  ${hour}:00  ${hoursOf(minutes)}時間 h`),
    'お断り refusals:',
    ...refusals.map(([rule, count]) => `  ${rule}  ${count}`),
  ];
}

function rowsOf(stats: Stats, office: Office): Cell[][] {
  const row = (...cells: Cell[]) => cells;
  const counted =
    (what: string) =>
    ({name, counts}: Line) =>
      row(what, name, counts.used, minutesOf(counts), counts.cancelled, counts.released);
  return [
    row('what', 'name', 'used', 'minutes', 'cancelled', 'released'),
    ...kindLines(stats, office).map(counted('kind')),
    ...boothLines(stats, office).map(counted('booth')),
    ...hourLines(stats).map(({hour, minutes}) => row('hour', `${hour}:00`, '', minutes, '', '')),
    ...Object.entries(stats.refusals).map(([rule, count]) => row('refusal', rule, count, '', '', '')),
  ];
}

function chartOf(stats: Stats, office: Office): string {
  const used = ({name, counts}: Line) => {
    const minutes = minutesOf(counts);
    return {label: name, value: minutes, end: `${hoursOf(minutes)} 時間（${counts.used} 回）`};
  };
  return barsChart({
    title: 'ブースの利用',
    note: `${stats.from} 〜 ${stats.to}。予約された時間。人ごとの数はありません。`,
    groups: [
      {title: '種類', bars: kindLines(stats, office).map(used)},
      {title: 'ブース', bars: boothLines(stats, office).map(used)},
      {
        title: '時間帯',
        bars: hourLines(stats).map(({hour, minutes}) => ({
          label: `${hour}時台`,
          value: minutes,
          end: `${hoursOf(minutes)} 時間`,
        })),
      },
      {
        title: 'ルールによるお断り',
        bars: Object.entries(stats.refusals).map(([rule, count]) => ({
          label: rule,
          value: count,
          end: `${count} 回`,
        })),
      },
    ],
  });
}
