import {isJapanese, normalise} from '../../../kernel/japanese-text.ts';

/** What is wanted of the answer that was just given. */
export type Request = 'more' | 'next' | 'original' | 'where';

/** How a sentence stands to the one before it. */
export type Reading =
  | {readonly kind: 'request'; readonly request: Request}
  /**
   * `follows`: it says too little to stand alone. `perhaps`: it may be either, so what is found decides.
   * `alone`: a question of its own, never mixed with another.
   */
  | {readonly kind: 'follows' | 'perhaps' | 'alone'};

const ALONE: Reading = {kind: 'alone'};
const FOLLOWS: Reading = {kind: 'follows'};
const PERHAPS: Reading = {kind: 'perhaps'};

// Nobody leaves words out in a sentence that is longer than this.
const LONGEST = 30;
const LONGEST_EN = 8;

const REQUESTS: readonly (readonly [Request, RegExp])[] = [
  [
    'more',
    /^(?:もう少し|もうちょっと|もっと)?(?:詳しく|くわしく|詳細(?:を|は)?|続き(?:を|は)?)(?:教えて|お願い|知りたい|説明して|見せて|見たい)?$/,
  ],
  [
    'next',
    /^(?:(?:他|ほか)(?:に|の)?(?:候補|答え|記載|箇所)?(?:に)?(?:は|も)?(?:ある|ない|ありますか?|ありませんか?|見せて)?|次(?:は|の候補)?|別の(?:候補|答え|箇所)?(?:は)?)$/,
  ],
  [
    'original',
    /^(?:原文|条文|本文|元の文|全文|規程の文)(?:は|を|が|も)?(?:見せて|見たい|読みたい|教えて|表示して|見せ)?$/,
  ],
  [
    'where',
    /^(?:それは|これは|それって|その(?:話|根拠)?は?)?(?:(?:何|どの規程|どの文書|どこ)の?(?:に|の|で)?(?:書いてある|書かれている|載っている|載ってる|書いてあります|書かれています|記載がある)(?:の|ん)?|(?:出典|根拠|根拠の条文|ソース)(?:は|を|を?教えて)?(?:どこ|何)?)$/,
  ],
];
const REQUESTS_EN: readonly (readonly [Request, RegExp])[] = [
  ['more', /^(?:tell me more|more|more details?|in more detail|can you (?:say|tell me) more)$/],
  ['next', /^(?:any|anything|what|something)? ?(?:else|others?|next)$/],
  ['original', /^(?:show me )?(?:the )?(?:original|full|whole)(?: text| passage| wording)?$/],
  [
    'where',
    /^(?:where (?:does it say (?:that|so|this)|is (?:that|it|this) written)|what is the source|source)$/,
  ],
];

// How people end a question without saying more in it.
const POLITE =
  /(?:は|って)?(?:どう(?:です|なります|なの|なり?ますの|なる|でしょう|する|すれば(?:いい|よい)(?:です)?)?|いかが(?:です|でしょう)?|(?:です|でしょう)|なの|なん(?:です)?)(?:か|の)*$/;

// They point back at what was said.
const POINTS_BACK =
  /^(?:それ(?![ぞ以])|その(?!他|ほか|うち|まま)|そこ(?!そこ)|そちら|そう(?:いう|した)|そっち|あれ|同じ(?:く|ことは))/;
// They only go on, so what follows may be new.
const GOES_ON =
  /^(?:じゃあ?|では|それでは|それじゃあ?|なら|だったら|で|あと|あとは|ちなみに|(?:他|ほか)に(?:も|は)?|また|逆に|一方で?|もし|例えば|たとえば)[、,\s]*/;

// Who, when and where it is about: they narrow a question down and are none themselves.
const NARROWING =
  /^(?:派遣|委託|嘱託|臨時|非常勤|常勤|正規|正職員|アルバイト|バイト|パート|パートタイム|フルタイム|再任用|会計年度任用|会計年度|管理職|新人|新規採用|業者|事業者|外部|外部委託|課長|係長|部長|所属長|本人|家族|上司|部下|全員|一人|二人|複数|土日|休日|祝日|平日|夜|夜間|夜中|朝|早朝|昼|昼間|日中|午前|午後|深夜|時間外|勤務時間外|週末|年末年始|翌日|当日|前日|今日|明日|昨日|来週|来月|今月|年度末|緊急|緊急時|自宅|在宅|家|庁外|庁内|社外|社内|外出先|出張先|海外|国外|屋外|遠隔地|支所|出先|本庁|紙|電子|\d+(?:人|名|回|時間|分|日|週間|か月|ヶ月|年|台|枚|件|歳)(?:以上|以下|以内|未満|超|目)?)(?:職員|社員|員|者|の者|人|さん|スタッフ|労働者|従業員)?$/;
// They name nothing by themselves.
const EMPTY =
  /^(?:人|方|者|職員|社員|場合|時|とき|際|件|事|物|何.{0,4}|誰|幾|分|ほう|もの|こと|中|後|前|日|全部|以外|以上|以下|以降|以前|以内|必要|義務|可能|大丈夫|駄目)$/;
// What one may ask of anything. Beside a thing's name they make a question that is nearly whole.
const ATTRIBUTE =
  /^(?:内容|期間|期限|時期|理由|方法|手順|罰則|例外|上限|下限|対象|対象者|担当|連絡先|相談先|場所|目的|許可|申請|承認|届出|届け出|手続|手続き|根拠)$/;
// What stands between the parts of a sentence.
const PARTICLES = /の|と|や|を|が|に|へ|で|から|まで|より|は|も|って|、|,|・|\s/;

