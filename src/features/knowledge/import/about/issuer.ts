// A municipality's name: the prefecture, where it stands, and up to six letters with 市, 区, 町, 村. Some names
// hold such a letter themselves: 四日市市, 野々市市, 東村山市, 町田市.
const PREFECTURE = '(?:東京都|北海道|京都府|大阪府|\\p{Script=Han}{2,3}県)';
const LETTERS = '[\\p{Script=Han}\\p{Script=Hiragana}ヶケノツ々]';
const NAME = `(?:${PREFECTURE})?${LETTERS}{1,6}?(?:市市|村山市|村上市|町田市|[市区町村])|${PREFECTURE}`;
// 「令和6年度第2回」 and the like stand before a name without a break.
const BEFORE = '(?:^|[\\s「『（(、・：:]|第\\s?[0-9一二三四五六七八九十]{1,4}\\s?回|年度|[はがのをにと])';
const RULE_NAME = '[^\\s「」、。]{2,30}(?:規程|規則|条例|要綱|要領|ポリシー|基本方針|対策基準)';
// 「市民」「市長」「市立病院組合」 are no municipality's name, and 「みなと市・となり市広域組合」 is more than one's.
const NOT_AFTER = '(?!市|民|長|内|政|外|立|区町村|町村|山市|上市|田市|・)';

const IN_TITLE = new RegExp(`${BEFORE}(${NAME})${NOT_AFTER}`, 'u');
// An association of municipalities is a body of its own: 「しおさい市立病院組合」「みなと市・となり市広域組合」.
const ASSOCIATION = /^(\S{2,30}?(?:組合|広域連合|企業団|公社|財団|事務組合))/u;
// 「この規程は、東京都北区（以下「北区」という。）が」
const DEFINED = new RegExp(`[、は](${NAME})[（(]以下[「『]`, 'u');
const OF_RULE = new RegExp(`[「『\\s・](${NAME})${NOT_AFTER}(?=${RULE_NAME})`, 'u');

// Words that look like names and are none.
const NONE =
  /^(?:[本当同各他全両]?(?:市|区|町|村|都|道|府|県)|[本当同各他全両](?:都道府県|府県)|.{0,2}(?:市区|市町|区市|町村).*|(?:特別|関係|対象|実施|政令|中核|指定|自治)[市区町村])$/u;

// The names stand in the first pages.
const READ = 20_000;

/**
 * Who issued a document, by what it says itself: a municipality in its title, in the sentence that says
 * whose rule it is, or before the name of a regulation that it builds on.
 *
 * @returns undefined where it names none
 */
export function guessIssuer(title: string, text: string): string | undefined {
  const name = title.normalize('NFKC').slice(0, 300);
  const body = text.slice(0, READ).normalize('NFKC');
  const association = ASSOCIATION.exec(name)?.[1];
  if (association !== undefined) return association;
  return [IN_TITLE.exec(name)?.[1], DEFINED.exec(body)?.[1], OF_RULE.exec(body)?.[1]].find(
    (found) => found !== undefined && !NONE.test(found),
  );
}
