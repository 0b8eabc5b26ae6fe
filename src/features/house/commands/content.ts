import {access} from 'node:fs/promises';
import {CodedError, EXIT} from '../../../kernel/errors.ts';
import type {Temporal} from '../../../kernel/time.ts';
import type {Command, ContentPlan} from '../../../platform/feature.ts';

export interface ContentDeps {
  /** The plans of all features for a content folder. */
  readonly planContent: (directory: string, now: Temporal.Instant) => Promise<ContentPlan>;
  readonly contentDir: string;
}

/** `content push`: takes the organisation's own data over, all of it or nothing. */
export function contentPushCommand({planContent, contentDir}: ContentDeps): Command {
  return {
    name: 'content push',
    describe: {
      ja: 'コンテンツのフォルダーを反映する（動いているボットにも届く）',
      en: 'Takes over the content folder; running bots follow',
    },
    role: 'operator',
    changes: true,
    arguments: [
      {name: '[folder]', describe: {ja: 'フォルダー（省略時は CONTENT_DIR）', en: 'default: CONTENT_DIR'}},
    ],
    async run({arguments: [folder]}, io) {
      const path = folder ?? contentDir;
      await access(path).catch((error: unknown) => {
        throw new CodedError('content/missing', {path}, {cause: error});
      });
      const plan = await planContent(path, io.now);
      if (plan.problems.length > 0) {
        for (const {file, line, text} of plan.problems) {
          const where = line === undefined ? file : `${file}:${line}`;
          io.err(`${where}: ${text.ja}\n  ${text.en}`);
        }
        throw new CodedError('content/invalid', {count: plan.problems.length});
      }
      const report = await plan.apply(io.signal);
      if (io.json) io.out(JSON.stringify(report));
      else {
        const words = {new: '新規 new', changed: '変更 changed', same: '変更なし unchanged'};
        for (const {name, change, notes = []} of report) {
          io.out(`${name}: ${words[change]}`);
          for (const note of notes) io.out(`  ${note.ja}\n  ${note.en}`);
        }
        if (report.length === 0) io.out('反映するものがありません。 There is nothing to take over.');
      }
      return EXIT.done;
    },
  };
}
