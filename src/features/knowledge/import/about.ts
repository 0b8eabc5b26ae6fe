/** What a document says of itself in its text; its front matter comes before that. */
import type {DayText} from '../../../kernel/time.ts';
import {isDateLine, readDay} from './lines/dates.ts';
import {readLines} from './lines/lines.ts';
import {isTitle} from './lines/titles.ts';

/** The day from which a rule holds: the latest of 「この規程は、…から施行する」. */
export function guessEffective(text: string): DayText | undefined {
  const days = text.split('\n').flatMap((line) => {
    const stated =
      /^\s*(?:[0-9０-９]+\s*)?この[^、。]{1,12}は、(.{4,40}?)から(?:施行|適用)(?:する|します)/.exec(line);
    const day = readDay(stated?.[1] ?? '');
    return day === undefined ? [] : [day];
  });
  return days.sort().at(-1);
}

/** How many lines with text may stand before a title. */
const NEAR = 6;

// To whom a letter goes and who sends it stand above its title.
const ADDRESS = /(?:様|殿|宛て?|あて|御中|[課部室局]|[課部係室局属]長)$/;

// A regulation taken without its title begins with a caption or with when it was made and amended:
// 「（目的）」「改正 令和3年3月1日訓令第2号」.
const HISTORY = /^[（(]|^改正|訓令|^制定/;

/**
 * The document's title: its first heading, else the first line that can be one, else the file's name.
 *
 * @param fileName with or without folders
 */
export function guessTitle(text: string, fileName: string): string {
  const lines = readLines(text).filter((line) => !line.blank);
  const heading = lines.slice(0, NEAR).find((line) => line.mark?.style === '#1');
  if (heading?.mark !== undefined) return heading.mark.title;
  const regulation = lines.slice(0, NEAR).find(
    (line) =>
      // Collections of regulations set ○ before the title.
      line.mark?.style === '○' &&
      isTitle(line.mark.title) &&
      /(?:規程|規則|条例|要綱|要領)$/.test(line.mark.title),
  );
  if (regulation?.mark !== undefined) return regulation.mark.title;
  const first = lines.slice(0, NEAR).find((line) => !isDateLine(line.text) && !ADDRESS.test(line.text));
  const stands = first !== undefined && first.mark === undefined && first.bullet === undefined && !first.row;
  if (stands && isTitle(first.text) && !HISTORY.test(first.text)) return first.text.replace(/\s+/g, ' ');
  return fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
}
