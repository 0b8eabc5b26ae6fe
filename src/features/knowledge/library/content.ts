import {readdir} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {ContentPlan, ContentProblem} from '../../../platform/feature.ts';
import type {ContentStore} from '../../../platform/content/content-store.ts';
import {readYamlFile} from '../../../platform/content/yaml-file.ts';
import type {Language} from '../../../kernel/person.ts';
import {errorTexts, fillText} from '../../../platform/i18n/errors.ts';
import {fileMessages} from '../import/messages.ts';
import {contactsSchema} from '../contacts.ts';
import type {FileProblem} from '../document.ts';
import {newNames, readFileAsDocument, storeDocument, type Known, type ReadyDocument} from './importing.ts';
import type {KnowledgeStore} from './store.ts';
import {SYNONYMS_KIND, synonymsSchema} from './synonyms.ts';

export const CONTACTS_KIND = 'contacts';

// Each is one file of the folder, named for its kind.
const LISTS = [
  {kind: CONTACTS_KIND, schema: contactsSchema},
  {kind: SYNONYMS_KIND, schema: synonymsSchema},
];

interface Deps {
  readonly store: KnowledgeStore;
  readonly content: ContentStore;
  readonly announce: (signal?: AbortSignal) => Promise<void>;
}

/** Plans the push of `knowledge/*`, `contacts.yaml` and `synonyms.yaml`. Documents that are not in the folder stay. */
export async function planKnowledgeContent(directory: string, deps: Deps): Promise<ContentPlan> {
  const problems: ContentProblem[] = [];
  const ready: ReadyDocument[] = [];
  const folder = join(directory, 'knowledge');
  const names = newNames();
  for (const name of await listFolder(folder)) {
    const result = names.check(name, await readFileAsDocument(join(folder, name), {}));
    if (result.kind === 'ready') ready.push(result);
    else problems.push(...result.problems.map((p) => contentProblem(p, `knowledge/${name}`)));
  }
  const files: {kind: string; value: unknown}[] = [];
  for (const {kind, schema} of LISTS) {
    const file = await readYamlFile<unknown>(join(directory, `${kind}.yaml`), schema);
    if (file.kind === 'read') files.push({kind, value: file.source});
    if (file.kind === 'wrong') problems.push(...file.problems);
  }

  return {
    problems,
    async apply(signal) {
      const {store, content, announce} = deps;
      const known: Known[] = await store.list(signal);
      const report: {name: string; change: 'new' | 'changed' | 'same'}[] = [];
      for (const document of ready) {
        const change = await storeDocument(store, document, known, signal);
        // One more version is a change of the document, for whoever pushes.
        report.push({
          name: `knowledge/${document.info.id}`,
          change: change === 'version' ? 'changed' : change,
        });
      }
      if (report.some(({change}) => change !== 'same')) await announce(signal);
      for (const {kind, value} of files) {
        report.push({name: kind, change: await content.put(kind, value, signal)});
      }
      return report;
    },
  };
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => !name.startsWith('.')).sort();
  } catch {
    // An organisation may keep all its documents elsewhere.
    return [];
  }
}

/** A file's problem with its sentence in both languages. */
export function contentProblem(problem: FileProblem, file: string): ContentProblem {
  const {code, line, details} = problem;
  const values = {...details, file: basename(file), ...(line === undefined ? {} : {line})};
  const fill = (language: Language) =>
    fillText(errorTexts[code][language], {...values, ...inWords(problem, language)});
  return {file, ...(line === undefined ? {} : {line}), text: {ja: fill('ja'), en: fill('en')}};
}

// What the reader of the file found, as a person says it.
function inWords({code, details}: FileProblem, language: Language): Readonly<Record<string, string>> {
  const m = fileMessages[language];
  const text = (key: string) => String(details[key] ?? '');
  if (code === 'document/personal-number') return {kind: m.numbers[text('kind')] ?? text('kind')};
  if (code === 'document/unreadable') return {reason: m.unreadable[text('reason')] ?? text('reason')};
  if (code !== 'document/front-matter') return {};
  const say = m.frontMatter[text('problem')];
  return {reason: say === undefined ? text('reason') : fillText(say, details)};
}