const ELLIPSIS =
  /(?:は|も|って|だと|なら|ならば|だったら|では|でも|にも|には|とか|の方|のほう|については|の場合|場合は|のとき|の時|の際)$/;
const CONDITION =
  /(?:場合|とき|時|際)(?:は|も|には|だと|なら)?$|(?:たら|れば|なければ|ても|でも|だと|なら|としても|(?:る|い)と)$/;
// The verb or adjective that makes a sentence whole.
const PREDICATE =
  /(?:ます|ません|ました|ましょう|る|う|く|す|つ|ぬ|む|ぶ|ぐ|い|た|だ|ない|たい|てよい|ていい|可|不可|必要|可能|禁止|義務|大丈夫|駄目|だめ)(?:です|でしょう|の|ん|なの)*(?:か|の|ね|よ)*$/;
const ASKS = /何|誰|だれ|いつ|どこ|どれ|どの|どう|いくら|いくつ|なぜ|どちら|どなた/;

/**
 * Reads whether a sentence goes on from the answer before it. Looks at the sentence alone: what was asked
 * before, and what is found, is for the caller.
 */
export function readFollowUp(sentence: string): Reading {
  const text = normalise(sentence)
    .replace(/[?!。．.…~]+/gu, ' ')
    .trim();
  if (!isJapanese(text)) return readEnglish(text);
  const bare = text.replace(
    /(?:ください|下さい|お願いします|ですか|ますか|ですかね|でしょうか|です|か|の|ね|よ)$/u,
    '',
  );
  for (const [request, pattern] of REQUESTS) {
    if (pattern.test(text) || pattern.test(bare)) return {kind: 'request', request};
  }
  if (text.length > LONGEST) return ALONE;

  const goesOn = GOES_ON.test(text);
  const rest = text.replace(GOES_ON, '');
  const pointsBack = POINTS_BACK.test(rest);
  const core = (pointsBack ? rest.replace(POINTS_BACK, '') : rest).replace(POLITE, '');
  const isWhole = PREDICATE.test(core) && !ELLIPSIS.test(core) && !CONDITION.test(core);
  const {topics, attributes} = countOf(core, isWhole);

  if (pointsBack) return topics <= 2 ? FOLLOWS : PERHAPS;
  if (isWhole) {
    // 「いつまで使えますか」 names nothing; 「夜も使えますか」 only narrows down.
    if (topics === 0) return goesOn || (ASKS.test(core) && core.length <= 12) ? FOLLOWS : PERHAPS;
    return topics === 1 && goesOn ? PERHAPS : ALONE;
  }
  if (topics === 0) return FOLLOWS;
  // 「名刺は何枚ですか」 has no verb and lacks nothing.
  if (ASKS.test(core)) return topics === 1 && goesOn ? PERHAPS : ALONE;
  if (topics === 1 && attributes > 0) return attributes === 1 ? PERHAPS : ALONE;
  if (topics === 1)
    return ELLIPSIS.test(core) || CONDITION.test(core) || goesOn || core !== rest ? FOLLOWS : PERHAPS;
  return (goesOn && topics === 2) || (CONDITION.test(core) && topics === 2) ? PERHAPS : ALONE;
}

/** How many things a sentence names that it could be about; its verb and what only narrows down left out. */
function countOf(core: string, isWhole: boolean): {topics: number; attributes: number} {
  const parts = core.split(PARTICLES).filter((part) => /[^\p{Script=Hiragana}]/u.test(part));
  const named = isWhole && /[\p{Script=Hiragana}]$/u.test(core) ? parts.slice(0, -1) : parts;
  let [topics, attributes] = [0, 0];
  for (const part of named) {
    const forms = [part, part.replace(/\p{Script=Hiragana}+$/u, '')];
    if (forms.some((form) => ATTRIBUTE.test(form))) attributes++;
    else if (!forms.some((form) => NARROWING.test(form) || EMPTY.test(form))) topics++;
  }
  return {topics, attributes};
}

const BACK_EN = /\b(?:it|that|those|them|this|these|they|then)\b/;
const ON_EN = /^(?:and|but|so|then|what about|how about|what if|also|or)\b[, ]*/;
const OWN_EN =
  /^(?:how (?:many|much|long|often)|how|when|where|who|why|which|what|is|are|can|may|do|does|must|should|am|will|could|would)\b/;
const SMALL_EN =
  /^(?:a|an|the|of|for|to|in|on|at|by|with|about|is|are|was|be|do|does|can|may|must|should|will|i|we|you|me|my|our|it|that|those|them|this|these|they|then|what|when|where|who|why|which|how|many|much|long|often|if|and|but|so|also|or|not|no|there|people|staff|please|from|temps?|agency|workers?|contractors?|part-timers?|managers?|weekends?|holidays?|night|nights|evenings?|today|tomorrow|home|abroad|outside)$/;

function readEnglish(text: string): Reading {
  const bare = text
    .replace(/,/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ please$/, '')
    .trim();
  for (const [request, pattern] of REQUESTS_EN) if (pattern.test(bare)) return {kind: 'request', request};
  const words = bare.split(' ');
  if (words.length > LONGEST_EN || bare === '') return ALONE;
  const topics = words.filter((word) => !SMALL_EN.test(word)).length;
  const rest = bare.replace(ON_EN, '');
  const about = /^(?:and |but |so )?(?:what|how) about\b|^and (?:for|on|in|at)\b|^for\b/.test(bare);
  if (about) return topics <= 2 ? FOLLOWS : PERHAPS;
  if (BACK_EN.test(rest) && topics <= 1) return FOLLOWS;
  if (rest !== bare && topics <= 1) return FOLLOWS;
  if (topics === 0) return FOLLOWS;
  return topics === 1 && !OWN_EN.test(rest) ? PERHAPS : ALONE;
}
