// A municipality's name: the prefecture, where it stands, and up to six letters with 市, 区, 町, 村.
const PREFECTURE = '(?:東京都|北海道|京都府|大阪府|\\p{Script=Han}{2,3}県)';
const NAME = `(?:${PREFECTURE})?[\\p{Script=Han}\\p{Script=Hiragana}ヶケノツ]{1,6}?[市区町村]|${PREFECTURE}`;
// 「令和6年度第2回」 and the like stand before a name without a break.
const BEFORE = '(?:^|[\\s「『（(、・：:]|第\\s*[0-9一二三四五六七八九十]+\\s*回|年度|[はがのをにと])';
const RULE_NAME = '[^\\s「」、。]{2,30}(?:規程|規則|条例|要綱|要領|ポリシー|基本方針|対策基準)';

const IN_TITLE = new RegExp(`${BEFORE}(${NAME})(?!民|長|内|政|外|区町村|町村)`, 'u');
// 「この規程は、東京都北区（以下「北区」という。）が」
const DEFINED = new RegExp(`[、は](${NAME})[（(]以下[「『]`, 'u');
const OF_RULE = new RegExp(`[「『\\s・](${NAME})(?=${RULE_NAME})`, 'u');

// Words that look like names and are none.
const NONE = /^(?:[本当同各他全両都府県自]|市区|市町|区市|特別|関係|対象|実施|政令|中核|指定|自治)/u;

/**
 * Who issued a document, by what it says itself: a municipality in its title, in the sentence that says
 * whose rule it is, or before the name of a regulation that it builds on.
 *
 * @returns undefined where it names none
 */
export function guessIssuer(title: string, text: string): string | undefined {
  const name = title.normalize('NFKC');
  const body = text.normalize('NFKC');
  return [IN_TITLE.exec(name)?.[1], DEFINED.exec(body)?.[1], OF_RULE.exec(body)?.[1]].find(
    (found) => found !== undefined && !NONE.test(found),
  );
}
