import assert from 'node:assert/strict';
import {Temporal} from '../../../../src/kernel/time.ts';
import {answerQuestion, type Outcome} from '../../../../src/features/knowledge/answer.ts';
import {ANYBODY, readAudience, type Reader} from '../../../../src/features/knowledge/audience.ts';
import {outcomeReply} from '../../../../src/features/knowledge/cards.ts';
import {NO_CONTACTS} from '../../../../src/features/knowledge/contacts.ts';
import {readDocument} from '../../../../src/features/knowledge/import/read-document.ts';
import {createLibrary, type Library} from '../../../../src/features/knowledge/library/library.ts';
import {knowledgeStore} from '../../../../src/features/knowledge/library/store.ts';
import {TERMS_VERSION, termsOf} from '../../../../src/features/knowledge/library/terms.ts';
import {DEFAULT_LIMITS} from '../../../../src/features/knowledge/search/judge.ts';
import {NO_THESAURUS} from '../../../../src/features/knowledge/search/synonyms/thesaurus.ts';
import type {Clock} from '../../../../src/platform/clock.ts';
import {createLog} from '../../../../src/platform/log.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';

const TODAY = '2026-11-24';
const clock: Clock = {now: () => Temporal.Instant.from('2026-11-24T01:00:00Z'), monotonic: () => 0};
const log = createLog('silent', {write: () => undefined});

interface Given {
  readonly name: string;
  readonly text: string;
  readonly audience?: string;
  readonly effectiveFrom?: string;
}

const OPEN: Given = {
  name: 'open',
  text: '倉庫規程\n\n第1条 倉庫の鍵は、箱に返す。\n第2条 倉庫の照明は、消して帰る。\n',
};
const SECRET: Given = {
  name: 'secret',
  text: '人事課の金庫の決まり\n\n第1条 金庫の鍵の番号は、毎月変える。\n第2条 倉庫の鍵は、金庫に入れる。\n',
  audience: '課:人事課',
};

async function libraryOf(...given: readonly Given[]): Promise<Library> {
  let count = 0;
  const storage = memoryStorage();
  await storage.ensure(['knowledge']);
  const store = knowledgeStore({storage, clock, newId: () => String(++count)});
  for (const {name, text, audience = '全員', effectiveFrom} of given) {
    const read = await readDocument({fileName: `${name}.txt`, bytes: Buffer.from(text)});
    assert.ok(read.kind === 'document');
    const who = readAudience(audience);
    assert.ok(who !== undefined);
    const info = {
      ...read.about,
      id: name,
      source: name,
      audience: who,
      ...(effectiveFrom === undefined ? {} : {effectiveFrom}),
      hash: text,
      analysis: TERMS_VERSION,
    };
    const passages = read.passages.map((passage) => ({...passage, ...termsOf(info.title, passage)}));
    await store.put(info, passages);
  }
  const library = createLibrary({store, log, thesaurus: () => NO_THESAURUS, today: () => TODAY});
  await library.refresh();
  return library;
}

async function ask(
  library: Library,
  question: string,
  reader: Reader = ANYBODY,
  day = TODAY,
): Promise<Outcome> {
  const shelf = await library.shelf(reader, day);
  return answerQuestion(question, {
    shelf,
    contacts: NO_CONTACTS,
    organisation: 'みなと市',
    limits: DEFAULT_LIMITS,
  });
}

const texts = (outcome: Outcome): string[] =>
  'candidates' in outcome ? outcome.candidates.map(({passage}) => passage.text) : [];

