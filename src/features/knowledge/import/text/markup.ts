/** HTML and Markdown that converters left in the text. Each function takes one line. */
import {BULLET_SIGNS, isRow} from '../lines/lines.ts';

const TAG =
  /<\/?(?:ul|ol|li|p|div|span|b|strong|i|em|u|br|table|tbody|thead|tr|td|th|a|font|sup|sub)(?:\s[^<>]*)?\/?>/gi;

/** Tags become line breaks and items; in a table's row they become spaces, since a row is one line. */
export function mendTags(line: string): string {
  if (line.search(TAG) < 0) return line;
  if (isRow(line))
    return line
      .replace(TAG, ' ')
      .replace(/ {2,}/g, ' ')
      .replace(/ *\t */g, '\t')
      .replace(/ $/, '');
  return line
    .replace(/<li(?:\s[^<>]*)?>\s*/gi, '\n- ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/?(?:ul|ol|li|p|div|table|tr)(?:\s[^<>]*)?>/gi, '\n')
    .replace(TAG, '')
    .replace(/\n[ \t]*(?=\n)/g, '')
    .replace(/^\n+|\n+$/g, '');
}

/** Bold words to plain ones. A line that is bold as a whole is a heading: its marks say so and stay. */
export function mendBold(line: string): string {
  return /^\s*(?:[-*・]\s*)?\*\*[^*]+\*\*[:：]?\s*$/.test(line)
    ? line
    : line.replace(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*/g, '$1');
}

const DOUBLED = new RegExp(`^(\\s*)[-*+]\\s+(?=[${BULLET_SIGNS}]\\s*\\S)`);

/** 「- ・ 窓を閉める」, a converter's bullet before the document's own, to 「・ 窓を閉める」. */
export function mendBullet(line: string): string {
  return line.replace(DOUBLED, '$1');
}
