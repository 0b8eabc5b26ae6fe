import {z} from 'zod/v4';
import {accountKey, bucketOf} from '../../../kernel/ids.ts';
import type {Account} from '../../../kernel/person.ts';
import type {Storage, Stored} from '../../../platform/storage/table.ts';
import type {Where} from '../rules/state.ts';
import {NO_SETTINGS, VISIBILITIES, type Settings} from '../rules/visibility.ts';
import {accountOf, known, SHAPE, WHEREABOUTS_SETTINGS_TABLE} from './rows.ts';

/** A place that a person chooses again and again, without the days on which they did. */
export interface Usual {
  readonly where: Where;
  readonly times: number;
}

/** What a person has settled. */
export interface OwnSettings extends Settings {
  /** The most frequent first. */
  readonly usual: readonly Usual[];
}

const MOST_USUAL = 5;
const BUCKETS = 16;
const TRIES = 6;

const settingsSchema = z.object({
  visibility: z.enum(VISIBILITIES).optional(),
  othersMay: z.boolean(),
  morning: z.number().optional(),
});

export interface SettingsStore {
  readonly of: (account: Account, signal?: AbortSignal) => Promise<OwnSettings>;
  /** Writes nothing where `to` gives back what it was given. */
  readonly change: (
    account: Account,
    to: (before: OwnSettings) => OwnSettings,
    signal?: AbortSignal,
  ) => Promise<OwnSettings>;
  readonly erase: (account: Account, signal?: AbortSignal) => Promise<number>;
  /** Those who want the morning card. */
  readonly morning: (
    signal?: AbortSignal,
  ) => AsyncIterable<{readonly account: Account; readonly minute: number}>;
}

const pkOf = (key: string) => `s|${bucketOf(key, BUCKETS)}`;

export function settingsStore(storage: Storage): SettingsStore {
  const table = storage.table(WHEREABOUTS_SETTINGS_TABLE);
  const read = (stored: Stored | undefined): OwnSettings => {
    if (stored === undefined) return {...NO_SETTINGS, usual: []};
    const {settings, usual} = known(stored.row);
    const parsed = settingsSchema.safeParse(JSON.parse(String(settings)));
    // Only this file writes it.
    return {...(parsed.data ?? NO_SETTINGS), usual: JSON.parse(String(usual)) as Usual[]};
  };
  return {
    async of(account, signal) {
      const key = accountKey(account);
      const stored = await table.get(pkOf(key), key, {signal});
      return read(stored);
    },
    async change(account, to, signal) {
      const key = accountKey(account);
      for (let i = 0; i < TRIES; i++) {
        const stored = await table.get(pkOf(key), key, {signal});
        const before = read(stored);
        const after = to(before);
        if (after === before) return before;
        const {usual, ...settings} = after;
        const row = {
          ...{pk: pkOf(key), rk: key, v: SHAPE},
          ...{settings: JSON.stringify(settings), usual: JSON.stringify(usual), morning: after.morning ?? -1},
        };
        const written =
          stored === undefined
            ? (await table.insert(row, {signal})).kind === 'inserted'
            : (await table.update(row, stored.etag, {signal})).kind === 'updated';
        if (written) return after;
      }
      throw new Error('settings are changed without end');
    },
    async erase(account, signal) {
      const key = accountKey(account);
      const {kind} = await table.delete(pkOf(key), key, '*', {signal});
      return kind === 'deleted' ? 1 : 0;
    },
    async *morning(signal) {
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        const pk = `s|${String(bucket).padStart(2, '0')}`;
        for await (const {row} of table.list({pk, columns: ['morning']}, {signal})) {
          const minute = Number(row['morning']);
          if (minute >= 0) yield {account: accountOf(row.rk), minute};
        }
      }
    },
  };
}

/** The usual places with one more choice. Older choices fade, so that a move is noticed within some days. */
export function chosenOnce(usual: readonly Usual[], where: Where): Usual[] {
  const same = (one: Where) => JSON.stringify(one) === JSON.stringify(where);
  const times = (usual.find((each) => same(each.where))?.times ?? 0) * 0.9 + 1;
  const others = usual
    .filter((each) => !same(each.where))
    .map((each) => ({...each, times: each.times * 0.9}));
  return [...others, {where, times}].sort((a, b) => b.times - a.times).slice(0, MOST_USUAL);
}
