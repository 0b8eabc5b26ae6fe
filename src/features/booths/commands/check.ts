import {EXIT} from '../../../kernel/errors.ts';
import {localTime} from '../../../kernel/time.ts';
import type {Command} from '../../../platform/feature.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {Storage} from '../../../platform/storage/table.ts';
import {BOOTHS_TABLE} from '../store/tables/rows.ts';
import {checkTable, type Problem} from '../store/upkeep/check.ts';

export interface CheckDeps {
  readonly storage: Storage;
  /** The office as it is live, read anew. */
  readonly office: (signal?: AbortSignal) => Promise<Office>;
  readonly zone: string;
}

const WORDS: Readonly<Record<Problem['what'], string>> = {
  overlap: '重複 overlap',
  rule: '決まりに反する rule',
  orphan: '持ち主のない行 orphan',
  missing: '足りない行 missing',
  mismatch: '食い違い mismatch',
  'half-move': '途中の変更 half-done move',
  newer: '新しい版の行 newer version',
};

/** `booths check`: whether what is stored can be, judged by the rows alone. */
export function checkCommand({storage, office, zone}: CheckDeps): Command {
  return {
    name: 'booths check',
    describe: {
      ja: '保存されている予約に重複、決まりに反するもの、半端な行がないか調べる（あれば終了コード1）',
      en: 'Looks for overlaps, broken rules and stray rows among the stored bookings; exits with 1 if there are any',
    },
    role: 'operator',
    changes: false,
    async run(_input, io) {
      const today = localTime(io.now, zone).day.toString();
      const table = storage.table(BOOTHS_TABLE);
      const problems = await checkTable(table, await office(io.signal), today, io.signal);
      if (io.json) io.out(JSON.stringify(problems));
      else {
        for (const {what, day, row, why} of problems) io.out(`${day}  ${WORDS[what]}: ${row}  ${why}`);
        if (problems.length === 0) io.out('問題はありません。 Nothing is wrong.');
      }
      return problems.length === 0 ? EXIT.done : EXIT.refused;
    },
  };
}
