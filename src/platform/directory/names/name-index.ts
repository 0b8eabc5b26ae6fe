import type {Section, StaffMember} from '../staff.ts';
import {foldName, foldReading, foldRoman, romanOf} from './fold-name.ts';
import {shortOf} from './short-section.ts';

/** What a sentence says of a person. */
export interface Asked {
  /** Those whose name, former name or reading stands in it; undefined where no name does. */
  readonly named: readonly StaffMember[] | undefined;
  /** The part of the sentence that was taken for a name. */
  readonly name: string | undefined;
  readonly section: Section | undefined;
  /** That it means the speaker's own section: うちの課. */
  readonly own: boolean;
  readonly unit: string | undefined;
  readonly post: string | undefined;
}

/** Names, sections and posts of the list, found in sentences. Holds no more of a person than their place in the list. */
export interface NameIndex {
  readonly ask: (sentence: string) => Asked;
  /** People whose names are near a name that nobody has. */
  readonly near: (name: string, most: number) => StaffMember[];
}

const LONGEST = 14;
const KANA = /^(?:[ぁ-ゖー]+|[ァ-ヶー]+)$/u;
/** What follows a name where somebody is spoken of. */
const AFTER =
  /^(?:さん|さま|様|氏|くん|君|ちゃん|先生|課長|係長|部長|次長|局長|室長|所長|館長|主任|主査|主事|主幹|参事|補佐|どこ|は|が|を|に|って|も|の|いる|い(?:ま|ない)|来て|きて|出勤|[?、。!,]|$)/u;
const OWN = /(?:うち|自分|私|わたし|同じ|当)の?(?:課|係|室|部署|職場|チーム|班)(?!長)/u;
const HONORIFIC =
  /^(?:さん|さま|様|氏|くん|君|ちゃん|先生|課長|係長|部長|次長|局長|室長|所長|館長|主任|主査|主事|主幹|参事|補佐)/u;

/**
 * Builds the index in slices, so that turns go on meanwhile.
 *
 * @param pause awaited between slices of some hundred people
 */
