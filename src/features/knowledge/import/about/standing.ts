import type {PassageStanding} from '../../document.ts';

// Headings under which a change is proposed or set out, and titles of drafts: 「文書管理規程（案）」.
const CHANGES =
  /改正案|改正\s?[（(]案[）)]|新旧対照|一部を?改正(?:する|について)|改正文|^改正(?:の)?(?:内容|概要)$|[（(](?:素案|案)[）)]$/;
// How an amending text speaks: 「第六条中「甲」を「乙」に改める。」「第3条を削る。」「第12条2項の削除」
const PLACE = '第\\s?[0-9０-９一二三四五六七八九十百]{1,6}\\s?[条項号]';
const AMENDS = new RegExp(
  [
    '[」』]を[「『][^」』]*[」』]に(?:改める|改正)',
    '(?:次|下記|以下)のと?(?:おり|ように)(?:改正|改め)',
    `${PLACE}[^、。]{0,8}(?:中|次に|前に)?[「『][^」』]*[」』]を(?:削る|加える)`,
    `${PLACE}(?:第?[0-9０-９一二三四五六七八九十]{1,3}[項号])?(?:を削る|の削除\\s?$)`,
  ].join('|'),
  'm',
);
// No article is longer; a passage without an end is none.
const READ = 5_000;
const RULE = /(?:規程|規則|条例|要綱|要領)$/;
const ARTICLE = /^第\s*[0-9０-９一二三四五六七八九十百]+\s*条/;

/**
 * What a passage is where its document is something else: a change that is not in force by itself, or an
 * article of a rule that a report quotes.
 *
 * @param title the document's: one that amends another is a change as a whole
 * @param path the headings above it, and its own
 */
export function standingOf(
  title: string,
  path: readonly string[],
  text: string,
): PassageStanding | undefined {
  if ([title, ...path].some((heading) => CHANGES.test(heading)) || AMENDS.test(text.slice(0, READ)))
    return 'amendment';
  const rule = path.findIndex((heading) => RULE.test(heading));
  return rule >= 0 && path.slice(rule + 1).some((heading) => ARTICLE.test(heading))
    ? 'quoted-rule'
    : undefined;
}
