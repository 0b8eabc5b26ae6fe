import {EXIT} from '../../../../kernel/errors.ts';
import type {Backups} from '../../../../platform/backup/backups.ts';
import type {Command} from '../../../../platform/feature.ts';

export interface BackupDeps {
  readonly backups: Backups;
}

/** `backup`: all that is kept, in one file with a checksum. */
export function backupCommand({backups}: BackupDeps): Command {
  return {
    name: 'backup',
    describe: {
      ja: '保存されているデータを一つのファイルに書き出す（所在と会話の文脈は含まない）',
      en: 'Writes all that is kept to one file; whereabouts and the context of talks are left out',
    },
    role: 'operator',
    changes: true,
    arguments: [{name: '<file>', describe: {ja: '新しいファイル（例 backup.jsonl.gz）', en: 'a new file'}}],
    async run({arguments: [file = '']}, io) {
      const rows = await backups.write(file, io.now, io.signal);
      if (io.json) io.out(JSON.stringify({file, rows}));
      else io.out(`${file}: ${rows} 行を書き出しました。 ${rows} rows written.`);
      return EXIT.done;
    },
  };
}

/** `restore`: a backup into an empty storage. */
export function restoreCommand({backups}: BackupDeps): Command {
  return {
    name: 'restore',
    describe: {
      ja: 'backup のファイルを空の保存先に書き戻す（ボットは止めておく）',
      en: 'Takes a file of backup into an empty storage; stop the bot first',
    },
    role: 'operator',
    changes: true,
    arguments: [{name: '<file>', describe: {ja: 'backup のファイル', en: 'a file that backup wrote'}}],
    options: [
      {
        flags: '--replace',
        describe: {
          ja: '今あるデータ（操作の記録を除く）を消してから書き戻す',
          en: 'deletes what is there, the audit excepted, and then restores',
        },
      },
    ],
    async run({arguments: [file = ''], options}, io) {
      let bar: ReturnType<typeof io.progress> | undefined;
      const {at, rows} = await backups
        .restore(file, {
          replace: options['replace'] === true,
          now: io.now,
          signal: io.signal,
          total: (count) => (bar = io.progress('復元 restoring', count)),
          step: (count) => bar?.step(count),
        })
        .finally(() => bar?.end());
      if (io.json) io.out(JSON.stringify({file, at, rows}));
      else io.out(`${file}: ${at} の ${rows} 行を書き戻しました。 ${rows} rows of ${at} restored.`);
      return EXIT.done;
    },
  };
}
