import {toKatakana} from '../../../../kernel/japanese-text.ts';

// Names that the tokenizer does not see: in kana, in letters, and given names behind a family name. The
// lists hold the most common ones. Where a name may be a word, the word wins; hence the limits.

const NAME = '〔氏名〕';

// How the most common family names are read. Those of two kana begin too many words (ハラスメント).
const FAMILY = `
さとう すずき たかはし たなか いとう わたなべ やまもと なかむら こばやし かとう よしだ やまだ ささき やまぐち
まつもと いのうえ きむら しみず やまざき やまさき いけだ はしもと あべ もり いしかわ やました おがわ いしい
はせがわ ごとう おかだ こんどう まえだ ふじた えんどう あおき さかもと むらかみ おおた ふじい かねこ ふじわら
にしむら ふくだ たけうち なかじま なかがわ はらだ まつだ なかの たけだ うえだ いしだ もりた こやま かわさき
しばた さかい くどう よこやま みやざき みやもと うちだ たかぎ あんどう しまだ おおの まるやま いまい たかだ
ふじもと たにぐち おおつか すがわら うえの まつお さいとう わだ ちば すぎやま きのした のぐち かわぐち
`;
const GIVEN = `
さくら はなこ たろう じろう さぶろう いちろう けん けんじ けんた けんいち ひろし たけし たける まこと きよし
ひろゆき ひろき ひろみ たかし あきら ゆうき ゆうた ゆうこ ゆうじ ようこ けいこ けいすけ だいすけ しんすけ
しんじ しんいち じゅん じゅんこ じゅんいち りく はると そうた ゆい あおい ひまり めい りん みさき みゆき みき
みか みほ まい まゆみ まり まりこ ゆみ ゆみこ ゆか ゆかり かおり かおる かずお かずこ かずや かずひろ なおき
なおこ なおみ なつみ ななみ のぞみ ひかり あかり あやか あや あやの あい えみ えり えりか ともこ ともみ
ともや とおる よしこ よしお よしひろ まさお まさこ まさひろ まさし つよし たくや たくみ しょうた しょう
れな れん りな りか りさ さとし さとる さゆり しおり くみこ きょうこ のりこ ひでお ひでき てつや みどり すみれ
`;
const list = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/)
    .sort((a, b) => b.length - a.length);
const family = list(FAMILY);
const given = list(GIVEN);
const any = (words: readonly string[]): string => `(?:${words.join('|')})`;
const katakana = (words: readonly string[]): string[] => words.map(toKatakana);

const KANA_NAMES: readonly RegExp[] = [
  // Behind a family name of three kana whatever is left of the word is a given name.
  new RegExp(
    `(?<![ァ-ヴー])${any(katakana(family.filter((name) => name.length > 2)))}[ ・]?(?!ライス|デンキ|キビ)[ア-オカ-ヂツ-モヤユヨ-ロワ][ァ-ヴー]{1,4}(?![ァ-ヴー])`,
    'gu',
  ),
  new RegExp(`(?<![ァ-ヴー])${any(katakana(family))}[ ・]?${any(katakana(given))}(?![ァ-ヴー])`, 'gu'),
  new RegExp(`(?<![ぁ-ん])${any(family)} ?${any(given)}`, 'gu'),
];

