import {buildNameIndex, type NameIndex} from '../../../platform/directory/names/name-index.ts';
import type {Directory} from '../../../platform/directory/staff.ts';
import type {Log} from '../../../platform/log.ts';

/** The index of names of the list in force, built beside the turns and swapped whole. */
export interface LiveNames {
  readonly current: () => NameIndex;
  /** Builds it if the list has changed; awaited at the start. */
  readonly refresh: () => Promise<void>;
}

const NOBODY: NameIndex = {
  ask: () => ({
    ...{named: undefined, name: undefined, section: undefined, own: false},
    ...{unit: undefined, post: undefined},
  }),
  near: () => [],
};

export function liveNames(directory: Directory, log: Log): LiveNames {
  let index = NOBODY;
  let version: string | undefined;
  let people: unknown;
  let building: Promise<void> | undefined;

  // The list changes over at midnight without anybody's doing, so each use looks whether it is still the same.
  const isStale = () => directory.version() !== version || directory.all() !== people;

  async function build(): Promise<void> {
    const [of, all] = [directory.version(), directory.all()];
    const made = await buildNameIndex(all, directory.sections(), pause);
    [index, version, people] = [made, of, all];
  }
  // Unlisted people stay in the index: whoever is found is looked up again and left out then.
  function refresh(): Promise<void> {
    if (!isStale()) return Promise.resolve();
    building ??= build().finally(() => {
      building = undefined;
    });
    return building;
  }
  return {
    current() {
      refresh().catch((error: unknown) => {
        log.error('whereabouts.names', error);
      });
      return index;
    },
    refresh,
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
