/** The days that a document states of itself, each for what it is: in force, written on, amended on. */
import type {DayText} from '../../../../kernel/time.ts';
import {findDays, readDay} from '../lines/dates.ts';

export interface Days {
  /** From when it holds. */
  readonly effectiveFrom?: DayText;
  /** The day that it bears. */
  readonly dated?: DayText;
  /** When it was amended last. */
  readonly amended?: DayText;
}

const NUM = '[0-9０-９一二三四五六七八九十]{1,4}';
// 「附則 」「第1条 」「（１）」「2 」 before the sentence
const LEAD = `(?:[附付]\\s?則\\s?|第${NUM}条\\s?|[（(]${NUM}[)）]\\s?|${NUM}\\s|[-・]\\s?)*`;
// 「この規程は、公布の日から施行し、令和8年4月1日（以下「施行日」という。）から適用する。」
const SENTENCE = new RegExp(
  `^${LEAD}(?:この|本)[^、。]{1,12}は、?(?:公布の日から施行し、)?(.{4,30}?)(?:[（(][^）)]{1,30}[）)])?から(?:施行|適用)(?:する|します|し、)`,
);
// 「施行日：令和8年4月1日」「（令和8年4月1日施行）」「適用開始日 令和8年4月1日」 alone on a line
const ALONE = /^[（(]?(?:施行|適用)(?:開始)?(?:期日|日|年月日)?\s?[：:]?\s?(.{5,20}?)(?:から)?[）)]?$/;
const AFTER = /^[（(]?(.{5,20}?)\s?(?:から)?(?:施行|適用)[）)]?$/;
const IN_FORCE: readonly RegExp[] = [SENTENCE, ALONE, AFTER];

// Nobody states a day further into a line, and patterns take long on what nobody typed.
const READ = 300;

// What is only planned: 「…から施行する予定である」
const PLANNED = /予定|見込み|方向|改正案|検討/;

// 「改正 令和六年三月二二日訓令甲第四号 令和七年…」, over as many lines as begin with a day; 「附則（令和…訓令…）」.
const AMENDMENT = /^(?:最終|一部)?改正[：:\s]*\S/;
const SUPPLEMENT = /^[附付]\s?則\s?[（(](.+)[）)]/;

// How far down the day of a document may stand, in lines with text.
const HEAD = 12;

// 「日時：令和6年10月15日（火）」「開催日 令和6年9月12日」「令和8年3月5日」 alone on its line
const DATED = /^[（(]?(?:開催日時?|日時|作成日|発行日?|日付|通知日)?[：:\s]*/;

/**
 * What a document says of its days. An amendment is no day of effect, and the bot applies none itself.
 *
 * @param holding its text without what it proposes or amends, where days of effect are other texts'
 */
export function readDays(text: string, holding = text): Days {
  const lines = linesOf(text);
  const history = historyOf(lines);
  const effectiveFrom = latest(linesOf(holding).flatMap(effects));
  const dated = bearing(lines, history);
  const amended = latest(lines.flatMap((line, i) => amendments(line, history.has(i))));
  return {
    ...(effectiveFrom === undefined ? {} : {effectiveFrom}),
    ...(dated === undefined ? {} : {dated}),
    ...(amended === undefined ? {} : {amended}),
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const read = line.trim().slice(0, READ).replace(/\s+/g, ' ');
    return read === '' ? [] : [read];
  });
}

function effects(line: string): DayText[] {
  if (PLANNED.test(line)) return [];
  return IN_FORCE.flatMap((pattern) => {
    const day = readDay(pattern.exec(line)?.[1] ?? '');
    return day === undefined ? [] : [day];
  });
}

/** The lines of a history of amendments: the one that says 改正, and those after it that begin with a day. */
function historyOf(lines: readonly string[]): ReadonlySet<number> {
  const history = new Set<number>();
  for (const [i, line] of lines.entries()) {
    const goesOn = history.has(i - 1) && findDays(line)[0]?.index === 0;
    if (AMENDMENT.test(line) || goesOn) history.add(i);
  }
  return history;
}

function amendments(line: string, isHistory: boolean): DayText[] {
  return findDays(isHistory ? line : (SUPPLEMENT.exec(line)?.[1] ?? '')).map(({day}) => day);
}

function bearing(lines: readonly string[], history: ReadonlySet<number>): DayText | undefined {
  for (const [i, line] of lines.slice(0, HEAD).entries()) {
    // A day within a sentence is not the document's own.
    if (history.has(i) || /施行|適用|[。、]/.test(line)) continue;
    const [first] = findDays(line);
    if (first?.index === (DATED.exec(line)?.[0].length ?? 0)) return first.day;
  }
  return undefined;
}

function latest(days: readonly DayText[]): DayText | undefined {
  return [...days].sort().at(-1);
}
