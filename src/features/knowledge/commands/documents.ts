import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime, Temporal, type DayText} from '../../../kernel/time.ts';
import type {Clock} from '../../../platform/clock.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import {contentProblem} from '../library/content.ts';
import {newNames, readFileAsDocument, storeDocument, type Said} from '../library/importing.ts';
import type {KnowledgeStore} from '../library/store.ts';
import {readDay} from '../import/lines/dates.ts';

export interface DocumentDeps {
  readonly store: KnowledgeStore;
  readonly clock: Clock;
  /** Tells every instance that documents have changed. */
  readonly announce: (signal?: AbortSignal) => Promise<void>;
  readonly zone: string;
}

// While many files are imported, running instances hear of them at least this often.
const ANNOUNCE_MS = 1_000;

/** `knowledge import`: takes files in, each as a whole or not at all. */
export function importCommand({store, clock, announce}: DocumentDeps): Command {
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
        flags: '--title <title>',
        describe: {ja: '文書の題名（ファイルが1つのとき）', en: 'title (one file only)'},
      },
      {flags: '--source <source>', describe: {ja: '出典（URLや文書名）', en: 'where it comes from'}},
      {flags: '--effective <day>', describe: {ja: '施行日（例 2026-04-01、R8.4.1）', en: 'in force from'}},
    ],
    async run(input, io) {
      const files = input.arguments;
      const said = readSaid(input.options, files.length);
      const known = new Map((await store.list(io.signal)).map((d) => [d.id, d.hash]));
      const names = newNames();
      const bar = io.progress('import', files.length);
      const report: unknown[] = [];
      let refused = 0;
      let unannounced = false;
      let announced = clock.monotonic();
      try {
        for (const file of files) {
          const result = names.clash(file) ?? (await readFileAsDocument(file, said));
          if (result.kind === 'refused') {
            refused++;
            for (const problem of result.problems) {
              const {line, text} = contentProblem(problem, file);
              report.push({file, refused: problem.code, ...(line === undefined ? {} : {line}), text});
              if (!io.json) io.err(`${problem.code}: ${text.ja}\n  ${text.en}`);
            }
          } else {
            const {info, passages, notes} = result;
            const change = await storeDocument(store, result, known.get(info.id), io.signal);
            known.set(info.id, info.hash);
            report.push({file, document: info.id, change, passages: passages.length, mended: notes});
            unannounced ||= change !== 'same';
            if (!io.json) sayImported(io, info.id, change, passages.length, notes);
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

function sayImported(
  io: CommandIo,
  id: string,
  change: 'new' | 'changed' | 'same',
  passages: number,
  notes: readonly string[],
): void {
  const word = {new: '新規 new', changed: '差し替え replaced', same: '変更なし unchanged'}[change];
  const mended = notes.length === 0 ? '' : `  (修復 mended: ${notes.join(', ')})`;
  io.out(`${id}: ${word}, ${passages} 条項 passages${mended}`);
}

function readSaid(options: Readonly<Record<string, unknown>>, files: number): Said {
  const {title, source, effective} = options;
  if (typeof title === 'string' && files > 1)
    throw new CodedError('command/usage', {what: '--title FILE FILE…'});
  let effectiveFrom: DayText | undefined;
  if (typeof effective === 'string') {
    effectiveFrom = readDay(effective);
    if (effectiveFrom === undefined)
      throw new CodedError('command/usage', {what: `--effective ${effective}`});
  }
  return {
    ...(typeof title === 'string' ? {title} : {}),
    ...(typeof source === 'string' ? {source} : {}),
    ...(effectiveFrom === undefined ? {} : {effectiveFrom}),
  };
}

/** `knowledge list`: what is stored. */
export function listCommand({store, zone}: Pick<DocumentDeps, 'store' | 'zone'>): Command {
  return {
    name: 'knowledge list',
    describe: {ja: '登録されている文書の一覧', en: 'Lists the stored documents'},
    role: 'staff',
    changes: false,
    async run(_input, io) {
      const documents = await store.list(io.signal);
      if (io.json) {
        const rows = documents.map(({id, title, source, effectiveFrom, passages, imported}) => ({
          document: id,
          title,
          source,
          effectiveFrom: effectiveFrom ?? null,
          passages,
          imported,
        }));
        io.out(JSON.stringify(rows));
        return EXIT.done;
      }
      for (const {id, title, passages, effectiveFrom, imported} of documents) {
        const since = effectiveFrom === undefined ? '' : `  施行 ${effectiveFrom}`;
        const day = localTime(Temporal.Instant.from(imported), zone).day.toString();
        io.out(`${id}  「${title}」  ${passages} 条項${since}  取込 ${day}`);
      }
      if (documents.length === 0) io.out('登録されている文書はありません。 No documents are stored.');
      return EXIT.done;
    },
  };
}

/** `knowledge remove`: withdraws a document. */
export function removeCommand({store, announce}: DocumentDeps): Command {
  return {
    name: 'knowledge remove',
    describe: {ja: '文書を取り下げる', en: 'Withdraws a document'},
    role: 'operator',
    changes: true,
    arguments: [
      {name: '<document>', describe: {ja: '文書の名前（knowledge list）', en: 'its name in knowledge list'}},
    ],
    async run(input, io) {
      const id = input.arguments[0] ?? '';
      if (!(await store.remove(id, io.signal))) throw new CodedError('document/unknown', {document: id});
      await announce(io.signal);
      io.out(io.json ? JSON.stringify({document: id, removed: true}) : `${id}: 取り下げました。 Withdrawn.`);
      return EXIT.done;
    },
  };
}
