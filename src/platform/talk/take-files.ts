import type {FileTaker, Permission, Reply, Speaker, TurnFile} from '../feature.ts';
import {LARGEST_FILE} from '../files/file-store.ts';
import {word, type Log} from '../log.ts';
import {messages} from './messages.ts';
import {here, type Spoken} from './spoken.ts';

/** What fetching a file came to. */
export type Fetched =
  | {readonly kind: 'fetched'; readonly bytes: Uint8Array}
  | {readonly kind: 'too-large'}
  /** No host that files may be fetched from. */
  | {readonly kind: 'not-listed'}
  /** It did not come, or not in time, or not from there. */
  | {readonly kind: 'failed'};

/** A file that the channel tells of. It lies elsewhere until somebody wants it. */
export interface IncomingFile {
  readonly name: string;
  readonly fetch: (largest: number, signal: AbortSignal) => Promise<Fetched>;
}

/** More at once are no mistake, but nobody checks so many cards. */
const MOST_FILES = 3;

interface Taking {
  readonly files: readonly IncomingFile[];
  readonly said: string;
  readonly speaker: Speaker;
  readonly takers: readonly FileTaker[];
  readonly permitted: (
    speaker: Speaker,
    permission: Permission,
    name: string,
    speak: (speaker: Speaker) => Promise<Reply[]>,
  ) => Promise<Spoken>;
  readonly log: Log;
}

/**
 * Finds who takes the files, and has them taken. Nothing is fetched before it is known that the person may send it.
 */
export async function takeFiles({files, said, speaker, takers, permitted, log}: Taking): Promise<Spoken> {
  const m = messages[speaker.language];
  const tell = (text: string) => here([{kind: 'text', text}]);
  if (speaker.place !== 'personal') return tell(m.filesPrivately);
  const own = takers.filter(({role}) => speaker.roles.includes(role));
  const endings = (of: readonly FileTaker[]) => [...new Set(of.flatMap((taker) => taker.endings))];
  const fits = ({endings: known}: FileTaker) => files.every(({name}) => known.includes(endingOf(name)));
  const taker = own.find(fits) ?? (own.length === 0 ? takers.find(fits) : undefined);
  if (taker === undefined) return tell(own.length === 0 ? m.noFiles : m.filesOf(endings(own)));
  if (files.length > MOST_FILES) return tell(m.tooManyFiles(MOST_FILES));
  return permitted(speaker, taker, taker.name, async (allowed) => {
    const read: TurnFile[] = [];
    for (const {name, fetch} of files) {
      const fetched = await fetch(LARGEST_FILE, allowed.signal);
      log.info('files.fetched', {outcome: word(fetched.kind)});
      if (fetched.kind !== 'fetched') return [{kind: 'text', text: m.notFetched(fetched.kind, LARGEST_FILE)}];
      read.push({name, bytes: fetched.bytes});
    }
    return taker.take({...allowed, files: read, said});
  });
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}