describe('createLibrary', () => {
  const clerk: Reader = {membership: {sections: ['人事課'], posts: []}, place: 'personal'};

  it('answers whom a document is for', async () => {
    const library = await libraryOf(OPEN, SECRET);
    assert.match(texts(await ask(library, '金庫の鍵の番号は', clerk))[0] ?? '', /毎月変える/);
  });

  it('leaves no trace of a document for anybody else: not in words, scores, candidates or cards', async () => {
    const [withIt, without] = [await libraryOf(OPEN, SECRET), await libraryOf(OPEN)];
    const others: Reader[] = [
      ANYBODY,
      {membership: {sections: ['管財課'], posts: ['課長']}, place: 'personal'},
      // Others read along, though this person alone may see it.
      {...clerk, place: 'group'},
      {...clerk, place: 'channel'},
    ];
    for (const reader of others) {
      for (const question of ['金庫の鍵の番号は', '倉庫の鍵はどこに返す', '金庫', '人事課の決まり']) {
        const [seen, expected] = [await ask(withIt, question, reader), await ask(without, question, reader)];
        assert.deepEqual(strip(seen), strip(expected), question);
        assert.doesNotMatch(JSON.stringify(outcomeReply(seen, 'ja')), /金庫に入れる|毎月/);
      }
      const [one, other] = [await withIt.shelf(reader, TODAY), await without.shelf(reader, TODAY)];
      assert.equal(one.index.size, other.index.size);
      assert.deepEqual(one.index.read('金庫の番号'), other.index.read('金庫の番号'));
    }
  });

  it('does not find a hidden passage that a card names', async () => {
    const library = await libraryOf(OPEN, SECRET);
    const mine = await library.shelf(clerk, TODAY);
    const [document] = mine.documents.filter(({id}) => id === 'secret');
    assert.ok(document !== undefined);
    const {generationTag} = await import('../../../../src/features/knowledge/library/library.ts');
    assert.ok(mine.find('secret', generationTag(document), '0001') !== undefined);
    const theirs = await library.shelf(ANYBODY, TODAY);
    assert.equal(theirs.find('secret', generationTag(document), '0001'), undefined);
  });

  it('answers from the version that holds on the day, and leaves no trace of the others', async () => {
    const now = {...OPEN, effectiveFrom: '2026-04-01'};
    const next = {name: 'open', text: OPEN.text.replace('箱に', '守衛に'), effectiveFrom: '2027-04-01'};
    const library = await libraryOf(now, next);
    const outcome = await ask(library, '倉庫の鍵はどこに返す');
    assert.ok('candidates' in outcome);
    assert.equal(outcome.candidates[0].coming?.effectiveFrom, '2027-04-01');
    assert.deepEqual(texts(outcome), texts(await ask(await libraryOf(now), '倉庫の鍵はどこに返す')));
    const later = await ask(library, '倉庫の鍵はどこに返す', ANYBODY, '2027-04-01');
    assert.match(texts(later)[0] ?? '', /守衛に/);
  });

  it('answers nobody from a version that another one has replaced', async () => {
    const library = await libraryOf(
      {...OPEN, effectiveFrom: '2024-04-01'},
      {...OPEN, effectiveFrom: '2026-04-01', audience: '課:人事課'},
    );
    assert.equal((await ask(library, '倉庫の鍵はどこに返す')).kind, 'none');
    assert.equal((await ask(library, '倉庫の鍵はどこに返す', clerk)).kind, 'answer');
  });

  it('does not tell of a next version that the reader may not see', async () => {
    const next = {...OPEN, effectiveFrom: '2027-04-01', audience: '課:人事課'};
    const library = await libraryOf({...OPEN, effectiveFrom: '2026-04-01'}, next);
    const coming = async (reader: Reader) => {
      const outcome = await ask(library, '倉庫の鍵はどこに返す', reader);
      return 'candidates' in outcome ? outcome.candidates[0].coming?.effectiveFrom : 'none';
    };
    assert.equal(await coming(ANYBODY), undefined);
    assert.equal(await coming(clerk), '2027-04-01');
  });

  it('builds a shelf once for all who see the same', async () => {
    const library = await libraryOf(OPEN, SECRET);
    const first = await library.shelf(ANYBODY, TODAY);
    assert.equal(
      await library.shelf({membership: {sections: ['管財課'], posts: []}, place: 'personal'}, TODAY),
      first,
    );
    assert.notEqual(await library.shelf(clerk, TODAY), first);
  });
});

// Keys and generations differ between two stores.
function strip(outcome: Outcome): unknown {
  return JSON.parse(
    JSON.stringify(outcome, (key, value: unknown) =>
      ['generation', 'hash', 'imported'].includes(key) ? '' : value,
    ),
  );
}
