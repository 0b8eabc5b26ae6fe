import type {NameIndex} from '../../../platform/directory/names/name-index.ts';
import type {Office} from '../../../platform/office/shape.ts';
import type {Claim, Recognise, Sentence} from '../../../platform/understand/sentence.ts';
import {floorsOf} from '../rules/place.ts';
import {readSpoken} from './spoken.ts';

export interface Known {
  readonly names: () => NameIndex;
  readonly office: () => Office;
}

const LONGEST = 60;
const WHERE =
  /どこ|何処|何階|居場所|所在|いる(?:場所|ところ)|いますか|います\?|いる(?:か|の)?(?:な|ね)?[?。]*$|居る|いらっしゃ|いらし|おられ|おいで|会い(?:に|たい)|来て(?:い)?(?:る|ます)|きて(?:る|ます)|出勤(?:し|され)?て|出勤(?:でしょう|です)か|[とど]こ(?:です|に)|探し|捜し|見かけ|見て(?:い)?ない|見ません|帰(?:り|られ)?(?:まし)?た|連絡(?:を)?(?:と|取)り|用(?:事)?が(?:ある|あり)|在席|席に|捕ま|つかま|会え(?:る|ます)|内線|どちら|\bwhere\b|\b(?:is|are)\b.*\b(?:in|around|here|available|at work)\b|\bfind\b|\blooking for\b/u;
/** Rules about people in general, or about what may be done: not somebody's whereabouts. */
const RULE =
  /べき|てもいい|ていい|方法|ルール|規則|規程|共有|とは|仕方|やり方|手順|できる|できます|必要|予約|研修|受講|申請|教育|電話番号|メール|伝え|渡し|送|should|allowed|policy|book/u;
const PEOPLE =
  /(?:の|に)?(?:人|方|職員|みんな|皆さん|みなさん|メンバー)(?:たち)?(?:は|が|って|で|の)?|誰が|だれが|誰か|在席|出勤状況|\bwho\b|\bpeople\b/u;
const ENDS =
  /(?:さん|様|氏|課長|係長|部長|次長|局長|室長|所長|館長|主任|主査|主事|主幹|参事|補佐)(?:は|って)?[?。]*$|[^。]{1,12}は\?*$/u;
const FREE =
  /空(?:い|き|席)|混(?:ん|み|雑)|すいて|誰(?:が|か)|だれ(?:が|か)|座れ|\bwho\b|\bfree (?:seats?|desks?)\b|\bcrowded\b|\bbusy\b/u;

const HEAD =
  /[\p{Script=Han}ァ-ヶー]{2,10}[課部局室係所館](?:の[課部局室係所館])?長(?:さん)?(?:は|って|が|、|\s|どこ|いる|い(?:ま|ない)|$)/u;
const ASKED = /(?:か(?:な|ね)?|の)?[?。]*$/u;
const SEATS =
  /(?:席|座れる(?:ところ|所|場所))[^。]{0,4}(?:空|あ(?:る|り|い))|空(?:いて?い?る|き)[^。]{0,2}(?:席|ところ|所|場所)|空席|\bfree (?:seats?|desks?)\b/u;

/** Somebody is looked for, by name, section or post. */
export const recogniseFind =
  ({names, office}: Known): Recognise =>
  (sentence) => {
    const {normal, slots} = sentence;
    if (normal.length > LONGEST || RULE.test(normal)) return undefined;
    const looks = WHERE.exec(normal)?.[0];
    const people = PEOPLE.exec(normal)?.[0];
    const ends = ENDS.exec(normal)?.[0];
    // 「鈴木課長は在宅ですか」 asks for what 「鈴木課長は在宅です」 would tell.
    const state =
      sentence.asks &&
      aboutOther({...sentence, normal: normal.replace(ASKED, ''), asks: false}, names(), office()) !==
        undefined
        ? normal
        : undefined;
    if ((looks ?? people ?? ends ?? state) === undefined) return undefined;
    const asked = names().ask(sentence.text);
    const {named, section, own, unit, post} = asked;
    if (named !== undefined || slots.name !== undefined) {
      // 「鈴木課長は15時まで議会」 says something.
      if (looks === undefined && !sentence.asks && ends === undefined) return undefined;
      return claim(looks === undefined ? 0.75 : 0.9, looks ?? ends ?? people ?? state ?? '');
    }
    // A head whose section the list does not have, or before there is a list: that is said, and no rule is quoted.
    const head = looks !== undefined && HEAD.test(normal);
    if (section === undefined && unit === undefined && !own) return head ? claim(0.85, looks) : undefined;
    if (post !== undefined && (looks !== undefined || ends !== undefined))
      return claim(0.85, looks ?? ends ?? '');
    return people === undefined ? undefined : claim(0.85, people);
  };

