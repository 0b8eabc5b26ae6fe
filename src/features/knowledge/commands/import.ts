import {CodedError, EXIT} from '../../../kernel/errors.ts';
import type {DayText} from '../../../kernel/time.ts';
import type {Clock} from '../../../platform/clock.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import {audienceText, readAudience} from '../audience.ts';
import {contentProblem} from '../library/content.ts';
import {
  newNames,
  readFileAsDocument,
  storeDocument,
  type Change,
  type Known,
  type ReadyDocument,
  type Said,
} from '../library/importing.ts';
import type {KnowledgeStore} from '../library/store.ts';
import {KIND_NAMES, readKind} from '../import/front-matter.ts';
import {readDay} from '../import/lines/dates.ts';
import {messages} from '../messages.ts';

export interface ImportDeps {
  readonly store: KnowledgeStore;
  readonly clock: Clock;
  /** Tells every instance that documents have changed. */
  readonly announce: (signal?: AbortSignal) => Promise<void>;
}

const AUDIENCE_EXAMPLE = '課:人事課,管財課;職:課長;雇用:派遣';

// While many files are imported, running instances hear of them at least this often.
const ANNOUNCE_MS = 1_000;

/** `knowledge import`: takes files in, each as a whole or not at all. */
export function importCommand({store, clock, announce}: ImportDeps): Command {
  return {
    name: 'knowledge import',
    describe: {
      ja: '文書（.txt .md .html .docx .pdf .xlsx）を取り込む',
      en: 'Imports documents (.txt .md .html .docx .pdf .xlsx)',
    },
    role: 'operator',
    changes: true,
    arguments: [{name: '<file...>', describe: {ja: '取り込むファイル', en: 'the files'}}],
    options: [
      {
        flags: '--document <name>',
        describe: {
          ja: '文書の名前（同じ名前で施行日が違うものは、版として並べて保管）',
          en: 'its name; another day of effect under the same name is kept as a version beside it',
        },
      },
      {
        flags: '--title <title>',
        describe: {ja: '文書の題名（ファイルが1つのとき）', en: 'title (one file only)'},
      },
      {flags: '--source <source>', describe: {ja: '出典（URLや文書名）', en: 'where it comes from'}},
      {flags: '--issuer <name>', describe: {ja: '発行した団体や課', en: 'who issued it'}},
      {flags: '--kind <kind>', describe: {ja: `種類（${KIND_NAMES}）`, en: 'what it is'}},
      {flags: '--applies <text>', describe: {ja: '対象（例 全職員）', en: 'to whom it applies'}},
      {
        flags: '--audience <who>',
        describe: {ja: `閲覧できる人（例 全員、${AUDIENCE_EXAMPLE}）`, en: 'who may see it'},
      },
      {flags: '--date <day>', describe: {ja: '文書の日付', en: 'the day that it bears'}},
      {flags: '--effective <day>', describe: {ja: '施行日（例 2026-04-01、R8.4.1）', en: 'in force from'}},
    ],
    async run(input, io) {
      const files = input.arguments;
      const said = readSaid(input.options, files.length);
      const known: Known[] = await store.list(io.signal);
      const names = newNames();
      const bar = io.progress('import', files.length);
      const report: unknown[] = [];
      let refused = 0;
      let unannounced = false;
      let announced = clock.monotonic();
      try {
        for (const file of files) {
          const result = names.check(file, await readFileAsDocument(file, said));
          if (result.kind === 'refused') {
            refused++;
            for (const problem of result.problems) {
              const {line, text} = contentProblem(problem, file);
              report.push({file, refused: problem.code, ...(line === undefined ? {} : {line}), text});
              if (!io.json) io.err(`${problem.code}: ${text.ja}\n  ${text.en}`);
            }
          } else {
            const {info, passages, notes} = result;
            const change = await storeDocument(store, result, known, io.signal);
            report.push({
              file,
              document: info.id,
              change,
              passages: passages.length,
              mended: notes,
              ...seen(info),
            });
            unannounced ||= change !== 'same';
            if (!io.json) sayImported(io, result, change);
          }
          if (unannounced && clock.monotonic() - announced > ANNOUNCE_MS) {
            await announce(io.signal);
            unannounced = false;
            announced = clock.monotonic();
          }
          bar.step();
        }
      } finally {
        bar.end();
        if (unannounced) await announce(io.signal);
      }
      if (io.json) io.out(JSON.stringify(report));
      await store.sweep(io.signal);
      return refused > 0 ? EXIT.refused : EXIT.done;
    },
  };
}

// What was made of the file: whoever imports it sees at once what a card will say of it.
function seen({issuer, kind, effectiveFrom, dated, audience}: ReadyDocument['info']) {
  return {
    issuer: issuer ?? null,
    kind: kind ?? null,
    effectiveFrom: effectiveFrom ?? null,
    dated: dated ?? null,
    audience: audienceText(audience),
  };
}

const CHANGES: Readonly<Record<Change, string>> = {
  new: '新規 new',
  version: '版を追加 version added',
  changed: '差し替え replaced',
  same: '変更なし unchanged',
};

function sayImported(io: CommandIo, {info, passages, notes}: ReadyDocument, change: Change): void {
  const mended = notes.length === 0 ? '' : `  (修復 mended: ${notes.join(', ')})`;
  io.out(`${info.id}: ${CHANGES[change]}, ${passages.length} 条項 passages${mended}`);
  const kind = info.kind === undefined ? undefined : messages.ja.kinds[info.kind];
  const facts = [
    kind ?? '種類不明 kind unknown (--kind)',
    info.issuer === undefined ? undefined : `発行 ${info.issuer}`,
    info.effectiveFrom === undefined ? undefined : `施行 ${info.effectiveFrom}`,
    info.dated === undefined ? undefined : `日付 ${info.dated}`,
  ];
  io.out(`  ${facts.filter((fact) => fact !== undefined).join('、')}`);
  if (info.audience.kind === 'some') {
    io.out(`  ${audienceText(info.audience)} だけが閲覧できます。職員名簿がない間は、誰にも表示されません。`);
    io.out('  Seen by these alone; by nobody as long as there is no staff list.');
  }
}

function readSaid(options: Readonly<Record<string, unknown>>, files: number): Said {
  const one = (name: 'title' | 'document', value: string) => {
    if (files > 1) throw new CodedError('command/usage', {what: `--${name} FILE FILE…`});
    return value;
  };
  const said: {-readonly [K in keyof Said]: Said[K]} = {};
  for (const [option, value] of Object.entries(options)) {
    if (typeof value !== 'string') continue;
    const wanted = <T>(read: T | undefined, expected: string): T => {
      if (read === undefined)
        throw new CodedError('command/usage', {what: `--${option} ${value} (${expected})`});
      return read;
    };
    const day = (): DayText => wanted(readDay(value), '2026-04-01, R8.4.1');
    if (option === 'document') said.document = one(option, value);
    if (option === 'title') said.title = one(option, value);
    if (option === 'source') said.source = value;
    if (option === 'issuer') said.issuer = value;
    if (option === 'kind') said.kind = wanted(readKind(value), KIND_NAMES);
    if (option === 'applies') said.appliesTo = value;
    if (option === 'audience') said.audience = wanted(readAudience(value), AUDIENCE_EXAMPLE);
    if (option === 'effective') said.effectiveFrom = day();
    if (option === 'date') said.dated = day();
  }
  return said;
}
