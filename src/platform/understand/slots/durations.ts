import {take} from './reading.ts';

const EN_NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  half: 0.5,
};
// A length that limits or measures something is no length of what is asked for: 2時間ルール, 2時間まで,
// 30分前, 1日2時間, 最大4時間.
const BEFORE = '(?<!(?:最大|最長|上限|計|[週月年]|年間|月間|1日|一日|残業|各)の?に?\\s?|[\\d.])';
const AFTER =
  '(?!以|未満|ルール|制限|上限|まで|超|前|も前|後|おき|ごと|毎|単位|刻み|間隔|枠|勤務|につき|程度の|の?(?:勤務|インターバル|ルール|制限|上限)|を[超過]|\\s?(?:rule|limit|before|ago|per|max)|-?long)';
const EN_BEFORE =
  '(?<!\\b(?:within|up\\sto|max|maximum|at\\smost|at\\sleast|more\\sthan|less\\sthan|over|under|every|per)\\s(?:of\\s)?)(?<![\\w.:/-])';
const EN_NUMBER = '(?:\\d{1,3}(?:\\.\\d)?|an?|one|two|three|four)';

const FORMS: readonly RegExp[] = [
  new RegExp(
    `${BEFORE}(?<hours>\\d{1,2}(?:\\.\\d)?)\\s?時間\\s?(?:(?<half>半)|(?<minutes>\\d{1,2})分間?)?${AFTER}`,
    'giu',
  ),
  new RegExp(`${BEFORE}(?<hours>半)時間${AFTER}`, 'giu'),
  new RegExp(`${BEFORE}(?<minutes>\\d{1,3})\\s?分間?${AFTER}`, 'giu'),
  new RegExp(`${EN_BEFORE}(?<hours>half)(?:\\san?|-an)?[\\s-]hour\\b${AFTER}`, 'giu'),
  new RegExp(
    `${EN_BEFORE}(?<hours>${EN_NUMBER})[\\s-]?(?:hours?|hrs?|h)(?:\\s(?<half>and\\sa\\shalf)|\\s(?:and\\s)?(?<minutes>\\d{1,2})\\s?(?:minutes?|mins?|m))?\\b${AFTER}`,
    'giu',
  ),
  new RegExp(`${EN_BEFORE}(?<minutes>\\d{1,3})[\\s-]?(?:minutes?|mins?)\\b${AFTER}`, 'giu'),
];

/**
 * Reads the first length of time.
 *
 * @param text what dates and times have left
 * @returns minutes, from 1 to 1440
 */
export function readMinutes(text: string): {minutes?: number; left: string} {
  for (const pattern of FORMS) {
    const {hits, left} = take(text, pattern, ({groups}) => {
      const hours = groups?.['hours']?.toLowerCase() ?? '0';
      const minutes =
        (hours === '半' ? 0.5 : (EN_NUMBERS[hours] ?? Number(hours))) * 60 +
        (groups?.['half'] === undefined ? 0 : 30) +
        Number(groups?.['minutes'] ?? 0);
      // Tenths of an hour are whole minutes; 120 hours are no length of a day.
      return minutes >= 1 && minutes <= 24 * 60 ? Math.round(minutes) : undefined;
    });
    if (hits[0] !== undefined) return {minutes: hits[0].value, left};
  }
  return {left: text};
}
