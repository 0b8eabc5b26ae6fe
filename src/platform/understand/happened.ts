// How Japanese says that something has happened: from an event's past form (なくした) all others.

// What may follow "it happened" in a report. Whatever else follows (場合, とき, ら, 件数, 人, か) makes it a
// question, a rule or the name of something.
const GOES_ON = [
  '$',
  '[。、!,.\\s…]',
  'ん(?:です|だ|や)(?!か)',
  'の(?:です(?!か)|だ|で(?!は)|に)',
  'が(?!い)',
  'けど',
  'けれど',
  'から',
  'し(?:[、。]|$)',
  'かも',
  'か(?:不安|心配|わから|分から)',
  'みたい',
  'らしい',
  'よう(?:です|だ|な|に)',
  'っ?ぽい',
  '(?:模様|(?:おそれ|恐れ|可能性|疑い)が?(?:あ(?:る|り)(?!場|と|時|際|人|か|の)|$|[。、!]))',
  '気が',
  'と(?:思|連絡|言わ|指摘|報告|通報|電話|気)',
  'わ(?:$|[。!])',
  '[よね](?!う)',
  'な(?:$|[。!])',
  'どう(?!なる|いう)',
  '助け|たすけ|やば|まず|ヘルプ|至急|急ぎ',
].join('|');
const REPORTED = `(?=${GOES_ON})`;
const BREAK = '(?=[、。!,.\\s]|$)';

/** A pattern for the text itself. Latin words match whole, with or without a plural s. */
export function literal(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
  return /^[\x20-\x7e]+$/u.test(text) ? `(?<![a-z])${escaped}s?(?![a-z])` : escaped;
}

/** 紛失 of 紛失した; 盗難 and 入れ間違い are nouns themselves. */
export function nounOf(event: string): string | undefined {
  return isNoun(event)
    ? event
    : /^([\p{Script=Han}\p{Script=Katakana}ー]{2,})(?:し|され)た$/u.exec(event)?.[1];
}

function isNoun(event: string): boolean {
  return !/(?:[うくすつぬむぶぐるただ]|ない)(?:かも)?$/u.test(event);
}

/** Patterns for all ways to say that `event`, in its past form, has happened. */
export function happenedForms(event: string): string[] {
  if (isNoun(event)) return [];
  const negative = /^(.*)ない$/u.exec(event)?.[1];
  if (negative !== undefined) return negativeForms(negative);
  const past = /^(.*?)(?:([てで])しまった|(ちゃ|じゃ)った|([ただ]))(?:かも)?$/u.exec(event);
  if (past === null) return [literal(event) + REPORTED];
  const stem = plainStem(past[1] ?? '');
  const voiced = past[2] === 'で' || past[3] === 'じゃ' || past[4] === 'だ';
  const [te, ta, chau] = voiced ? ['で', 'だ', 'じゃ'] : ['て', 'た', 'ちゃ'];
  const regret = [
    `${stem}${te}しま(?:った|いました)${REPORTED}`,
    `${stem}${te}しま(?:い|って|いまして)${BREAK}`,
    `${stem}${chau}(?:った|いました)${REPORTED}`,
    `${stem}${chau}(?:って|い)${BREAK}`,
  ];
  if (past[4] === undefined) return regret;
  const plain = [
    ...regret,
    `${stem}${ta}${REPORTED}`,
    `${politeStem(past[1] ?? '')}まし(?:た${REPORTED}|て${BREAK})`,
    `${stem}${te}(?=、?\\s?(?:どう(?:し|す)|困|助|焦|大変|至急|慌|あわて))`,
  ];
  // A state that lasts: 盗まれている, なくなっている.
  if (/(?:れ|なっ)$/u.test(past[1] ?? '')) plain.push(`${stem}${te}い?(?:る|た|ます|ました)${REPORTED}`);
  return plain;
}

/** 見当たらない, 見当たりません, 見当たらなくなった … */
function negativeForms(negative: string): string[] {
  const row = ROWS.find((kana) => kana.startsWith(negative.slice(-1)));
  const polite = row === undefined ? negative : negative.slice(0, -1) + row.slice(1);
  const stem = literal(negative);
  return [
    `${stem}(?:ない|なかった|なく(?:なった|なりました|なって))${REPORTED}`,
    `${stem}なくて${BREAK}`,
    `${literal(polite)}ません(?:でした)?${REPORTED}`,
  ];
}

/** What stands before た: 流出し and its 流出させ, 流出され; 違ってい without its い. */
function plainStem(stem: string): string {
  if (SAHEN.test(stem)) return `${literal(stem.slice(0, -1))}(?:し|させ|され)`;
  return /[てで]い$/u.test(stem) ? `${literal(stem)}?` : literal(stem);
}

/** 送っ as 送り, 開い as 開き, なくし as itself: what stands before ました. Several where the past hides it. */
function politeStem(stem: string): string {
  if (SAHEN.test(stem)) return `${literal(stem.slice(0, -1))}(?:し|いたし|致し|させ|され)`;
  if (/[てで]い$/u.test(stem)) return `${literal(stem)}?`;
  const endings: Readonly<Record<string, string>> = {っ: '[りちい]', い: '[きぎ]', ん: '[みびに]'};
  const ending = endings[stem.slice(-1)];
  return ending === undefined ? literal(stem) : literal(stem.slice(0, -1)) + ending;
}

const SAHEN = /[\p{Script=Han}\p{Script=Katakana}ー]し$/u;

// From the vowel before ない to that before ません.
const ROWS = ['かき', 'さし', 'たち', 'なに', 'まみ', 'らり', 'わい', 'がぎ', 'ばび'];
