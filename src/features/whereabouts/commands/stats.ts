import {EXIT} from '../../../kernel/errors.ts';
import {barsChart} from '../../../platform/chart/bars.ts';
import {RANGE_OPTIONS, readRange} from '../../../platform/command-range.ts';
import {FILE_OPTIONS, putCsv, putText, readFileWish} from '../../../platform/command-output.ts';
import type {Command} from '../../../platform/feature.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {Cell} from '../../../platform/tabular/write-csv.ts';
import type {Storage} from '../../../platform/storage/table.ts';
import {areaOf, floorOf, readSeat} from '../rules/place.ts';
import {statsOf, type Stats} from '../store/stats.ts';

export interface StatsDeps {
  readonly storage: Storage;
  readonly office: (signal?: AbortSignal) => Promise<Office>;
  readonly zone: string;
}

/** `whereabouts stats`: use of areas and seats, with the share of staff that registered. Counts only. */
export function statsCommand({storage, office, zone}: StatsDeps): Command {
  return {
    name: 'whereabouts stats',
    describe: {
      ja: 'エリアと席の使われ方（5人未満は出しません。人は出ません）と、登録した職員の割合',
      en: 'Use of areas and seats (none below five is shown) and the share of staff that registered',
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
      else for (const row of rowsOf(stats, current)) io.out(row.join('  '));
      return EXIT.done;
    },
  };
}

function areaWords(key: string, office: Office): string {
  const [floorKey = '', area = ''] = key.split('|');
  const at = floorKey.lastIndexOf('~');
  const found = floorOf(office, Number(floorKey.slice(at + 1)));
  const named = found && areaOf(found.floor, area)?.name.ja;
  return `${found?.floor.name.ja ?? floorKey} ${named ?? area}`.trim();
}

function percent(share: number | undefined): string {
  return share === undefined ? '－' : `${Math.round(share * 100)}%`;
}

function rowsOf({areas, days, share, seats}: Stats, office: Office): Cell[][] {
  return [
    ['集計した日数 days', days],
    ['登録した職員の割合 share registered', percent(share)],
    ['エリア area', '時 hour', '平均人数 average'],
    ...areas.flatMap(({area, hours}) =>
      hours.map(({hour, average}) => [areaWords(area, office), hour, average.toFixed(1)]),
    ),
    ['席 seat', '使われた日数 days used'],
    ...seats.filter(({seat}) => isShared(seat, office)).map(({seat, days: used}) => [seat, used]),
  ];
}

// In a section's own area a seat is as good as a name.
function isShared(code: string, office: Office): boolean {
  const seat = readSeat(code, office);
  if (typeof seat !== 'object') return false;
  const floor = floorOf(office, seat.floor, seat.site);
  return floor !== undefined && areaOf(floor.floor, seat.area)?.kind !== 'operations';
}

function chartOf({areas, share}: Stats, office: Office): string {
  return barsChart({
    title: '居場所の登録（エリアごとの平均人数）',
    note: `登録した職員の割合 ${percent(share)}`,
    groups: [
      {
        title: '平均人数',
        bars: areas.map(({area, hours}) => {
          const value = hours.reduce((sum, {average}) => sum + average, 0) / Math.max(1, hours.length);
          return {label: areaWords(area, office), value, end: value.toFixed(1)};
        }),
      },
    ],
  });
}
