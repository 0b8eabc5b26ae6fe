import {normalise} from '../../../kernel/japanese-text.ts';
import {Temporal, type MinuteOfDay} from '../../../kernel/time.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {Sentence} from '../../../platform/understand/sentence.ts';
import {floorOf, floorsOf, readSeat} from '../rules/place.ts';
import type {Where} from '../rules/state.ts';
import type {When} from '../rules/when.ts';

/** What somebody says of where they are. */
export type Spoken =
  | {readonly kind: 'said'; readonly where: Where; readonly when: When}
  /** It is a place, but none that the office has. */
  | {readonly kind: 'unknown-place'; readonly text: string};

// What a sentence about one's whereabouts may hold besides the state itself. A sentence with anything else in it is
// about something else: 在宅勤務の申請方法, 休暇の取り方.
const TIME =
  /(?:令和|r)?(?:\d+|元)年|\d{1,2}月\d{1,2}日|\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}\/\d{1,2}|(?:\d+|[一二三四五六七八九十]+)日間?|今日|本日|きょう|明後日|あさって|明日|あした|あす|再来週|来週|今週|\(?[月火水木金土日](?:曜日?|\))|午前中?|午後(?:イチ|いち|一)?|朝(?:いち|イチ|一)?|お?昼(?:過ぎ|すぎ)?|夕方|正午|夜|(?:\d{1,2}|[一二三四五六七八九十]{1,3})時(?:半|\d{1,2}分)?(?!間)|\d{1,2}:\d{2}|(?:\d+|[一二三四五六七八九十]+)時間|\d+分間?|これから|今から|から|(?<!い)まで|以降|頃|ごろ|くらい|ぐらい|終日|ずっと|一日中?|丸一日|全日/gu;
const FILL =
  /(?:私|わたし|僕|自分)は|お疲れ様です|おつかれさまです|おはようございます|お先に|失礼します|よろしくお願い(?:いた)?します|すみません(?:が)?|もう|そろそろ|で?(?:打ち?合わ?せ|会議|ミーティング|面談|作業|仕事|執務|勤務|研修)|し?て?い?ます|居ます|いる|おります|移動(?:中|しました|した|します|する)?|移りました|移ります|来(?:ました|ています|てます)|着きました|座(?:っています|ってます|りました|ります)|出勤(?:しました|します)?|戻(?:りました|ります|り|る)|不在に?|い(?:ません|ないです|ない)|おりません|対応|行(?:きます|く|ってきます|っています)|向かいます|出(?:ます|かけます|ています)|入ります|しました|します|した|する|している|です|となります|になります|なります|予定|取(?:ります|得)|とります|いただきます|もらいます|登録(?:して)?|お願い|ください|帰ります|で?いっています|いま|今|現在|中|〜|~/gu;
const SMALL = /[\sをはがのにでへとも、。!,.・ー▮-]/gu;

