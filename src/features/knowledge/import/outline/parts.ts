/** Where in a bundle a new document begins: a report, a regulation, a point of the agenda. */
import {isDateLine} from '../lines/dates.ts';
import type {Line} from '../lines/lines.ts';
import {nextLine} from '../lines/lines.ts';
import {isChapter, isSymbol} from '../lines/marks.ts';
import {isTitle, titleKey} from '../lines/titles.ts';
import type {Place} from './place.ts';

// What the titles of documents end with: 「倉庫点検報告書」「鍵の取扱いについて（案）」.
const DOCUMENT =
  /(?:報告書?|一覧表?|について|概要|計画書?|規程|規則|要綱|要領|方針|マニュアル|手順書?|手引き?|ガイドライン|通知|資料|会議録|議事録|議事要旨|会議|委員会|取組み?|Q&A|FAQ)(?:[（(][^）)]*[）)])?$/;
const REGULATION = /(?:規程|規則|条例|要綱|要領|規約|訓令)(?:[（(][^）)]*[）)])?$/;
// 「実施日」 above a date is what the date is of, not a document's title.
const WHEN = /(?:日|日時|期間|期日|期限|日程|時期)$/;

/** Whether a title ends as the titles of documents do. */
export function namesDocument(text: string): boolean {
  return DOCUMENT.test(text);
}

/** Whether a line is the title of a document that begins here. */
export function beginsPart(line: Line, place: Place): boolean {
  if (line.bullet !== undefined || line.bold) return false;
  const {mark} = line;
  const hasSymbol = mark !== undefined && isSymbol(mark.style);
  if (mark !== undefined && !hasSymbol) return false;
  const text = mark?.title ?? line.text;
  if (!isTitle(text)) return false;
  // Collections of regulations set ○ before the title, and the articles tell that it is one.
  if (REGULATION.test(text) && beginsRegulation(line, place)) return true;
  const {stack} = place;
  if (hasSymbol || place.hashes || stack.isFresh || stack.isEmpty || !place.broken) return false;
  const next = nextLine(place.lines, line);
  if (next === undefined) return false;
  if (place.agenda.has(titleKey(text))) return true;
  if (next.mark?.style === 'question' && /質問|問答|FAQ|[QＱ][&＆][AＡ]/.test(text)) return true;
  // A title with its day below it: 「点検結果報告書」「令和8年3月3日」.
  if (isDateLine(next.text)) return !WHEN.test(text) && (DOCUMENT.test(text) || text.length >= 10);
  // The count begins anew: 「鍵の一覧」「1 庶務係」.
  return (
    next.mark?.number === 1 &&
    (isChapter(next.mark.style) || /^(?:digit|roman|article)/.test(next.mark.style)) &&
    (DOCUMENT.test(text) || stack.isOpen(next.mark.style))
  );
}

/** Whether an article comes soon, with no more than dates, captions and chapters before it. */
function beginsRegulation(line: Line, {lines}: Place): boolean {
  const near = lines.slice(line.index + 1, line.index + 30).filter((one) => !one.blank);
  const at = near.findIndex((one) => one.mark?.style === 'article');
  if (at < 0 || at > 10) return false;
  return near.slice(0, at).every((one) => one.mark === undefined || isChapter(one.mark.style));
}
