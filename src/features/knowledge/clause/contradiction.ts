/** Whether two passages say opposite things on what was asked. */
import {topicWeight} from '../search/words/asking-words.ts';
import {parseKanjiNumber} from '../../../kernel/japanese-text.ts';
import {analyse, normalise} from '../search/analyse.ts';

/** A sentence that answers, and where it stands. */
export interface Statement {
  readonly sentence: string;
  /** How much of what was asked stands in its passage, 0 to 1. */
  readonly coverage: number;
  /** Statements of one source do not contradict each other: a rule and its exception stand side by side. */
  readonly source: string;
}

/** In what two statements differ. */
export const CONTRADICTIONS = ['permission', 'duty', 'number'] as const;
export type Contradiction = (typeof CONTRADICTIONS)[number];

// Both must be on the question, and on the same matter.
const COVERAGE = 0.4;
const COMMON_WORDS = 2;
const COMMON_SHARE = 0.3;

const NOT =
  /(?:て|で)は(?:ならない|なりません|ならず|いけない|いけません)|しないものとする|禁止|禁ずる|禁じ|(?:こと|認め|使用|利用)(?:は|が)?でき(?:ない|ません)|認め(?:ない|ません|られない)|不可(?:と|。|$)|しないこと|持ち込(?:まない|めません|めない)|使(?:えない|えません|わない)/;
const MAY =
  /(?:こと|使用|利用)(?:は|が|も)?でき(?:る|ます)|認める|認められ(?:る|ます)|(?:て|で)も?(?:よい|いい|良い|かまわない|構わない|構いません)|許可する|可能(?:とする|です|だ|。|$)|可とする|使え(?:る|ます)/;
const MUST = /なければ(?:ならない|なりません)|必要(?:がある|である|です|とする)|義務/;
const NEED_NOT =
  /必要(?:は|が)?(?:ない|ありません)|必要とし(?:ない|ません)|不要(?:と|です|。|$)|要しない|省略することができ/;

const NUMBER =
  /([0-9][0-9.,]{0,12}|[〇一二三四五六七八九十百千万]{1,9})\s?(時間|分|日|週間|[かヶカ箇]月|年|回|人|名|台|円|文字|桁|%)/g;

/**
 * How the sentences of two passages contradict each other on a question, without a model: one allows what
 * the other forbids, one demands what the other waives, or they give different numbers of one unit.
 *
 * @returns undefined where they do not, or are on different matters
 */
export function contradiction(question: string, one: Statement, other: Statement): Contradiction | undefined {
  if (one.source === other.source || one.coverage < COVERAGE || other.coverage < COVERAGE) return undefined;
  const [a, b] = [normalise(one.sentence), normalise(other.sentence)];
  if (!onOneMatter(a, b)) return undefined;
  if (opposed(a, b, NOT, MAY)) return 'permission';
  if (opposed(a, b, MUST, NEED_NOT)) return 'duty';
  return ASKS_NUMBER.test(normalise(question)) && numbersDiffer(a, b) ? 'number' : undefined;
}

const ASKS_NUMBER =
  /何(?:時間|分|日|週間|か月|年|回|人|名|台|円|文字|桁)|いくつ|いくら|どのくらい|どれくらい|まで|以内|期限/;

function opposed(a: string, b: string, no: RegExp, yes: RegExp): boolean {
  // A sentence that says both (「原則禁止。ただし…できる」) is on neither side.
  const side = (text: string) => (no.test(text) ? -1 : 0) + (yes.test(text) ? 1 : 0);
  return side(a) * side(b) < 0;
}

function numbersDiffer(a: string, b: string): boolean {
  const [of, other] = [numbers(a), numbers(b)];
  return [...of].some(([unit, value]) => other.get(unit) !== undefined && other.get(unit) !== value);
}

/** The number of each unit that stands once in a text; with two of them nobody knows which is meant. */
function numbers(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const [, written = '', named = ''] of text.matchAll(NUMBER)) {
    const unit = named.replace(/^.月$/, '月');
    const value = String(parseKanjiNumber(written) ?? Number(written.replace(/,/g, '')));
    if (found.has(unit) && found.get(unit) !== value) twice.add(unit);
    found.set(unit, value);
  }
  for (const unit of twice) found.delete(unit);
  return found;
}

function onOneMatter(a: string, b: string): boolean {
  const words = (text: string) =>
    new Set(analyse(text).filter((term) => topicWeight(term) > 0 && !/^\d+$/.test(term)));
  const [of, other] = [words(a), words(b)];
  const common = [...of].filter((word) => other.has(word)).length;
  return common >= COMMON_WORDS && common >= COMMON_SHARE * Math.min(of.size, other.size);
}