export async function buildNameIndex(
  people: readonly StaffMember[],
  sections: readonly Section[],
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<NameIndex> {
  const keys = new Map<string, number[]>();
  const families = new Set<string>();
  const readings = new Set<string>();
  const posts = new Set<string>();
  const units = new Set<string>();
  const add = (key: string, at: number) => {
    if (key === '') return;
    const held = keys.get(key);
    if (held === undefined) keys.set(key, [at]);
    else if (held.at(-1) !== at) held.push(at);
  };
  for (const [at, person] of people.entries()) {
    if (at % 500 === 499) await pause();
    for (const name of [person.name, ...person.otherNames]) {
      const [family = '', given = ''] = name.split(' ');
      add(foldName(name), at);
      add(foldName(family), at);
      families.add(foldName(family));
      if (given !== '' && /^[a-z]/i.test(name)) add(foldRoman(name), at);
    }
    const [family = '', given = ''] = (person.reading ?? '').split(' ');
    if (family !== '') {
      readings.add(foldReading(family));
      // 田中たろう: many write a given name as they hear it.
      if (given !== '') add(`${foldName(person.name.split(' ')[0] ?? '')}${foldReading(given)}`, at);
      add(foldReading(family), at);
      add(`~${romanOf(family)}`, at);
      if (given !== '') {
        add(foldReading(`${family}${given}`), at);
        add(`~${romanOf(family)}${romanOf(given)}`, at);
        add(`~${romanOf(given)}${romanOf(family)}`, at);
      }
    }
    for (const {post, unit} of [person.main, ...person.further]) {
      if (post !== undefined && post !== '') posts.add(foldName(post));
      if (unit !== undefined && unit !== '') units.add(foldName(unit));
    }
  }
  const longestFirst = (texts: Iterable<string>) => [...texts].sort((a, b) => b.length - a.length);
  const postList = longestFirst(posts);
  const unitList = longestFirst(units);
  const sectionList = sections
    .map((section) => ({section, key: foldName(section.name)}))
    .filter(({key}) => key !== '')
    .sort((a, b) => b.key.length - a.key.length);

  function peopleAt(indices: readonly number[]): StaffMember[] {
    return indices.flatMap((i) => people[i] ?? []);
  }

  function findName(said: string): {people: StaffMember[]; name: string; at: number} | undefined {
    for (let length = Math.min(LONGEST, said.length); length >= 1; length--) {
      for (let at = 0; at + length <= said.length; at++) {
        const part = said.slice(at, at + length);
        const held = keys.get(part) ?? (/[ぁ-ヶ]$/u.test(part) ? keys.get(kanaFolded(part)) : undefined);
        if (held === undefined || !standsAlone(said, at, length)) continue;
        return {people: peopleAt(held), name: part, at};
      }
    }
    return undefined;
  }

  // 「森」 in 「森林課」 is nobody: short names want 「さん」 or a post behind them, kana a border on both sides.
  function standsAlone(said: string, at: number, length: number): boolean {
    const [before, after] = [said.slice(0, at), said.slice(at + length)];
    if (KANA.test(said.slice(at, at + length))) {
      if (/[ァ-ヶ]$/u.test(before) && /^[ァ-ヶ]/u.test(said.slice(at))) return false;
      if (
        /^[ぁ-ゖ]/u.test(said.slice(at)) &&
        /[ぁ-ゖ]$/u.test(before) &&
        !/[はがのとにへをも]$/u.test(before)
      )
        return false;
      return length >= 2 && AFTER.test(after);
    }
    if (/[\p{Script=Han}々]$/u.test(before)) {
      // Behind a section's name a person's may follow: 財政課佐藤.
      if (!sectionList.some(({key}) => before.endsWith(key))) return false;
    }
    return length === 1 ? HONORIFIC.test(after) : AFTER.test(after);
  }

  function findRoman(sentence: string): {people: StaffMember[]; name: string} | undefined {
    const words = sentence.normalize('NFC').match(/\p{Script=Latin}+(?:['’-]\p{Script=Latin}+)*/gu) ?? [];
    const cleaned = words.map((word) => word.replace(/[-’'](?:san|sama|s)$/i, ''));
    for (let size = 2; size >= 1; size--) {
      for (let i = 0; i + size <= cleaned.length; i++) {
        const name = cleaned.slice(i, i + size).join(' ');
        const held = keys.get(`~${foldRoman(name)}`);
        // English words that are somebody's name as well need a capital.
        if (held !== undefined && (size === 2 || /^\p{Lu}/u.test(name) || words[i] !== cleaned[i])) {
          return {people: peopleAt(held), name};
        }
      }
    }
    return undefined;
  }

  return {
    ask(sentence) {
      let said = foldName(sentence);
      const own = OWN.test(said);
      const found = sectionList.find(({key}) => said.includes(key));
      const short = found === undefined ? shortOf(said, sectionList, (text) => keys.has(text)) : undefined;
      if (short !== undefined) said = said.replace(short.said, '|');
      if (found !== undefined) {
        // 財政課長: the section's own last letter begins its head's post.
        const head = `${found.key.slice(-1)}長`;
        const at = said.indexOf(found.key) + found.key.length;
        const isHead = said.startsWith('長', at) && !postList.some((post) => said.startsWith(post, at));
        if (isHead) {
          const post = postList.find((each) => each === head) ?? head;
          return {named: undefined, name: undefined, section: found.section, own, unit: undefined, post};
        }
        said = said.replace(found.key, '|');
      }
      const unit = unitList.find((each) => said.includes(each));
      const named = findName(said) ?? findRoman(sentence);
      const rest = named === undefined ? said : said.replace(named.name, '|');
      const post = postList.find((each) => rest.includes(each));
      const section = found?.section ?? short?.section;
      return {named: named?.people, name: named?.name, section, own, unit, post};
    },
    near(name, most) {
      // A reading has more letters than a name, and most of its neighbours are other readings.
      const kana = KANA.test(name);
      const said = kana ? foldReading(name) : foldName(name);
      const farthest = (longest: number) => (longest > (kana ? 5 : 2) ? 2 : 1);
      const near = [...(kana ? readings : families)]
        .map((family) => ({family, far: distance(said, family)}))
        .filter(({family, far}) => far <= farthest(Math.max(said.length, family.length)) && far > 0)
        .sort((a, b) => a.far - b.far || (a.family < b.family ? -1 : 1));
      const found = new Set<number>();
      for (const {family} of near) for (const at of keys.get(family) ?? []) found.add(at);
      return peopleAt([...found].slice(0, most));
    },
  };
}

// The kanji of a family name stay, the kana behind them are read.
function kanaFolded(part: string): string {
  const kana = /[ぁ-ゖァ-ヶー]+$/u.exec(part)?.[0] ?? '';
  return `${part.slice(0, part.length - kana.length)}${foldReading(kana)}`;
}

/** How many letters differ, are too many or missing. */
function distance(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  let row = b.map((_, i) => i + 1);
  a.forEach((letter, i) => {
    const next: number[] = [];
    b.forEach((each, j) => {
      const above = row[j] ?? 0;
      const left = j === 0 ? i + 1 : (next[j - 1] ?? 0);
      const corner = j === 0 ? i : (row[j - 1] ?? 0);
      next.push(Math.min(above + 1, left + 1, corner + (letter === each ? 0 : 1)));
    });
    row = next;
  });
  return row.at(-1) ?? a.length;
}
