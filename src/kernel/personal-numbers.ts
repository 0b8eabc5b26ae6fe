// Numbers that the bot does not take in. Found in text as it was typed or imported; nothing here keeps,
// prints or returns the number itself, only where it stands.

export type PersonalNumberKind = 'individual-number' | 'payment-card' | 'bank-account';

/** Where a number stands in the original text, in UTF-16 units. */
export interface PersonalNumber {
  readonly kind: PersonalNumberKind;
  readonly index: number;
  readonly length: number;
}

// Seen by nobody and copied along with numbers: zero-width marks, variation selectors, keycap frames.
const UNSEEN = '(?:[\\u00ad\\u200b-\\u200f\\u2060-\\u2064\\ufeff]|\\ufe0e|\\ufe0f|\\u20e3){0,3}';
const SPACE = /\p{Zs}/u;
const HYPHENS = '\\-\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d\\u30fc\\uff70\\u2500';
const HYPHEN = new RegExp(`[${HYPHENS}]`, 'u');
// Digits with at most one space or hyphen between two of them. A tab or a line end parts numbers.
const RUN = new RegExp(`\\p{Nd}(?:${UNSEEN}[\\p{Zs}${HYPHENS}]?${UNSEEN}\\p{Nd})*`, 'gu');
// Ids of machines: their parts look like numbers and are none.
const MACHINE_IDS =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-f])(?=[0-9]*[a-f])[0-9a-f]{20,}/giu;

/** Digits that stand together, and what parts them from the group before. */
interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  readonly before: 'none' | 'space' | 'hyphen';
}

/**
 * Individual numbers (マイナンバー: 12 digits with the right check digit), payment cards (14 to 16 digits
 * with Luhn's) and bank accounts (7 digits near 口座, 普通, 当座 or 支店), in half or full width, with
 * single spaces or hyphens between digits. A longer number is not cut into pieces.
 *
 * @returns in the order of the text, none overlapping
 */
export function findPersonalNumbers(text: string): PersonalNumber[] {
  const machineIds = [...text.matchAll(MACHINE_IDS)].map((m) => [m.index, m.index + m[0].length] as const);
  const found: PersonalNumber[] = [];
  for (const run of text.matchAll(RUN)) {
    if (machineIds.some(([from, to]) => run.index < to && run.index + run[0].length > from)) continue;
    const groups = groupsOf(run[0], run.index);
    // +81 90 1234 5678 has twelve digits and is a telephone.
    const telephone = /[+＋]/u.test(text.charAt(run.index - 1));
    for (let i = 0; i < groups.length; i++) {
      const hit = numberAt(text, groups, i, telephone);
      if (hit === undefined) continue;
      const [first, last] = [groups[i], groups[i + hit.groups - 1]];
      if (first === undefined || last === undefined) break;
      found.push({kind: hit.kind, index: first.start, length: last.end - first.start});
      i += hit.groups - 1;
    }
  }
  return found;
}

function groupsOf(run: string, offset: number): Group[] {
  const groups: Group[] = [];
  let before: Group['before'] = 'none';
  let digits = '';
  let start = offset;
  let end = offset;
  let at = offset;
  for (const char of run) {
    if (/\p{Nd}/u.test(char)) {
      if (digits === '') start = at;
      // Digits of scripts that NFKC leaves alone count as a digit that fits no check.
      const digit = char.normalize('NFKC');
      digits += /^[0-9]$/.test(digit) ? digit : 'x';
      end = at + char.length;
    } else if (SPACE.test(char) || HYPHEN.test(char)) {
      groups.push({digits, start, end, before});
      digits = '';
      before = SPACE.test(char) ? 'space' : 'hyphen';
    }
    at += char.length;
  }
  groups.push({digits, start, end, before});
  return groups;
}

function numberAt(
  text: string,
  groups: readonly Group[],
  from: number,
  telephone: boolean,
): {kind: PersonalNumberKind; groups: number} | undefined {
  let digits = '';
  // The longest first: a card's sixteen digits before the twelve at their beginning.
  let best: {kind: PersonalNumberKind; groups: number} | undefined;
  for (let to = from; to < groups.length && digits.length <= 16; to++) {
    digits += groups[to]?.digits ?? '';
    const count = to - from + 1;
    if (digits.length === 7 && isBankAccount(text, groups, from, to)) {
      best = {kind: 'bank-account', groups: count};
    }
    if (telephone || !standsAlone(groups, from, to)) continue;
    if (isIndividualNumber(digits)) best = {kind: 'individual-number', groups: count};
    if (isPaymentCard(digits)) best = {kind: 'payment-card', groups: count};
  }
  return best;
}

/** Whether some of a run's groups are a number of their own and no piece of a longer one. */
function standsAlone(groups: readonly Group[], from: number, to: number): boolean {
  const inner = groups.slice(from + 1, to + 1);
  const sizes = groups.slice(from, to + 1).map((g) => g.digits.length);
  const separators = new Set(inner.map((g) => g.before));
  const asPrinted = ['12', '14', '15', '16', '4,4,4', '4,4,4,4', '4,6,5', '4,6,4'].includes(sizes.join());
  if (from === 0 && to === groups.length - 1) return separators.size <= 1 || asPrinted;
  if (!asPrinted || separators.size > 1) return false;
  const [left, right] = [groups[from - 1], groups[to + 1]];
  const joins = [left && groups[from]?.before, right?.before].filter((join) => join !== undefined);
  // A hyphen binds: what it joins is one number.
  if (joins.includes('hyphen')) return false;
  // So do spaces between groups of four: the row of fours goes on.
  const ownSpaces = separators.has('space');
  return !ownSpaces || (left?.digits.length !== 4 && right?.digits.length !== 4);
}

/**
 * The check digit of an individual number as the ministerial ordinance defines it: with P(n) the n-th digit
 * from the right, the check digit not counted, and Q(n) = n+1 up to the 6th and n−5 from the 7th,
 * it is 11 − (ΣP·Q mod 11), or 0 where the remainder is 0 or 1.
 */
export function isIndividualNumber(digits: string): boolean {
  if (!/^[0-9]{12}$/.test(digits)) return false;
  let sum = 0;
  for (let n = 1; n <= 11; n++) sum += Number(digits[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  const remainder = sum % 11;
  return Number(digits[11]) === (remainder <= 1 ? 0 : 11 - remainder);
}

/** 14 to 16 digits whose last one fits Luhn's sum. */
export function isPaymentCard(digits: string): boolean {
  if (!/^[0-9]{14,16}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** How near the word must stand, in characters. */
const NEAR = 15;

function isBankAccount(text: string, groups: readonly Group[], from: number, to: number): boolean {
  const [first, last] = [groups[from], groups[to]];
  if (first === undefined || last === undefined || first.digits.length !== 7) return false;
  const before = text.slice(Math.max(0, first.start - NEAR), first.start);
  const after = text.slice(last.end, last.end + NEAR);
  if (!/口座|普通|当座|支店/u.test(before) && !/口座|普通|当座|支店/u.test(after)) return false;
  // The same seven digits with another name: a member of staff, a postcode, a telephone.
  if (/(?:職員番号|社員番号|番号札|〒|郵便番号|電話|内線|tel|☎)[^\p{L}\p{N}]{0,3}$/iu.test(before))
    return false;
  // Bound by a hyphen, it is an account only as 銀行-支店-口座.
  const bound = groups[to + 1]?.before === 'hyphen';
  const sizes = groups.slice(0, from).map((g) => g.digits.length);
  const branch = first.before !== 'hyphen' || /^(?:4,)?3$/.test(sizes.join());
  return !bound && branch;
}
