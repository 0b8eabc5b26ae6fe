import {isDateLine} from '../lines/dates.ts';
import {readLines} from '../lines/lines.ts';
import {isTitle} from '../lines/titles.ts';

/** Longer ones are no titles, and tables hold so much. */
const LONGEST = 300;

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
  return titleOf(text, fileName).slice(0, LONGEST);
}

function titleOf(text: string, fileName: string): string {
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
