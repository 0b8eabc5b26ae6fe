import {fold, hasWords} from '../../../../kernel/japanese-text.ts';
import {findPersonalNumbers} from '../../../../kernel/personal-numbers.ts';
import {readName} from '../../../../platform/understand/slots/names.ts';
import {MAX_KEPT_QUESTION} from '../feedback.ts';
import {maskGivenNames, maskWrittenNames} from './names.ts';
import {PATTERNS} from './patterns.ts';

const NAME = '〔氏名〕';
// No question holds that many.
const ROUNDS = 10;
const MASKS = /〔(?:氏名|番号|電話|メール|住所|URL|生年月日)〕/gu;

/**
 * A question without what says of whom it speaks: names, telephones, mail addresses, addresses, numbers of
 * people and cases. It cannot find every name: one without an honorific that no dictionary knows stays.
 *
 * @param personNames the names that the tokenizer sees in a text
 * @returns undefined where nothing of it may be kept: a number that is not taken in, too long, or no words left
 */
export function maskQuestion(
  question: string,
  personNames: (text: string) => readonly string[],
): string | undefined {
  if (question.length > MAX_KEPT_QUESTION || findPersonalNumbers(question).length > 0) return undefined;
  let text = fold(question);
  for (const [pattern, mask] of PATTERNS) text = outside(text, (part) => part.replace(pattern, mask));
  // One name that is taken out can show the next.
  for (let round = 0; round < ROUNDS; round++) {
    const before = text;
    text = withoutNames(before, personNames);
    if (text === before) break;
  }
  const words = text.replace(MASKS, ' ');
  return text.length <= MAX_KEPT_QUESTION && hasWords(words) ? text : undefined;
}

/** A masked question without its masks, for comparing what is left. */
export function unmasked(question: string): string {
  return question.replace(MASKS, ' ').trim();
}

function withoutNames(folded: string, personNames: (text: string) => readonly string[]): string {
  let text = folded;
  let unread = folded.replace(MASKS, '、');
  // Each round takes one name out everywhere, so that the next one shows; no question holds that many.
  for (let round = 0; round < 20; round++) {
    const {name, post} = readName(unread) ?? {};
    if (name === undefined || !unread.includes(name)) break;
    unread = unread.replaceAll(name, '、');
    // 「持ち出すときは課長の」: kana before a post are mostly grammar.
    if (post === undefined || !/^\p{Script=Hiragana}+$/u.test(name)) text = replaceName(text, name);
  }
  for (const name of personNames(text.replace(MASKS, '、'))) text = replaceName(text, name);
  return maskGivenNames(outside(text, maskWrittenNames));
}

function replaceName(text: string, name: string): string {
  return name === '' ? text : outside(text, (part) => part.replaceAll(name, NAME));
}

/** Changes the text between masks; what is masked stays. */
function outside(text: string, change: (part: string) => string): string {
  let out = '';
  let from = 0;
  for (const match of text.matchAll(MASKS)) {
    out += change(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return out + change(text.slice(from));
}
