import {createReadStream} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {z} from 'zod/v4';
import type {LiveContent} from '../../../platform/content/live-content.ts';
import {readDictionary} from '../search/synonyms/dictionary.ts';
import {ownThesaurus} from '../search/synonyms/own-list.ts';
import {joined, NO_THESAURUS, type Thesaurus} from '../search/synonyms/thesaurus.ts';

/** The kind of content, and the name of its file. */
export const SYNONYMS_KIND = 'synonyms';

const word = z.string().trim().min(1).max(40);

/** `content/synonyms.yaml`: what people say, and what the documents say. */
export const synonymsSchema = z.strictObject({
  synonyms: z.array(z.strictObject({word, official: z.array(word).min(1).max(8)})).max(5_000),
});

export type Synonyms = z.output<typeof synonymsSchema>;

/** What holds until an organisation has given its own. */
export const NO_SYNONYMS: Synonyms = {synonyms: []};

// A few milliseconds of work between two pauses.
const PIECE_BYTES = 128 * 1024;

let dictionary: Promise<Thesaurus> | undefined;

/** SudachiDict's synonyms, read once a process: 0.25 s, and 7 MB kept. */
export function sudachiSynonyms(): Promise<Thesaurus> {
  return (dictionary ??= readDictionary(dictionaryFile()));
}

async function* dictionaryFile(): AsyncGenerator<string> {
  // The package gives its file to nobody by name; it lies beside its main file.
  const main = createRequire(import.meta.url).resolve('sudachi-synonyms-dictionary');
  const path = join(dirname(main), 'sudachi-synonyms-dictionary.json');
  // With an encoding the pieces are texts, and no character is cut.
  for await (const piece of createReadStream(path, {encoding: 'utf8', highWaterMark: PIECE_BYTES})) {
    yield String(piece);
  }
}

/** The synonyms that hold at this moment: the organisation's list before the dictionary. */
export interface LiveThesaurus {
  load(signal?: AbortSignal): Promise<void>;
  current(): Thesaurus;
}

/** Follows the organisation's list; nothing is built anew until it changes. */
export function liveThesaurus(list: LiveContent<Synonyms>): LiveThesaurus {
  let read: Thesaurus = NO_THESAURUS;
  let made: {readonly of: Synonyms; readonly from: Thesaurus; readonly thesaurus: Thesaurus} | undefined;
  return {
    async load(signal) {
      await list.refresh(signal);
      read = await sudachiSynonyms();
    },
    current() {
      const of = list.current();
      if (made?.of !== of || made.from !== read) {
        made = {of, from: read, thesaurus: joined([ownThesaurus(of.synonyms), read])};
      }
      return made.thesaurus;
    },
  };
}
