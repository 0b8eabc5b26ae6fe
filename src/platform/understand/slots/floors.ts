import {take} from './reading.ts';

const FLOOR =
  /(?<![a-z0-9.中])(?<below>地下\s?|b)?(?<level>\d{1,2})\s?(?:階(?!建|段|級|層|目)|f(?![a-z0-9]))|\b(?<level2>\d{1,2})(?:st|nd|rd|th)\sfloor\b|\bfloor\s(?<below3>b)?(?<level3>\d{1,2})\b|\bbasement\s(?<below4>\d)\b/giu;

/**
 * Reads the first floor: 6階, 6F, 地下1階, B1F, 6th floor, and the floor of a seat's code, 6F-C-12.
 *
 * @returns a whole number, negative for basements
 */
export function readFloor(text: string): {floor?: number; left: string} {
  const {hits, left} = take(text, FLOOR, ({groups: g = {}}) => {
    const level = Number(g['level'] ?? g['level2'] ?? g['level3'] ?? g['below4']);
    const below = g['below'] ?? g['below3'] ?? g['below4'];
    return level === 0 ? undefined : below === undefined ? level : -level;
  });
  return hits[0] === undefined ? {left} : {floor: hits[0].value, left};
}
