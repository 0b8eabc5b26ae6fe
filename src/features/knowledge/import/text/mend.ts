/**
 * Mends text that came out of PDFs and converters. Each known breakage is one entry of a list, with an
 * example that the tests run; whoever meets a new one adds an entry. Good text must come out the same.
 */
import {isRow} from '../lines/lines.ts';
import {mendHangul} from './hangul.ts';
import {dropInvisible, joinSpacedLabel, joinSpacedLetters, mendRadicals} from './letters.ts';
import {mendBold, mendBullet, mendTags} from './markup.ts';
import {dropFurniture} from './pages.ts';
import {joinRows} from './rows.ts';
import {joinSentences} from './sentences.ts';

export interface Breakage {
  readonly name: string;
  readonly mend: (text: string) => string;
  /** A broken text and what it should be. */
  readonly example: readonly [broken: string, mended: string];
}

/** Characters above which a line is taken as it stands: nobody typed it, and patterns would take long. */
const LONGEST = 20_000;
const byLine = (change: (line: string) => string) => (text: string) =>
  text
    .split('\n')
    .map((line) => (line.length > LONGEST ? line : change(line)))
    .join('\n');

/** Characters up to which a line can be one of a list of contents; in a longer one LEADERS takes long. */
const LONGEST_ENTRY = 300;
// 「1 目的・・・・・・ 3」「2 範囲 ........ 12」
const LEADERS = /(\S)\s*(?:[・･‥…]{3,}|(?:[.．] ?){5,})[・･‥….．\s]*[-－]?\s*[0-9０-９]{1,3}\s*[-－]?\s*$/;

/** In the order in which they are mended: letters, then lines, then what joins lines. */
export const BREAKAGES: readonly Breakage[] = [
  {
    name: 'line-ends',
    mend: (text) => text.replace(/^\uFEFF/, '').replace(/\r\n?|[\u2028\u2029\u0085\v]/g, '\n'),
    example: ['窓口は\r\n一階です。', '窓口は\n一階です。'],
  },
  {
    name: 'invisible-characters',
    mend: dropInvisible,
    example: ['入\u00AD退室の\u200B記録', '入退室の記録'],
  },
  {
    name: 'odd-spaces',
    mend: byLine((line) => {
      const plain = line.replace(/[\u00A0\u2000-\u200A\u202F\u205F]/g, ' ');
      const end = plain.trimEnd().length;
      // Tabs at the end are empty cells.
      return plain.slice(0, end) + plain.slice(end).replace(/[^\t\f]/g, '');
    }),
    example: ['庁舎\u00A0二階  ', '庁舎 二階'],
  },
  {
    name: 'radicals',
    mend: mendRadicals,
    example: ['⼈事課の⽇程と⻑期休暇', '人事課の日程と長期休暇'],
  },
  {
    name: 'hangul-for-katakana',
    mend: mendHangul,
    example: ['共有ファイルサ버ーとネットワー크カメラ', '共有ファイルサバーとネットワークカメラ'],
  },
  {
    name: 'spaced-letters',
    mend: byLine(joinSpacedLetters),
    example: ['会 議 室 の 利 用', '会議室の利用'],
  },
  {
    name: 'spaced-label',
    // In a row of a table two letters with a space may be two cells that lost their tab.
    mend: byLine((line) => (isRow(line) ? line : joinSpacedLabel(line))),
    example: ['日　時：四月三日\n附 則\n◎議 題', '日時：四月三日\n附則\n◎議題'],
  },
  {
    name: 'html',
    mend: byLine(mendTags),
    example: [
      '<ul style="x"><li>鍵を返す</li><li>灯を消す<br>窓を閉める</li></ul>',
      '- 鍵を返す\n- 灯を消す\n窓を閉める',
    ],
  },
  {
    name: 'bold-in-text',
    mend: byLine(mendBold),
    example: ['退庁時は**必ず施錠**する。', '退庁時は必ず施錠する。'],
  },
  {
    name: 'doubled-list-mark',
    mend: byLine(mendBullet),
    example: ['- ・ 窓を閉める\n - ・灯を消す', '・ 窓を閉める\n ・灯を消す'],
  },
  {
    name: 'contents-leaders',
    mend: byLine((line) => (line.length > LONGEST_ENTRY ? line : line.replace(LEADERS, '$1'))),
    example: ['1 目的・・・・・・・・ 3\n2 範囲 ........ 12', '1 目的\n2 範囲'],
  },
  {
    name: 'page-furniture',
    mend: dropFurniture,
    example: [
      '窓口の手引\n机を拭く。\n- 1 -\n窓口の手引\n床を掃く。\n- 2 -\n窓口の手引\n窓を拭く。\n- 3 -',
      '窓口の手引\n机を拭く。\n床を掃く。\n窓を拭く。',
    ],
  },
  {
    name: 'cut-table-row',
    mend: joinRows,
    example: [
      '項目\t担当課\t備考\n1 消灯\t庶務課\tなし\n2 会議室の施\t総務課、\tなし\n\n錠と返却\t庶務課\t\n3 点検\t総務課\t随時',
      '項目\t担当課\t備考\n1 消灯\t庶務課\tなし\n2 会議室の施錠と返却\t総務課、庶務課\tなし\n3 点検\t総務課\t随時',
    ],
  },
  {
    name: 'cut-sentence',
    mend: joinSentences,
    example: [
      '鍵を借りるときは、台帳に所属と氏名を記入し、使い終わったら速やかに返\n\nすものとし、又貸しをしてはならない。',
      '鍵を借りるときは、台帳に所属と氏名を記入し、使い終わったら速やかに返すものとし、又貸しをしてはならない。',
    ],
  },
];

/**
 * Mends all known breakages. Mending twice changes nothing more.
 *
 * @returns the text with `\n` as line end, and the names of what was found
 */
export function mend(text: string): {text: string; found: string[]} {
  const found = new Set<string>();
  let now = text;
  // One mended thing may bring another to light; it settles in two or three rounds.
  for (let round = 0; round < 8; round++) {
    const before = now;
    for (const breakage of BREAKAGES) {
      const after = breakage.mend(now);
      if (after !== now) found.add(breakage.name);
      now = after;
    }
    if (now === before) break;
  }
  return {text: now, found: [...found]};
}
