import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime, Temporal, type DayText} from '../../../kernel/time.ts';
import type {Command} from '../../../platform/feature.ts';
import {audienceText} from '../audience.ts';
import {readDay} from '../import/lines/dates.ts';
import type {Answered} from '../library/answered.ts';
import type {KnowledgeStore, StoredDocument} from '../library/store.ts';
import {inForce} from '../library/versions.ts';
import {messages} from '../messages.ts';

export interface DocumentDeps {
  readonly store: KnowledgeStore;
  readonly answered: Answered;
  /** Tells every instance that documents have changed. */
  readonly announce: (signal?: AbortSignal) => Promise<void>;
  readonly zone: string;
}

type State = 'in-force' | 'coming' | 'former';
const STATES: Readonly<Record<State, string>> = {'in-force': '', coming: '（施行前）', former: '（旧版）'};

/** `knowledge list`: what is stored, from when, and how often it answered. */
export function listCommand({store, answered, zone}: DocumentDeps): Command {
  return {
    name: 'knowledge list',
    describe: {
      ja: '登録されている文書の一覧（版、施行日、回答した回数）',
      en: 'Lists the stored documents, their versions, and how often they answered',
    },
    role: 'staff',
    changes: false,
    async run(_input, io) {
      const [documents, counts] = await Promise.all([store.list(io.signal), answered.counts(io.signal)]);
      const today = localTime(io.now, zone).day.toString();
      const holding = new Set(inForce(documents, today).documents.map(({key}) => key));
      const stateOf = ({key, effectiveFrom}: StoredDocument): State => {
        if (holding.has(key)) return 'in-force';
        return (effectiveFrom ?? '') > today ? 'coming' : 'former';
      };
      if (io.json) {
        const rows = documents.map((document) => rowOf(document, stateOf(document), counts));
        io.out(JSON.stringify(rows));
        return EXIT.done;
      }
      for (const document of documents) io.out(lineOf(document, stateOf(document), counts, zone));
      if (documents.length === 0) io.out('登録されている文書はありません。 No documents are stored.');
      return EXIT.done;
    },
  };
}

function rowOf(document: StoredDocument, state: State, counts: ReadonlyMap<string, number>) {
  return {
    document: document.id,
    title: document.title,
    source: document.source,
    issuer: document.issuer ?? null,
    kind: document.kind ?? null,
    appliesTo: document.appliesTo ?? null,
    audience: audienceText(document.audience),
    effectiveFrom: document.effectiveFrom ?? null,
    dated: document.dated ?? null,
    amended: document.amended ?? null,
    state,
    passages: document.passages,
    imported: document.imported,
    answered: counts.get(document.id) ?? 0,
  };
}

function lineOf(
  {id, title, kind, issuer, passages, effectiveFrom, dated, imported, audience}: StoredDocument,
  state: State,
  counts: ReadonlyMap<string, number>,
  zone: string,
): string {
  const day = localTime(Temporal.Instant.from(imported), zone).day.toString();
  const parts = [
    `${id}  「${title}」${STATES[state]}`,
    kind === undefined ? '種類不明' : messages.ja.kinds[kind],
    issuer,
    `${passages} 条項`,
    effectiveFrom === undefined ? dated && `日付 ${dated}` : `施行 ${effectiveFrom}`,
    audience.kind === 'some' ? `閲覧 ${audienceText(audience)}` : undefined,
    `取込 ${day}`,
    `回答 ${counts.get(id) ?? 0} 回`,
  ];
  return parts.filter((part) => part !== undefined).join('  ');
}

/** `knowledge remove`: withdraws a document, or one of its versions. */
export function removeCommand({store, announce}: DocumentDeps): Command {
  return {
    name: 'knowledge remove',
    describe: {ja: '文書を取り下げる', en: 'Withdraws a document'},
    role: 'operator',
    changes: true,
    arguments: [
      {name: '<document>', describe: {ja: '文書の名前（knowledge list）', en: 'its name in knowledge list'}},
    ],
    options: [
      {
        flags: '--edition <day>',
        describe: {
          ja: 'この施行日の版だけを取り下げる（施行日のない版は none）',
          en: 'only the version in force from this day; none for the one without a day',
        },
      },
    ],
    async run(input, io) {
      const id = input.arguments[0] ?? '';
      const from = readEdition(input.options['edition']);
      const versions = (await store.list(io.signal)).filter(
        (document) =>
          document.id === id && (from === undefined || (document.effectiveFrom ?? 'none') === from),
      );
      const gone: StoredDocument[] = [];
      for (const version of versions) if (await store.remove(version, io.signal)) gone.push(version);
      if (gone.length === 0) {
        throw new CodedError('document/unknown', {document: from === undefined ? id : `${id} (${from})`});
      }
      await announce(io.signal);
      const days = gone.map(({effectiveFrom}) => effectiveFrom ?? null);
      const which = gone.length > 1 ? ` (${gone.length} 版 versions)` : '';
      if (io.json) io.out(JSON.stringify({document: id, removed: true, versions: days}));
      else io.out(`${id}: 取り下げました。 Withdrawn.${which}`);
      return EXIT.done;
    },
  };
}

function readEdition(option: unknown): DayText | undefined {
  if (typeof option !== 'string') return undefined;
  const from = option === 'none' ? option : readDay(option);
  if (from === undefined) throw new CodedError('command/usage', {what: `--edition ${option}`});
  return from;
}
