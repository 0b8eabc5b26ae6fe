import type {SudachiSynonyms} from 'sudachi-synonyms-dictionary' with {'resolution-mode': 'require'};
import {normalise} from '../analyse.ts';
import {synonymKey} from './own-list.ts';
import type {Synonym, Thesaurus} from './thesaurus.ts';

/**
 * What is read of an entry of SudachiDict's list of synonyms. `expandControl`: 0 is looked up and given, 1
 * given only, 2 withdrawn. Items of one `vocabularyNumber` are one word in other spellings, short forms or
 * languages.
 */
type Item = Pick<SudachiSynonyms, 'expandControl' | 'midashi'> & {readonly vocabularyNumber?: number};

// The same word written otherwise, and another word of the same meaning.
const SAME_WORD = 0.9;
const OTHER_WORD = 0.5;

const BETWEEN_GROUPS = ']},{"id":"';

/**
 * Reads SudachiDict's synonyms from pieces of its JSON. They are 14 MB: parsed as a whole they would leave
 * 60 MB behind, so they are read group by group.
 */
export async function readDictionary(pieces: AsyncIterable<string>): Promise<Thesaurus> {
  const collected = new Collector();
  let rest = '';
  for await (const piece of pieces) {
    rest += piece;
    const groups = rest.split(BETWEEN_GROUPS);
    rest = groups.pop() ?? '';
    for (const group of groups) collected.add(itemsOf(`${group}]`));
  }
  // The last group ends with the brackets of the whole.
  if (rest.trim() !== '') collected.add(itemsOf(rest.replace(/\}\]\s*$/u, '')));
  return collected.finish();
}

// The package's own file, of a pinned version.
function itemsOf(group: string): readonly Item[] {
  return JSON.parse(group.slice(group.indexOf('"items":[') + '"items":'.length)) as Item[];
}

// Each word of a group is written as one letter for its vocabulary number, then the word, then a line end.
const WORD_END = '\n';
const NUMBERS_FROM = 0x100;

class Collector {
  private readonly groups: string[] = [];
  private readonly keys: number[] = [];
  private readonly owners: number[] = [];

  add(items: readonly Item[]): void {
    const group = this.groups.length;
    const words: string[] = [];
    for (const {expandControl, vocabularyNumber = 0, midashi} of items) {
      if (expandControl === 2 || midashi.length < 2) continue;
      words.push(String.fromCharCode(NUMBERS_FROM + vocabularyNumber) + normalise(midashi));
      if (expandControl === 1) continue;
      this.keys.push(hash(synonymKey(midashi)));
      this.owners.push(group);
    }
    this.groups.push(words.join(WORD_END));
  }

  finish(): Thesaurus {
    const order = Uint32Array.from(this.keys.keys()).sort(
      (a, b) => (this.keys[a] ?? 0) - (this.keys[b] ?? 0) || a - b,
    );
    const starts = new Uint32Array(this.groups.length + 1);
    for (const [i, group] of this.groups.entries()) starts[i + 1] = (starts[i] ?? 0) + group.length;
    return new Dictionary({
      keys: Uint32Array.from(order, (i) => this.keys[i] ?? 0),
      owners: Uint32Array.from(order, (i) => this.owners[i] ?? 0),
      starts,
      // One flat string: 26,000 of their own would take three times as much.
      text: Buffer.from(this.groups.join(''), 'utf16le').toString('utf16le'),
    });
  }
}

interface Packed {
  /** Hashes of all keys, sorted; for each the group it was met in. */
  readonly keys: Uint32Array;
  readonly owners: Uint32Array;
  readonly starts: Uint32Array;
  readonly text: string;
}

/** 26,000 groups in 2 MB. */
class Dictionary implements Thesaurus {
  private readonly packed: Packed;

  constructor(packed: Packed) {
    this.packed = packed;
  }

  synonymsOf(key: string): readonly Synonym[] {
    const {keys, owners, starts, text} = this.packed;
    const code = hash(key);
    let from = 0;
    for (let to = keys.length; from < to;) {
      const middle = (from + to) >>> 1;
      if ((keys[middle] ?? 0) < code) from = middle + 1;
      else to = middle;
    }
    const groups = new Set<number>();
    for (; keys[from] === code; from++) groups.add(owners[from] ?? 0);

    const found = new Map<string, {vocabulary: number; word: string}[]>();
    for (const group of groups) {
      const entries = text.slice(starts[group], starts[group + 1]).split(WORD_END);
      const words = entries.map((entry) => ({vocabulary: entry.charCodeAt(0), word: entry.slice(1)}));
      // Two keys may share a hash: the word itself decides.
      if (words.some(({word}) => synonymKey(word) === key)) found.set(String(group), words);
    }
    // A word of several groups means one of several things.
    const sureness = 1 / Math.max(1, found.size);
    return [...found.values()].flatMap((words) => {
      const own = new Set(
        words.filter(({word}) => synonymKey(word) === key).map(({vocabulary}) => vocabulary),
      );
      return words
        .filter(({word}) => synonymKey(word) !== key)
        .map(({word, vocabulary}) => ({
          word,
          weight: (own.has(vocabulary) ? SAME_WORD : OTHER_WORD) * sureness,
          from: 'dictionary' as const,
        }));
    });
  }
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let code = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) code = Math.imul(code ^ text.charCodeAt(i), 0x01000193);
  return code >>> 0;
}
