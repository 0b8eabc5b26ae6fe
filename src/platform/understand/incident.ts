import {normalise} from '../../kernel/japanese-text.ts';
import {happenedForms, literal, nounOf} from './happened.ts';
import type {Claim, Sentence} from './sentence.ts';

// The words of emergencies are data that a security officer edits. The grammar is here: that something *has
// happened*, against questions about it, rules for it, and what has not happened.

/** One kind of emergency, as the organisation's file lists it. */
export interface IncidentWords {
  readonly id: string;
  /** What it is about: USB, メール, パスワード, email. One of them and one verb must be said. */
  readonly words: readonly string[];
  /**
   * What happened, as an event: なくした, 違う人…送った, 見当たらない, lost. All ways to say that it has
   * happened follow from it. One that ends in てしまった needs the regret (パスワードを入力した is daily work).
   * `…` stands for up to 20 characters, `/` parts words of which one is said: 違う人/別の人…送った/送信した.
   */
  readonly verbs: readonly string[];
  /** Words with which it is something else: 電源 with パソコンを落とした. */
  readonly unless?: readonly string[];
}

interface Verb {
  readonly happened: RegExp;
  readonly latin: boolean;
  /** 紛失 of 紛失した: with a thing it is a report by itself. */
  readonly noun?: string;
}

interface Kind {
  readonly id: string;
  readonly unless: readonly string[];
  readonly words: RegExp;
  readonly verbs: readonly Verb[];
}

const GAP = '[^。!?\\n]{0,20}?';

/** Another's case, a supposed one, or many of them: no report, whatever form the verb has. */
const NO_REPORT =
  /(?<!か)もし(?!か)|と(?:した|なった)ら|仮に|万が?一|例えば|たとえば|件数|何[件人回]|事例|統計|処分|懲戒|昨年|去年|年度|過去に|ニュース|新聞|報道|他(?:の?(?:自治体|団体)|[市県区町村社])|(?<!こ?の|こういう|こんな)場合/u;

/**
 * Whether a sentence reports that one of the kinds has happened: past and completive forms, 「USB紛失」 as a
 * whole clause, and English reports. Where several fit, the one whose thing and verb stand nearest.
 *
 * @returns a claim with the slot `incident` (the kind's id), undefined for questions, rules, suppositions
 *   and what has not happened
 */
export function recogniseIncident(sentence: Sentence, kinds: readonly IncidentWords[]): Claim | undefined {
  const text = sentence.normal;
  if (NO_REPORT.test(text)) return undefined;
  let best: {id: string; distance: number; because: string} | undefined;
  for (const kind of compiled(kinds)) {
    const words = [...text.matchAll(kind.words)];
    if (words.length === 0 || kind.unless.some((word) => text.includes(word))) continue;
    for (const verb of kind.verbs) {
      for (const [index, said] of reports(text, verb, kind)) {
        const [word, distance] = nearest(words, index, index + said.length);
        if (distance > 60 || (best !== undefined && distance >= best.distance)) continue;
        best = {id: kind.id, distance, because: `${word} … ${said}`};
      }
    }
  }
  return best && {score: 0.95, because: best.because, slots: {incident: best.id}};
}

/** Where a verb is said as having happened: index and words. */
function reports(text: string, verb: Verb, kind: Kind): [number, string][] {
  if (verb.latin) {
    return [...text.matchAll(verb.happened)]
      .filter((match) => isEnglishReport(text.slice(0, match.index), kind))
      .map((match) => [match.index, match[0]]);
  }
  const found = [...text.matchAll(verb.happened)].map((match): [number, string] => [match.index, match[0]]);
  return [...found, ...asNoun(text, verb)];
}

/** 「USB紛失」「ウイルス感染！」「誤送信がありました」 as a whole clause that is no question. */
function asNoun(text: string, {noun}: Verb): [number, string][] {
  if (noun === undefined) return [];
  const ending =
    '(?:です|だ|かも(?:しれ(?:ない|ません))?|発生|の?(?:疑い|恐れ|おそれ)(?:あり)?|被害|に[遭あ会](?:った|いました)|が(?:発生|発覚)(?:し(?:た|ました))?|が(?:あった|ありました|起きた|起きました))';
  const clause = new RegExp(
    `(?<=^|[。!\\n])([^。!?\\n]{0,20}?)(?:${noun})${ending}?\\s?(?=$|[。!、\\n])`,
    'gu',
  );
  return [...text.matchAll(clause)].map((match) => [match.index + (match[1]?.length ?? 0), noun]);
}

const EN_NO_REPORT =
  /\b(?:if|when|whenever|in case|suppose|unless|should|would|could|can|how|what happens|which|did|do|does|not|never|have you|has anyone|policy|about|before|avoid|report(?:ing)?|rules?)\b|n't\b/u;
const EN_SUBJECT = /\b(?:i|i've|we|we've|he|she|they|someone|somebody|my|our|the|colleagues?|boss|intern)\b/u;

function isEnglishReport(said: string, kind: Kind): boolean {
  const clause = said.split(/[.!?;,\n]/u).at(-1) ?? '';
  if (EN_NO_REPORT.test(clause)) return false;
  return (
    EN_SUBJECT.test(clause) ||
    clause
      .replace(kind.words, '')
      .replace(/\b(?:just|a|an|was|is)\b/gu, '')
      .trim() === ''
  );
}

function nearest(words: readonly RegExpExecArray[], from: number, to: number): [string, number] {
  let best: [string, number] = ['', Infinity];
  for (const {0: word, index} of words) {
    const distance = index < from ? Math.max(0, from - index - word.length) : Math.max(0, index - to);
    if (distance < best[1]) best = [word, distance];
  }
  return best;
}

// Compiling takes longer than asking, and the same list is asked for every sentence.
const cache = new WeakMap<readonly IncidentWords[], readonly Kind[]>();

function compiled(kinds: readonly IncidentWords[]): readonly Kind[] {
  const known = cache.get(kinds);
  if (known !== undefined) return known;
  const made = kinds.map(({id, words, verbs, unless = []}) => ({
    id,
    unless: unless.map(normalise),
    // Longer words first, so that 不審なメール is not read as メール.
    words: new RegExp(
      words
        .map(normalise)
        .sort((a, b) => b.length - a.length)
        .map(literal)
        .join('|') || '(?!)',
      'gu',
    ),
    verbs: verbs.map((verb) => compileVerb(normalise(verb))),
  }));
  cache.set(kinds, made);
  return made;
}

function compileVerb(entry: string): Verb {
  // NFKC has made three dots of the ellipsis.
  const parts = entry.split(/\s?(?:…|\.{3})\s?/u).map((part) => part.split('/'));
  const last = parts.pop() ?? [];
  if (/^[\x20-\x7e]+$/u.test(entry)) {
    const all = [...parts, last].map((words) => `\\b(?:${words.map(literal).join('|')})\\b`);
    return {happened: new RegExp(all.join('.{0,40}?'), 'gu'), latin: true};
  }
  const lead = parts.map((words) => `(?:${words.map(literal).join('|')})${GAP}`).join('');
  const nouns = last.map(nounOf).filter((noun) => noun !== undefined);
  return {
    // A noun alone has no form that says it has happened: パソコンの盗難が心配 is no report.
    happened: new RegExp(`${lead}(?:${last.flatMap(happenedForms).join('|') || '(?!)'})`, 'gu'),
    latin: false,
    ...(parts.length === 0 && nouns.length > 0 ? {noun: nouns.map(literal).join('|')} : {}),
  };
}
