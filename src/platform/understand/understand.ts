import {fold, isJapanese, normalise} from '../../kernel/japanese-text.ts';
import type {Language} from '../../kernel/person.ts';
import {formatMinutePadded, localTime} from '../../kernel/time.ts';
import type {Sentence, Slots, World} from './sentence.ts';
import {readDates} from './slots/dates.ts';
import {readMinutes} from './slots/durations.ts';
import {readFloor} from './slots/floors.ts';
import {readName} from './slots/names.ts';
import {withDigits, withoutLookalikes} from './slots/reading.ts';
import {readTimes, type Times} from './slots/times.ts';

/** More than anybody says in one breath. What comes after it is searched for by knowledge, not read here. */
const READ_AT_MOST = 1000;

/**
 * Reads a sentence once, for all features. Total: any text gives a sentence.
 *
 * @param text without mentions
 */
export function understand(text: string, world: World): Sentence {
  const normal = normalise(text);
  const {day, minute} = localTime(world.now, world.zone);
  // What one reader takes is gone for the next. Dates come before times (12月), times before lengths
  // (10時30分), and all of them before names and floors.
  const dates = readDates(withoutLookalikes(withDigits(fold(text).slice(0, READ_AT_MOST))), day);
  const times = readTimes(dates.left, {minute, opens: world.opens, closes: world.closes});
  const length = readMinutes(times.left);
  const floor = readFloor(length.left);
  return {
    text: text.trim(),
    normal,
    language: languageOf(text),
    slots: {
      ...dates.slots,
      ...withLength(times.slots, length.minutes),
      ...(floor.floor === undefined ? {} : {floor: floor.floor}),
      ...readName(floor.left),
    },
    troubles: [...dates.troubles, ...times.troubles],
    asks: asks(normal),
  };
}

/** Of start, end and length two give the third. An end stays within the day; what was said stays as said. */
function withLength(times: Times['slots'], minutes: number | undefined): Slots {
  const start = minuteOf(times.start);
  const end = minuteOf(times.end);
  if (start !== undefined && end !== undefined) return {...times, minutes: end - start};
  if (minutes === undefined) return times;
  if (start === undefined || start + minutes > 24 * 60) return {...times, minutes};
  return {...times, end: formatMinutePadded(start + minutes), minutes};
}

function minuteOf(time: string | undefined): number | undefined {
  const [hour, minute] = time?.split(':') ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

function languageOf(text: string): Language {
  if (isJapanese(text)) return 'ja';
  return /\p{Script=Latin}/u.test(text) ? 'en' : 'ja';
}

const ASKS: readonly RegExp[] = [
  /\?/u,
  // 「しか」「ほか」 end other sentences.
  /(?<![しほ])か[。.!\s]*$|(?:です|ます|でしょう|ません|でした|ました)か(?:[。、,.!\s]|ね|$)|(?:っけ|かな|かね|かしら)[。.!\s]*$/u,
  /何(?![もで]|か)|何で|なん(?:の|で|ですか|時|分|日|人)|何か(?:月|所)|いつ(?![もか]|で|の間)|いつでも使|どこ(?![かも]|でも)|(?:だれ|誰)(?![かも]|でも)|どう(?!も|ぞ|か|せ|にか|やら|じ|にゅ)|どの|どれ(?![もか])|どちら(?![もか]|でも)|どんな|いくつ(?!か)|いくら(?![かで])|なぜ|どうして/u,
  /教えて|おしえて|知りたい|とは[。.!\s]*$|って何|可能か|できるの[。.!\s]*$|いいの[。.!\s]*$/u,
  /\b(?:what|when|where|who|whom|whose|which|why|how)\b(?!ever)/u,
  /^(?:please\s)?(?:can|could|may|do|does|did|is|are|am|was|were|will|would|should|have|has|must|shall|tell\sme)\b/u,
];

/** Whether a sentence in its normal form asks something. */
export function asks(normal: string): boolean {
  return ASKS.some((pattern) => pattern.test(normal));
}