const AFTER_NAME = '(?=[のはがをにともへでや、。,?!]|から|まで|さん|様|氏|$)';
// What may stand behind a name and is none.
const NO_GIVEN = [
  '(?:課長|係長|部長|次長|局長|室長|所長|館長|園長|校長|署長|区長|市長|町長|村長|主任|主査|主事|主幹|参事|理事|技師|先生|職員|本人|以外|以上|以下)',
  '(?:電子|様子|調子|椅子|冊子|様|氏|殿|君|宛|端末|休暇|出張|研修|電話|許可|申請|名義)',
].join('|');
const GIVEN_NAMES: readonly RegExp[] = [
  // 佐藤 健, 田中 さくら
  new RegExp(`(?<=${NAME})[ ・](?!${NO_GIVEN})\\p{Script=Han}{1,3}${AFTER_NAME}`, 'gu'),
  new RegExp(
    `(?<=${NAME})[ ・](?!さん|さま|くん|ちゃん|から|まで|など|とか|です|でし|ます|につ|によ|ある|いる|する|した|この|その|あの|どの|こと)[ぁ-ん]{2,4}?${AFTER_NAME}`,
    'gu',
  ),
  // 田中さくら
  new RegExp(`(?<=${NAME})[ ・]?(?:${any(given)}|${any(katakana(given))}(?![ァ-ヴー]))${AFTER_NAME}`, 'gu'),
  // 田中桜子: how given names end
  new RegExp(
    `(?<=${NAME})(?!${NO_GIVEN})\\p{Script=Han}{1,2}[子郎美介太夫雄恵香奈菜斗翔哉樹輝彦助江枝乃]${AFTER_NAME}`,
    'gu',
  ),
];

// One consonant or a doubled one, one vowel; a syllable ends where the next begins, so there is one way to
// read a word: Yamada, Shinji, Ono, Hattori, Ohno.
const SYLLABLES =
  /^(?:(?:t?ch|tts|ts|ss?h|[kgnhbpmrjd]y|kk[y]?|pp[y]?|ss|tt|[kstnhmyrwgzjdbpf])?[aeiou]|[nh](?![aeiouy])|m(?=[bp]))+$/iu;
const WORD = '[A-Z](?:[a-z]{1,11}|[A-Z]{1,11})(?![A-Za-z])';
const PAIR = new RegExp(`(?<![A-Za-z])${WORD}(?: |, ?|・)${WORD}`, 'gu');
// English words that can be read as Japanese syllables.
const ENGLISH_WORDS =
  /^(?:home|page|site|note|time|zone|date|name|base|code|mode|node|game|case|use|user|make|take|some|more|one|two|no|to|so|do|go|he|she|we|me|be|on|in|an|the|then|are|none|same|safe|share|shape|tape|type|wide|wine|ride|side|size|there|here|where|before|can|may|my|data|media|demo|memo|photo|radio|video|audio|area|zero|auto|info|remote|reset|machine|office|token|japan|tokyo|osaka|kyoto|china|canon|sony|azure)$/iu;
// Given names of elsewhere that are no words.
const ELSEWHERE =
  /(?<![A-Za-z])(?:John|Jack|James|Robert|Michael|William|David|Richard|Joseph|Thomas|Charles|Christopher|Daniel|Matthew|Anthony|Steven|Paul|Andrew|Kenneth|George|Kevin|Brian|Edward|Peter|Henry|Mary|Patricia|Jennifer|Linda|Elizabeth|Barbara|Susan|Jessica|Sarah|Karen|Nancy|Lisa|Betty|Margaret|Sandra|Ashley|Emily|Emma|Anna|Maria|Jane|Alice|Laura|Julia|Carlos|Jose|Juan|Ahmed|Mohammed|Muhammad|Nguyen|Wei|Min) [A-Z][A-Za-z'’-]{1,15}(?![A-Za-z])/gu;

/** Masks full names in kana and in letters, in text without masks. */
export function maskWrittenNames(text: string): string {
  let out = text;
  for (const pattern of KANA_NAMES) out = out.replace(pattern, NAME);
  out = out.replace(PAIR, (pair) => {
    const words = pair.split(/, ?|[ ・]/);
    const isName =
      words.some((word) => word.length > 2) &&
      words.every((word) => SYLLABLES.test(word) && !ENGLISH_WORDS.test(word));
    return isName ? NAME : pair;
  });
  return out.replace(ELSEWHERE, NAME);
}

/** Masks given names that were left behind a family name's mask, and makes one person one mask. */
export function maskGivenNames(text: string): string {
  let out = text;
  for (const pattern of GIVEN_NAMES) out = out.replace(pattern, NAME);
  return out.replace(/〔氏名〕(?:[ ・]?〔氏名〕)+/gu, NAME);
}