/** Who is on a floor, or where there is room. */
export const recogniseFloor =
  ({office}: Known): Recognise =>
  ({normal, slots, asks}) => {
    const free = FREE.exec(normal)?.[0];
    if (free === undefined || normal.length > LONGEST || /ブース|会議室|booth|電話|予約/u.test(normal))
      return undefined;
    if (slots.floor !== undefined) return claim(0.85, free);
    // 「空いてる席ある？」 with neither floor nor area: in a house of one floor there is one answer.
    const [only, other] = floorsOf(office());
    if (SEATS.test(normal) && asks && only !== undefined && other === undefined)
      return {...claim(0.8, free), slots: {floor: only.floor.number}};
    const area = areaIn(normal, office());
    return area === undefined ? undefined : {...claim(0.8, free), slots: {area}};
  };

/** One's own whereabouts, or a remark about a colleague's. */
export const recogniseSet =
  ({names, office}: Known): Recognise =>
  (sentence) => {
    if (/予約|キャンセル|受講/u.test(sentence.normal) || isBooking(sentence.normal)) return undefined;
    if (CHOOSE.test(sentence.normal)) return claim(0.85, '登録');
    const spoken = readSpoken(sentence, office());
    // As a greeting it is said to people; said to a bot that keeps whereabouts it is one's leaving.
    if (spoken !== undefined && sentence.normal.includes('先に失礼')) return claim(0.95, 'お先に失礼');
    if (spoken !== undefined) return claim(0.85, spoken.kind === 'said' ? spoken.where.kind : spoken.text);
    return aboutOther(sentence, names(), office()) === undefined ? undefined : claim(0.8, 'somebody else');
  };

/** A booth and a time without 「います」 is a wish, not a place. */
function isBooking(normal: string): boolean {
  return (
    /ブース|booth/u.test(normal) && !/います|いる|おります|移動|着き|座っ|\bi(?:'|’| a)m\b/u.test(normal)
  );
}

export const CHOOSE =
  /^(?:今日の|今の)?(?:居場所|所在|勤務場所|場所)(?:を|の)?(?:登録|入力|変更|更新|設定したい|変え(?:る|たい)|知らせ(?:る|たい))(?:する|したい|します)?(?:です)?[。!]*$|^(?:今日は?)?どこで(?:働く|仕事)|^(?:set|register) my (?:whereabouts|place)$/u;
const CLEAR =
  /^(?:(?:私|自分)の)?(?:今日の)?(?:居場所|所在|勤務場所|場所)(?:の登録)?(?:を|の)?(?:取り?消(?:す|して|し)|削除|クリア|リセット|消(?:す|して))|\bclear my (?:whereabouts|place)\b/u;
const PRIVACY =
  /居場所(?:を|は|が)?(?:(?:誰|だれ|人|他人|(?:ほか|他)の(?:人|課))(?:に|から)(?:も|は)?)?(?:出さない|見せない|隠|公開|見られ|非公開|(?:出し|見せ|知られ)たく(?:は|も)?ない|知られ)|(?:居場所|所在)の(?:公開|設定|範囲)|(?:誰|だれ)が(?:私|自分|わたし)(?:を|の居場所を?)(?:探|聞|たずね|検索)|\b(?:hide|share) my whereabouts\b|\bwho (?:asked for|looked for) me\b|\bwhereabouts settings\b/u;

export const recogniseClear: Recognise = ({normal, asks}) => {
  const hit = asks ? undefined : CLEAR.exec(normal)?.[0];
  return hit === undefined ? undefined : claim(0.9, hit);
};

export const recognisePrivacy: Recognise = ({normal}) => {
  const hit = PRIVACY.exec(normal)?.[0];
  return hit === undefined || normal.length > LONGEST ? undefined : claim(0.9, hit);
};

/** How one says what one has heard: 「休みだそうです」. */
const HEARSAY =
  /(?:だ?そうです|と(?:の|いう)ことです|(?:だと|って)?(?:言って|聞いて)い?(?:た|ました|ます)|らしい(?:です)?|みたい(?:です)?|のようです|です(?:よ|ね)|だ(?:よ|ね))[。!]*$/u;

/** What a sentence says of a colleague: the sentence without them, read as one's own would be. */
export function aboutOther(sentence: Sentence, names: NameIndex, office: Office) {
  const {normal, asks, slots} = sentence;
  if (asks || normal.length > LONGEST) return undefined;
  const asked = names.ask(sentence.text);
  if (asked.named === undefined && slots.name === undefined) return undefined;
  const said = normal
    .replace(
      /^.{1,16}?(?:さん|様|氏|くん|課長補佐|課長|係長|部長|次長|局長|室長|所長|館長|主任|主査|主事|主幹|参事)?(?:は|が|、|なら(?:ば)?)/u,
      '',
    )
    .replace(HEARSAY, '');
  if (said === normal) return undefined;
  const spoken = readSpoken({...sentence, normal: said}, office);
  return spoken?.kind === 'said' ? {asked, spoken} : undefined;
}

function areaIn(normal: string, office: Office): string | undefined {
  for (const {floors} of office.sites) {
    for (const {areas} of floors) {
      const area = areas.find(
        ({name}) => normal.includes(name.ja.toLowerCase()) || normal.includes(name.en.toLowerCase()),
      );
      if (area !== undefined) return area.id;
    }
  }
  return undefined;
}

function claim(score: number, because: string): Claim {
  return {score, because};
}
