import {fold, toHiragana} from '../../../kernel/japanese-text.ts';

// Names as lists and people write them differ in variants of one character. Each group is one here: the first stands
// for all. Taken from the pairs that family registers tell apart and daily writing does not.
const VARIANTS: readonly string[] = [
  '高髙',
  '崎﨑嵜碕',
  '斎斉齋齊',
  '辺邊邉',
  '浜濱濵',
  '沢澤',
  '桜櫻',
  '広廣',
  '島嶋嶌',
  '富冨',
  '吉𠮷',
  '渋澁',
  '条條',
  '国國',
  '関關',
  '竜龍',
  '徳德',
  '恵惠',
  '栄榮',
  '塩鹽',
  '万萬',
  '与與',
  '寿壽',
  '峰峯',
  '館舘',
  '隆隆',
  '晃晄',
  '亜亞',
  '伝傳',
  '児兒',
  '桧檜',
  '滝瀧',
  '篭籠',
  '薮藪',
  '曽曾',
  '瀬瀨',
  '神神',
  '福福',
  '都都',
  '鉄鐵',
  '静靜',
  '真眞',
  '槙槇',
  '遥遙',
  '来來',
  '実實',
  '悦悅',
  '清淸',
  '黒黑',
  '緑綠',
  '歩步',
  '産產',
  '顔顏',
  '柳栁',
  '葛葛',
  '飯飯',
  '巌巖',
  '桑桒',
  '梅楳',
  '鶴靏靎',
  '角⻆',
  '己已巳',
  'ノ之',
];

const ONE = new Map(
  VARIANTS.flatMap((group) => {
    const all = Array.from(group);
    return all.map((each) => [each, all[0] ?? each] as const);
  }),
);

/** A name in the form in which names are compared: width, spaces and variants of one character make no difference. */
export function foldName(text: string): string {
  // Compatibility ideographs (﨑 is none, but 神 is) fold by themselves; the rest by the table.
  return (
    Array.from(
      fold(text)
        .toLowerCase()
        .replace(/[\s・]/gu, ''),
    )
      .map((each) => ONE.get(each) ?? each)
      .join('')
      // 龍ヶ崎, 竜が崎 and 龍ケ崎 are one; the が of はせがわ is a letter like any other.
      .replace(/(?<=\p{Script=Han})[ヶヵが](?=\p{Script=Han})/gu, 'ケ')
  );
}

/** A reading as it is compared: hiragana, no spaces, long vowels as they sound (おう, おお and ー are one). */
export function foldReading(text: string): string {
  return toHiragana(fold(text).replace(/[\s・]/gu, ''))
    .replace(/ヴ|ゔ/gu, 'ぶ')
    .replace(/づ/gu, 'ず')
    .replace(/ぢ/gu, 'じ')
    .replace(/(?<=[おこそとのほもよろごぞどぼぽょ])[うおー]/gu, '')
    .replace(/(?<=[うくすつぬふむゆるぐずぶぷゅ])[うー]/gu, '')
    .replace(/ー/gu, '');
}

const KANA_TO_ROMAN: Readonly<Record<string, string>> = {
  あ: 'a',
  い: 'i',
  う: 'u',
  え: 'e',
  お: 'o',
  か: 'ka',
  き: 'ki',
  く: 'ku',
  け: 'ke',
  こ: 'ko',
  さ: 'sa',
  し: 'si',
  す: 'su',
  せ: 'se',
  そ: 'so',
  た: 'ta',
  ち: 'ti',
  つ: 'tu',
  て: 'te',
  と: 'to',
  な: 'na',
  に: 'ni',
  ぬ: 'nu',
  ね: 'ne',
  の: 'no',
  は: 'ha',
  ひ: 'hi',
  ふ: 'hu',
  へ: 'he',
  ほ: 'ho',
  ま: 'ma',
  み: 'mi',
  む: 'mu',
  め: 'me',
  も: 'mo',
  や: 'ya',
  ゆ: 'yu',
  よ: 'yo',
  ら: 'ra',
  り: 'ri',
  る: 'ru',
  れ: 're',
  ろ: 'ro',
  わ: 'wa',
  を: 'o',
  ん: 'n',
  が: 'ga',
  ぎ: 'gi',
  ぐ: 'gu',
  げ: 'ge',
  ご: 'go',
  ざ: 'za',
  じ: 'zi',
  ず: 'zu',
  ぜ: 'ze',
  ぞ: 'zo',
  だ: 'da',
  で: 'de',
  ど: 'do',
  ば: 'ba',
  び: 'bi',
  ぶ: 'bu',
  べ: 'be',
  ぼ: 'bo',
  ぱ: 'pa',
  ぴ: 'pi',
  ぷ: 'pu',
  ぺ: 'pe',
  ぽ: 'po',
};

/** A reading in one roman form, whatever system it would be written in: しょうじ and Shoji are `syozi`. */
export function romanOf(reading: string): string {
  return foldReading(reading)
    .replace(/([きしちにひみりぎじびぴ])([ゃゅょ])/gu, (_, first: string, small: string) => {
      const vowel = {ゃ: 'ya', ゅ: 'yu', ょ: 'yo'}[small] ?? '';
      return `${(KANA_TO_ROMAN[first] ?? '').slice(0, -1)}${vowel}`;
    })
    .replace(/っ(?=.)/gu, '')
    .replace(/[ぁ-ゖ]/gu, (kana) => KANA_TO_ROMAN[kana] ?? '');
}

/** Roman letters as people write them, Hepburn or Kunrei, with or without long vowels, in the same form. */
export function foldRoman(text: string): string {
  return (
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/tch/g, 'ch')
      .replace(/sh(?=[auo])/g, 'sy')
      .replace(/ch(?=[auo])/g, 'ty')
      .replace(/j(?=[auo])/g, 'zy')
      .replace(/shi/g, 'si')
      .replace(/chi/g, 'ti')
      .replace(/tsu/g, 'tu')
      .replace(/ji/g, 'zi')
      .replace(/fu/g, 'hu')
      .replace(/dzu/g, 'zu')
      .replace(/m(?=[bmp])/g, 'n')
      // Of doubled consonants one; n stays, since a syllable may end with it.
      .replace(/([bcdfghjklmpqrstvwz])\1/g, '$1')
      .replace(/oh(?=[^aiueoy]|$)/g, 'o')
      .replace(/o[uo]/g, 'o')
      .replace(/uu/g, 'u')
  );
}