const EN_TIME =
  /\b(?:today|tomorrow|now|all day|this|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|afternoon|morning|evening|until|till|from|for|\d{1,2}(?::\d{2})?\s?(?:am|pm)?|days?|hours?|o'clock|since)\b/gu;
const EN_FILL =
  /\b(?:i'm|i’m|i'll|i’ll|i|am|im|is|are|will|be|the|a|an|on|in|at|to|of|my|working|work|sitting|moved|moving|going|taking|having|just|please|and|area|desk|seat|there|here|back)\b/gu;

type Core = readonly [pattern: RegExp, where: (match: RegExpExecArray) => Where, times?: When];
const PLAIN: readonly Core[] = [
  [/午前(?:半)?休|午前中?(?:は|に)?(?:お?休み|半休)/u, () => ({kind: 'leave'}), {from: 0, until: 720}],
  [/午後(?:半)?休|午後(?:から|は|に)?(?:お?休み|半休)/u, () => ({kind: 'leave'}), {from: 780}],
  [
    /在宅(?:勤務|ワーク)?|テレワーク|リモート(?:ワーク|勤務)?|自宅(?:勤務)?|家(?=で|に)|\bwfh\b|\b(?:from|at) home\b/u,
    () => ({kind: 'home'}),
  ],
  [
    /お?休み(?:ます)?|休みます|休む|(?:年次|夏季|特別|有給|看護)?休暇|年休|有休|有給|代休|振休|早退|欠勤|\bon (?:leave|holiday|vacation)\b|\bday off\b|\boff (?=today|tomorrow)|\boff$/u,
    () => ({kind: 'leave'}),
  ],
  [
    /(?:(?<to>[^\sはもを、から日間]{1,10}?)(?:へ|に|まで|への)|(?<at>(?![今本明翌終毎全]日|明後日|[今来]週|再来週|午[前後]|年|急|\p{Script=Han}{0,3}日間?|\p{Script=Han}{0,3}曜)[\p{Script=Han}ァ-ヶー]{2,6}))?出張|\bon a (?:business )?trip\b|\bbusiness trip\b/u,
    ({groups}) => {
      const to = groups?.['to'] ?? groups?.['at'];
      return {kind: 'trip', ...(to === undefined ? {} : {to})};
    },
  ],
  [
    /帰ります|帰る|帰りました|帰宅|退勤|退庁|退社|上がります|あがります|(?:お先に|これで)失礼(?:いた)?します|\b(?:going|heading|gone|leaving) home\b|\bleaving now\b|\bdone for today\b/u,
    () => ({kind: 'gone'}),
  ],
  [
    /外出|外勤|直行直帰|直行|直帰|不在|(?:い|おり)ません|席を外(?:します|して)|離席|\bout of (?:the )?office\b|\bout\b/u,
    () => ({kind: 'out'}),
  ],
];
// Where people of a city hall go that is no place of the office. Other places want a verb of going.
const KNOWN =
  /県庁|都庁|道庁|府庁|本会議|議会|委員会|税務署|裁判所|法務局|警察署|消防署|労基署|年金事務所|現地(?:調査|確認)?|現場(?:確認)?|支所|出先|病院|銀行|学校訪問|家庭訪問|訪問|審査会|審議会|説明会|研修(?:会)?|会議|打ち?合わ?せ|ミーティング|面談/u;
const GOING =
  /^(?<to>[^\s。、はがを]{1,14}?)(?:へ|に|で)(?:(?:行|い)(?:きます|く|ってきます|っています|ってます)|出(?:ます|かけます|ています)|向かいます|寄(?:ります|って)|伺います|うかがいます|出向きます|います|いる|おります)[。!]?$/u;
/** 「15時戻り」: until when somebody is away. */
const BACK =
  /[\s。、]*(?:に|頃|ごろ)?\s*(?:に)?(?:戻(?:り|ります|る)|帰(?:庁|所|課|社|校))(?:の?予定)?(?:です|します)?[。!]*$/u;
const NOT_OUTSIDE = /エリア|ブース|席|フロア|階|コーナー|ロビー/u;

const NOON = 12 * 60;
/** Why somebody is away or at home is theirs to know, and is not kept. */
const REASON =
  /(?<=^|[、。\sはも])[\p{Script=Han}ァ-ヶーの]{2,12}(?:のため|のために|につき|により|の都合で|の都合により)、?\s?/u;

/** What a sentence says of whereabouts; undefined where it says something else, or asks. */
export function readSpoken(sentence: Sentence, office: Office): Spoken | undefined {
  const {slots, asks} = sentence;
  // A seat's code is one whatever else is written.
  const said = sentence.normal.replace(REASON, '');
  if (asks || said.length > 60) return undefined;
  const when = whenOf(sentence);
  const seat = readSeat(said, office);
  if (seat === 'unknown') return {kind: 'unknown-place', text: said};
  if (seat !== undefined) {
    return rest(said.replace(/b?\d{1,2}f[-ー][a-z]{1,2}[-ー]\d{1,3}/iu, '')) === ''
      ? {kind: 'said', where: seat, when}
      : undefined;
  }
  const place = readPlace(said, slots.floor, office);
  if (place !== undefined) return place.kind === 'unknown-place' ? place : {...place, when};
  for (const [pattern, whereOf, times] of PLAIN) {
    const match = pattern.exec(said);
    if (match === null) continue;
    // 「午前中は在宅、午後から出勤」: what is said first ends where the other begins.
    const [ahead, behind] = [said.slice(0, match.index), said.slice(match.index)];
    const morning = times === undefined && ahead.includes('午前') && behind.includes('午後');
    if (rest(said.replace(match[0], '')) !== '') continue;
    return {
      kind: 'said',
      where: whereOf(match),
      when: morning
        ? {...when, from: undefined, until: when.from ?? NOON}
        : {...when, ...(times && fitting(times, when))},
    };
  }
  const left = said
    .replace(TIME, ' ')
    .replace(/^[\sはにで、]+/u, '')
    .trim();
  const going = GOING.exec(left.replace(BACK, '').trim())?.groups?.['to'];
  if (going !== undefined && going !== '' && !/[どこ何誰]/u.test(going)) {
    if (NOT_OUTSIDE.test(going)) return {kind: 'unknown-place', text: going};
    return {kind: 'said', where: {kind: 'out', to: going}, when};
  }
  const known = KNOWN.exec(said)?.[0];
  // 研修 alone is a topic; with a time it is where somebody is.
  if (known !== undefined && rest(said.replace(known, '')) === '' && hasTime(when)) {
    return {kind: 'said', where: {kind: 'out', to: known}, when};
  }
  return undefined;
}

// 午前休 is the morning whatever the clock reads from 午前.
function fitting(times: When, {date, dateEnd}: When): When {
  return {date, dateEnd, from: times.from, until: times.until};
}

function hasTime({date, from, until}: When): boolean {
  return date !== undefined || from !== undefined || until !== undefined;
}

function readPlace(
  said: string,
  floor: number | undefined,
  office: Office,
): {kind: 'said'; where: Where} | Extract<Spoken, {kind: 'unknown-place'}> | undefined {
  const named = floorsOf(office)
    .filter((each) => floor === undefined || each.floor.number === floor)
    .flatMap(({site, floor: at}) =>
      at.areas.flatMap((area) =>
        [area.name.ja, area.name.en].map((name) => ({site, at, area, name: normalise(name)})),
      ),
    )
    .filter(({name}) => said.includes(name) || (name.endsWith('エリア') && said.includes(name.slice(0, -3))))
    .sort((a, b) => b.name.length - a.name.length)[0];
  const withoutFloor = said.replace(FLOORS, '');
  if (named !== undefined) {
    const {site, at, area, name} = named;
    const short = name.endsWith('エリア') ? name.slice(0, -3) : name;
    const left = withoutFloor.includes(name)
      ? withoutFloor.replace(name, '')
      : withoutFloor.replace(short, '');
    if (rest(left) !== '') return undefined;
    return {kind: 'said', where: {kind: 'place', site, floor: at.number, area: area.id}};
  }
  if (floor === undefined || rest(withoutFloor) !== '') return undefined;
  const found = floorOf(office, floor);
  if (found === undefined) return {kind: 'unknown-place', text: FLOORS.exec(said)?.[0] ?? said};
  return {kind: 'said', where: {kind: 'place', site: found.site, floor}};
}

const FLOORS =
  /(?:地下\s?|b)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?(?:階|f(?![a-z0-9-]))|(?:the )?\d{1,2}(?:st|nd|rd|th) floor|floor \d{1,2}/u;

/** What is left of a sentence once times and filling words are taken out. */
function rest(text: string): string {
  const left = text.replace(TIME, ' ').replace(FILL, ' ').replace(EN_TIME, ' ').replace(EN_FILL, ' ');
  return left.replace(SMALL, '').replace(/[『』「」()?]/gu, '');
}

function whenOf({slots, normal}: Sentence): When {
  const minute = (time: string | undefined): MinuteOfDay | undefined => {
    const [hour, minutes] = time?.split(':').map(Number) ?? [];
    return hour === undefined || minutes === undefined ? undefined : hour * 60 + minutes;
  };
  const days = /(\d{1,2})日間/u.exec(normal)?.[1];
  const dateEnd =
    slots.dateEnd ??
    (days === undefined || slots.date === undefined
      ? undefined
      : Temporal.PlainDate.from(slots.date)
          .add({days: Number(days) - 1})
          .toString());
  const [from, until] = [minute(slots.start), minute(slots.end)];
  // 「15時戻り」 names a time as if something began then.
  if (until === undefined && BACK.test(normal))
    return {date: slots.date, dateEnd, from: undefined, until: from};
  return {date: slots.date, dateEnd, from, until};
}
