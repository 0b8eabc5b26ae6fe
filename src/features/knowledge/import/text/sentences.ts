import {isDateLine} from '../lines/dates.ts';
import {isRow} from '../lines/lines.ts';
import {readMark} from '../lines/marks.ts';
import {isTitle, readPair} from '../lines/titles.ts';
import {joinColumns} from './columns.ts';
import {beginsAnew, beginsWithBullet, beginsWithin} from './continues.ts';

/** Characters below which a line is a heading or an item rather than the beginning of a cut sentence. */
const SHORT = 20;

/** Joins sentences cut by a page break (a blank line in between), by a column's end, or line by line. */
export function joinSentences(text: string): string {
  const out: string[] = [];
  let last = -1;
  for (const line of joinColumns(text.split('\n'))) {
    const before = out[last] ?? '';
    if (line.trim() !== '') {
      if (last >= 0 && out.length - last <= 3 && goesOn(before, line, last < out.length - 1)) {
        out.length = last + 1;
        out[last] = before + line.trim();
        continue;
      }
      last = out.length;
    }
    out.push(line);
  }
  return out.join('\n');
}

/** @param apart whether blank lines stand between the two */
function goesOn(before: string, after: string, apart: boolean): boolean {
  const a = before.trim();
  const b = after.trim();
  if (isRow(before) || isRow(after) || a.startsWith('#') || a.startsWith('**')) return false;
  if (a.length < SHORT || /[。！？!?：:」』）)】》>…]$/.test(a)) return false;
  if (beginsAnew(b) || /^[「（(《]/.test(b) || readPair(b) !== undefined || isDateLine(b)) return false;
  const isItem = beginsWithBullet(a) || readMark(a) !== undefined;
  if (isItem && isTitle(a, 30)) return false;
  if (beginsWithin(b)) return /[。、]/.test(b) && (apart || /[、。]/.test(a));
  return apart && !isItem && turnsThePage(a, b);
}

/**
 * A paragraph without an end, then one that ends, neither of them a list: the page turned in the middle
 * of the sentence. 「…を総務課に届け、担当者が点検した」「端末のうち、故障があるものは、修理に出す。」
 */
function turnsThePage(before: string, after: string): boolean {
  return (
    before.includes('、') &&
    before.length >= 2 * SHORT &&
    after.endsWith('。') &&
    after.length >= 15 &&
    // Reports end their points so: 「窓を開け、灯をつけること」.
    !/(?:について|こと|もの|とき|ため|等)$/.test(before) &&
    !STARTS.test(after)
  );
}

const STARTS = /^(?:また|なお|ただし|さらに|次に|このため|この|その|これ|以上|一方|しかし|加えて|特に|まず)/;
