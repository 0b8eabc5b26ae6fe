import {create, insertMultiple, search} from '@orama/orama';
import {createTokenizer} from '@orama/tokenizers/japanese';
import MiniSearch from 'minisearch';
import type {EvalDocument} from '../../src/features/knowledge/measure/corpus.ts';
import {sudachiSynonyms} from '../../src/features/knowledge/library/synonyms.ts';
import {analyse} from '../../src/features/knowledge/search/analyse.ts';
import {buildIndex} from '../../src/features/knowledge/search/build-index.ts';
import {buildSegmenterIndex} from './segmenter.ts';

/** The ids of what was found, best first. */
export type Search = (question: string, limit: number) => Promise<string[]> | string[];

/** A way to search that is held against the project's own. */
export interface Engine {
  readonly name: string;
  readonly build: (documents: readonly EvalDocument[]) => Promise<Search> | Search;
}

/** The project's search first, then the others; each as its makers would have it used. */
export const ENGINES: readonly Engine[] = [
  {
    name: 'Shigotoba',
    async build(documents) {
      const synonyms = await sudachiSynonyms();
      const passages = documents.map(({id, title, text}) => {
        return {id, title, text, titleTerms: analyse(title), textTerms: analyse(text)};
      });
      const index = buildIndex(passages, () => synonyms);
      return (question, limit) => index.search(question, {limit}).map(({id}) => id);
    },
  },
  {name: 'MiniSearch', build: (documents) => miniSearch(documents, {})},
  {
    name: 'MiniSearch, our words',
    build: (documents) => miniSearch(documents, {tokenize: analyse, processTerm: (term) => term}),
  },
  {
    name: 'Orama, Japanese',
    async build(documents) {
      const tokenizer = createTokenizer();
      const database = create({schema: {title: 'string', text: 'string'}, components: {tokenizer}});
      await insertMultiple(
        database,
        documents.map(({id, title, text}) => ({id, title, text})),
      );
      return async (term, limit) => {
        const {hits} = await search(database, {term, limit});
        return hits.map(({id}) => id);
      };
    },
  },
  {
    name: 'BM25, Intl.Segmenter',
    build(documents) {
      const index = buildSegmenterIndex(documents);
      return (question, limit) => index.search(question, limit);
    },
  },
];

interface Words {
  readonly tokenize?: (text: string) => string[];
  readonly processTerm?: (term: string) => string;
}

function miniSearch(documents: readonly EvalDocument[], words: Words): Search {
  const index = new MiniSearch<EvalDocument>({fields: ['title', 'text'], ...words});
  index.addAll(documents);
  return (question, limit) =>
    index
      .search(question)
      .slice(0, limit)
      .map(({id}) => String(id));
}
