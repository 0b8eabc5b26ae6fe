/** How Word writes a number in each of its formats: 「第一条」「ア」「①」「(1)」. */

const KANJI = '〇一二三四五六七八九';
const AIUEO = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン';
const IROHA =
  'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン';

/** A number in the format that numbering.xml names; in digits where the name is unknown. */
export function writeNumber(value: number, format: string): string {
  const digits = String(value);
  switch (format) {
    case 'none':
      return '';
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return wide(digits);
    case 'decimalZero':
      return digits.padStart(2, '0');
    case 'japaneseCounting':
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseCounting':
    case 'japaneseLegal':
      return kanji(value);
    case 'aiueo':
    case 'aiueoFullWidth':
      return within(AIUEO, value);
    case 'iroha':
    case 'irohaFullWidth':
      return within(IROHA, value);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value <= 20 ? String.fromCodePoint(0x245f + value) : digits;
    case 'decimalEnclosedParen':
      return `(${digits})`;
    case 'decimalEnclosedFullstop':
      return `${digits}.`;
    case 'upperLetter':
      return letters(value);
    case 'lowerLetter':
      return letters(value).toLowerCase();
    case 'upperRoman':
      return roman(value);
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'ideographTraditional':
      return within('甲乙丙丁戊己庚辛壬癸', value);
    default:
      return digits;
  }
}

const within = (series: string, value: number): string => series[(value - 1) % series.length] ?? '';
const wide = (digits: string): string =>
  digits.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

function kanji(value: number): string {
  if (value < 1 || value > 9999) return String(value);
  return ['千', '百', '十', ''].reduce((text, unit, i) => {
    const digit = Math.floor(value / 10 ** (3 - i)) % 10;
    if (digit === 0) return text;
    return text + (digit === 1 && unit !== '' ? '' : (KANJI[digit] ?? '')) + unit;
  }, '');
}

// A, …, Z, AA, BB, as Word counts.
const letters = (value: number): string =>
  String.fromCodePoint(65 + ((value - 1) % 26)).repeat(Math.min(9, Math.ceil(value / 26)));

function roman(value: number): string {
  const parts = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1];
  const names = ['M', 'CM', 'D', 'CD', 'C', 'XC', 'L', 'XL', 'X', 'IX', 'V', 'IV', 'I'];
  let rest = Math.min(value, 3999);
  return parts.reduce((text, size, i) => {
    const times = Math.floor(rest / size);
    rest -= times * size;
    return text + (names[i] ?? '').repeat(times);
  }, '');
}
