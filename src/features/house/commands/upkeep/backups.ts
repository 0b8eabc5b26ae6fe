import {CodedError, EXIT} from '../../../../kernel/errors.ts';
import type {Backups} from '../../../../platform/backup/backups.ts';
import type {BackupContainer} from '../../../../platform/backup/container.ts';
import type {Command} from '../../../../platform/feature.ts';

export interface BackupsDeps {
  readonly backups: Pick<Backups, 'container'>;
}

function needed(container: BackupContainer | undefined): BackupContainer {
  if (container === undefined) throw new CodedError('backup/no-container', {});
  return container;
}

/** `backups list`: what the daily job has stored. */
export function backupsListCommand({backups}: BackupsDeps): Command {
  return {
    name: 'backups list',
    describe: {ja: '毎日のバックアップの一覧', en: 'Lists the daily backups'},
    role: 'operator',
    changes: false,
    async run(_input, io) {
      const all = await needed(backups.container).list(io.signal);
      const rows = all.map(({name, at, bytes}) => ({name, at: at.toString(), bytes}));
      if (io.json) io.out(JSON.stringify(rows));
      else if (rows.length === 0) io.out('ありません。 There are none.');
      else for (const {name, at, bytes} of rows) io.out(`${name}  ${at}  ${bytes} bytes`);
      return EXIT.done;
    },
  };
}

/** `backups fetch`: one of them as a file, for `restore`. */
export function backupsFetchCommand({backups}: BackupsDeps): Command {
  return {
    name: 'backups fetch',
    describe: {
      ja: '毎日のバックアップの一つをファイルに写す（そのあと restore する）',
      en: 'Copies one of the daily backups into a file, for restore',
    },
    role: 'operator',
    // Its content leaves the account, so it leaves a row in the audit.
    changes: true,
    arguments: [
      {name: '<name>', describe: {ja: 'backups list の名前', en: 'its name in backups list'}},
      {name: '<file>', describe: {ja: '新しいファイル', en: 'a new file'}},
    ],
    subject: ({arguments: [name = '']}) => name,
    async run({arguments: [name = '', file = '']}, io) {
      const sha256 = await needed(backups.container).fetch(name, file, io.signal);
      if (io.json) io.out(JSON.stringify({name, file, sha256}));
      else io.out(`${file}: ${name} を写しました。 copied. SHA-256 ${sha256}`);
      return EXIT.done;
    },
  };
}
