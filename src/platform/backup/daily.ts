import type {Writable} from 'node:stream';
import {localTime, type Temporal} from '../../kernel/time.ts';
import type {Finding} from '../doctor/finding.ts';
import type {Job} from '../feature.ts';
import type {BackupContainer} from './container.ts';

/** The first look after this time of day writes the day's backup: minutes from midnight. */
const FROM = 2 * 60;
const LOOK_MS = 10 * 60_000;
const LIMIT_MS = 60 * 60_000;
/** A day, and the time that one takes. */
const LATE_HOURS = 26;

/** The name of a day's backup. */
export function backupName(day: Temporal.PlainDate): string {
  return `shigotoba-${day.toString()}.jsonl.gz`;
}

/**
 * The job that stores a backup each day. The account deletes what is past its time, and refuses to any earlier: this
 * program can do neither.
 *
 * @param write writes all that is kept
 */
export function dailyBackup(
  container: BackupContainer,
  write: (to: Writable, now: Temporal.Instant, signal: AbortSignal) => Promise<unknown>,
  zone: string,
): Job {
  // What lies there already is asked for once a day.
  let stored: string | undefined;
  return {
    name: 'backup.daily',
    every: LOOK_MS,
    limit: LIMIT_MS,
    async run(now, signal) {
      const {day, minute} = localTime(now, zone);
      const name = backupName(day);
      if (minute < FROM || name === stored) return;
      if (!(await container.has(name, signal))) {
        await container.store(name, (to) => write(to, now, signal), signal);
      }
      stored = name;
    },
  };
}

/** How old the newest backup is, for `doctor`. */
export async function backupAge(
  container: BackupContainer | undefined,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const about = 'backup';
  if (container === undefined) {
    const text = {
      ja: '毎日のバックアップは行いません（BACKUP_CONTAINER_URL が空です）。',
      en: 'No daily backup: BACKUP_CONTAINER_URL is empty.',
    };
    return [{about, state: 'look', text}];
  }
  try {
    const newest = (await container.list(signal)).at(-1);
    if (newest === undefined) {
      const text = {
        ja: 'バックアップがまだ一つもありません。午前2時を過ぎて動いているボット（JOBS=on）が要ります。',
        en: 'There is no backup yet. It needs a bot with JOBS=on that runs past two in the morning.',
      };
      return [{about, state: 'look', text}];
    }
    const hours = Math.floor((now.epochMilliseconds - newest.at.epochMilliseconds) / 3_600_000);
    const text = {
      ja: `最新は ${newest.name}（${hours} 時間前）です。`,
      en: `The newest is ${newest.name}, ${hours} hours old.`,
    };
    return [{about, state: hours >= LATE_HOURS ? 'wrong' : 'good', text}];
  } catch {
    signal.throwIfAborted();
    const text = {
      ja: 'バックアップの置き場所が答えません。アドレス、ネットワーク、権限（ストレージ BLOB データ共同作成者）を確かめてください。',
      en: 'The container does not answer. Check the address, the network, and the role Storage Blob Data Contributor.',
    };
    return [{about, state: 'wrong', text}];
  }
}
