import type {Office} from '../../../platform/office/shape.ts';
import type {Claim, Recognise, Sentence, Slots} from '../../../platform/understand/sentence.ts';
import {spokenOf} from './spoken.ts';
import {
  ABOUT_RULES,
  BOOK,
  BOOKING,
  BOOTH,
  CANCEL,
  CHECK_IN,
  EXTEND,
  FREE,
  MINE,
  MOVE,
  POLITE_REQUEST,
  RELEASE,
  SOMETHING_ELSE,
  TOLD,
  YESTERDAY,
} from './words.ts';

/** What a sentence about booths may be for. */
export type Asked = 'book' | 'availability' | 'mine' | 'cancel' | 'extend' | 'release' | 'checkin';

/** Sure where a booth is named; less where only a booking is, since another feature may know it better. */
const SURE = 0.9;
const LIKELY = 0.7;

/**
 * The recogniser of one intent. All of them come to one judgement, so that two never claim one sentence.
 *
 * @param office whose names and kinds count; asked at each sentence, since it changes while the bot runs
 */
export function recogniser(asked: Asked, office: () => Office): Recognise {
  return (sentence) => {
    const judged = judge(sentence, office());
    return judged?.asked === asked ? judged.claim : undefined;
  };
}

interface Judged {
  readonly asked: Asked;
  readonly claim: Claim;
}

// Seven intents ask about the same sentence in turn; it is judged for the first of them.
const judgedBefore = new WeakMap<Sentence, {readonly office: Office; readonly judged: Judged | undefined}>();

function judge(sentence: Sentence, office: Office): Judged | undefined {
  const before = judgedBefore.get(sentence);
  if (before?.office === office) return before.judged;
  const judged = judgeAnew(sentence, office);
  judgedBefore.set(sentence, {office, judged});
  return judged;
}

function judgeAnew(sentence: Sentence, office: Office): Judged | undefined {
  const said = sentence.normal;
  // More than a request takes; a long text is a question with its story.
  if (said.length > 200) return undefined;
  const spoken = spokenOf(said, office);
  const named = BOOTH.test(said) || spoken.booth !== undefined || spoken.unknown !== undefined;
  const found = kindOfRequest(sentence, named);
  if (found === undefined) return undefined;
  const slots: Slots = spoken;
  return {
    asked: found.asked,
    claim: {score: named ? SURE : LIKELY, because: found.because, ...(hasAny(slots) ? {slots} : {})},
  };
}

function hasAny(slots: Slots): boolean {
  return Object.values(slots).some((value) => value !== undefined);
}

function kindOfRequest(sentence: Sentence, named: boolean): {asked: Asked; because: string} | undefined {
  const said = sentence.normal;
  if (!named && SOMETHING_ELSE.test(said)) return undefined;
  const polite = POLITE_REQUEST.test(said);
  // What a rule says is asked in the form of a question; 「電話が来たのでキャンセルします」 asks nothing.
  const ruleQuestion = ABOUT_RULES.test(said);
  const asks = sentence.asks && !polite;
  const ours = named || BOOKING.test(said);
  const is = (pattern: RegExp): string | undefined => pattern.exec(said)?.[0];
  // 「昨日の14時から1時間、集中ブース」 is a slip of who wants one, and is answered as such.
  const told = TOLD.test(said) || (YESTERDAY.test(said) && !bare(said));
  const hit = (asked: Asked, because: string | undefined) =>
    because === undefined ? undefined : {asked, because};

  if (ours && !ruleQuestion) {
    const mine = is(MINE);
    const change = is(CANCEL) ?? is(EXTEND) ?? is(MOVE);
    if (mine !== undefined && change === undefined) return hit('mine', mine);
  }
  const request = !asks && !told && !(ruleQuestion && !polite && sentence.asks);
  if (request) {
    const action = requestOf(said, ours, is);
    if (action !== undefined) return action;
  }
  if (!named || ruleQuestion) return undefined;
  const free = is(FREE);
  if (free !== undefined && (asks || !told) && !IF_FREE.test(said))
    return {asked: 'availability', because: free};
  if (told) return undefined;
  // 「明日14時に集中ブースは使えますか」 wants one; without a time it asks about the rule.
  const book = is(BOOK);
  const {date, start, minutes} = sentence.slots;
  const timed = date !== undefined || start !== undefined || minutes !== undefined;
  if (book !== undefined && (timed || !asks)) return {asked: 'book', because: book};
  return timed && !asks && bare(said) ? {asked: 'book', because: said.slice(0, 40)} : undefined;
}

function requestOf(
  said: string,
  ours: boolean,
  is: (pattern: RegExp) => string | undefined,
): {asked: Asked; because: string} | undefined {
  const hit = (asked: Asked, because: string | undefined) =>
    because === undefined ? undefined : {asked, because};
  const extend = is(EXTEND);
  if (
    extend !== undefined &&
    (ours || /^(?:あと|もう|\d|[一二三十半]|少し|ちょっと|延長|extend|another|can|could|please)/u.test(said))
  ) {
    return hit('extend', extend);
  }
  if (ours) {
    const found = hit('cancel', is(CANCEL)) ?? hit('mine', BOOKING.test(said) ? is(MOVE) : undefined);
    if (found !== undefined) return found;
  }
  if (!ours && !ALONE.test(said)) return undefined;
  return hit('release', is(RELEASE)) ?? hit('checkin', is(CHECK_IN));
}

/** 「空いてたら取って」 wants one. */
const IF_FREE = /空い(?:て(?:い)?)?(?:たら|れば)/u;

/** The labels of buttons said alone, and no more than that. */
const ALONE =
  /^(?:今から|いまから|早めに|早く)?(?:利用|使用)?(?:を)?(?:開始|終了|チェックイン|チェックアウト|終わり|始め|もう使(?:わない|いません))(?:し|り)?(?:ます|ました|です|たい(?:です)?|して|を?お願い(?:します)?)?(?:ください)?[。.!]*$|^(?:もう)?使い終わ(?:り|っ)(?:ました|た)[。.!]*$|^もう使(?:いません|わない)(?:です)?[。.!]*$|^check(?:ing)?[ -]?(?:in|out)(?: please| now)?[.!]*$|^(?:i'm|i am) (?:done|finished)(?: here)?[.!]*$/u;

/** Said as a note: a time, a booth, and hardly anything else. */
function bare(said: string): boolean {
  return !/(?:ます|です|いる|ある|した|ない|だ|ね|よ)[。.!]*$/u.test(said) && said.length <= 60;
}
