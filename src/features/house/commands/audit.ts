import {EXIT} from '../../../kernel/errors.ts';
import {readInstant} from '../../../platform/command-input.ts';
import type {Audit} from '../../../platform/access/audit.ts';
import type {Command} from '../../../platform/feature.ts';

export interface AuditDeps {
  readonly audit: Pick<Audit, 'list'>;
  readonly zone: string;
}

const DAYS = 30;

/** `audit list`: who did what with a role, in the order of time. */
export function auditListCommand({audit, zone}: AuditDeps): Command {
  return {
    name: 'audit list',
    describe: {
      ja: '役割を使って行われた操作の記録（誰が、いつ、何を、何に）を表示する',
      en: 'Lists what was done with a role: who, when, what, on what',
    },
    role: 'auditor',
    changes: false,
    options: [
      {
        flags: '--from <time>',
        describe: {
          ja: `この時から（例 2026-11-01、省略時は ${DAYS} 日前）`,
          en: `from; default: ${DAYS} days ago`,
        },
      },
      {flags: '--to <time>', describe: {ja: 'この時の前まで（省略時は今）', en: 'up to; default: now'}},
    ],
    async run({options}, io) {
      const instant = (name: 'from' | 'to') => {
        const given = options[name];
        return typeof given === 'string' ? readInstant(given, zone, `--${name}`) : undefined;
      };
      const to = instant('to') ?? io.now;
      const from = instant('from') ?? to.subtract({hours: 24 * DAYS});
      let count = 0;
      for await (const entry of audit.list(from, to, {signal: io.signal})) {
        count++;
        const at = entry.at.toString();
        if (io.json) io.out(JSON.stringify({...entry, at}));
        else {
          const {actor, role, action, subject, outcome} = entry;
          const how = outcome === 'allowed' ? '許可 allowed' : '拒否 refused';
          io.out([at, actor, role, action, subject === '' ? '–' : subject, how].join('  '));
        }
      }
      if (count === 0 && !io.json) io.out('記録はありません。 No entries.');
      return EXIT.done;
    },
  };
}
