/** Hangul that stands for katakana of the same sound: readers of scanned pages take トラ for 트라. */

// For each initial consonant the kana of its row.
const ROWS: Readonly<Record<string, string>> = {
  ㄱ: 'ガギグゲゴ',
  ㄲ: 'カキクケコ',
  ㅋ: 'カキクケコ',
  ㄴ: 'ナニヌネノ',
  ㄷ: 'ダヂドデド',
  ㄸ: 'タチトテト',
  ㅌ: 'タチトテト',
  ㄹ: 'ラリルレロ',
  ㅁ: 'マミムメモ',
  ㅂ: 'バビブベボ',
  ㅃ: 'パピプペポ',
  ㅍ: 'パピプペポ',
  ㅅ: 'サシスセソ',
  ㅆ: 'サシスセソ',
  ㅇ: 'アイウエオ',
  ㅈ: 'ザジズゼゾ',
  ㅉ: 'ザジズゼゾ',
  ㅊ: 'チチチチョ',
  ㅎ: 'ハヒフヘホ',
};
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
// ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ as the columns ア to オ.
const VOWELS = '030303334033424312211';
// What a syllable's end becomes, by its number; ends that no kana writes are left out.
const FINALS: Readonly<Record<number, string>> = {
  1: 'ク',
  4: 'ン',
  7: 'ド',
  8: 'ル',
  16: 'ン',
  17: 'プ',
  19: 'ス',
  21: 'ン',
};

/** Hangul between katakana to katakana; any other Hangul is meant. */
export function mendHangul(text: string): string {
  return text.replace(/(?<=[ァ-ヺー])[가-힣]+(?=[ァ-ヺー])/g, (run) =>
    Array.from(run, kanaOfHangul).join(''),
  );
}

/** The kana for which a Hangul syllable stands by its sound: 트 ト, 라 ラ. */
function kanaOfHangul(syllable: string): string {
  // Syllables are ordered by 19 initials, 21 vowels, 28 ends.
  const code = (syllable.codePointAt(0) ?? 0xac00) - 0xac00;
  const row = ROWS[INITIALS[Math.floor(code / 588)] ?? ''] ?? '';
  return (row[Number(VOWELS[Math.floor((code % 588) / 28)] ?? 0)] ?? syllable) + (FINALS[code % 28] ?? '');
}
