import type {Section} from '../staff.ts';

interface Keyed {
  readonly section: Section;
  readonly key: string;
}

/** What stands before 「の」 or ends like a section's name. */
const RUN = /(?<![\p{Script=Han}ァ-ヶー々])[\p{Script=Han}ァ-ヶー々]{2,10}(?![\p{Script=Han}ァ-ヶー々])/gu;
const ENDING = /[課室局部所館]$/u;

/**
 * A section by the short name that staff give it: 人事の佐藤さん, システム課, 情シスの人. A short name is the name
 * without its last letter, its end, or three and more of its letters in their order, and no other section's.
 *
 * @param said folded, as `sections` are
 * @param isName whether somebody is called so: 長崎の… may be a person
 */
export function shortOf(
  said: string,
  sections: readonly Keyed[],
  isName: (text: string) => boolean,
): {section: Section; said: string} | undefined {
  for (const {0: run, index} of said.matchAll(RUN)) {
    if (!ENDING.test(run) && said[index + run.length] !== 'の') continue;
    if (isName(run)) continue;
    const fitting = sections.filter(({key}) => isShort(run, key));
    const [one, other] = fitting;
    if (one !== undefined && other === undefined) return {section: one.section, said: run};
  }
  return undefined;
}

function isShort(run: string, key: string): boolean {
  const stem = key.replace(ENDING, '');
  if (run === stem) return true;
  if (ENDING.test(run)) return run.length >= 3 && key.endsWith(run);
  return run.length >= 3 && stem.startsWith(Array.from(run)[0] ?? ' ') && isPicked(run, stem);
}

/** Whether the letters stand in the text in this order, others between them. */
function isPicked(letters: string, text: string): boolean {
  let at = -1;
  return Array.from(letters).every((letter) => (at = text.indexOf(letter, at + 1)) >= 0);
}
