import assert from 'node:assert/strict';
import {
  generationOf,
  readParts,
  readPointer,
  readPointers,
  removeThing,
  replaceThing,
  sweepThings,
} from '../../../src/platform/content/generations.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Row, Table} from '../../../src/platform/storage/table.ts';
import {Temporal} from '../../../src/kernel/time.ts';

const NOON = Temporal.Instant.from('2026-11-24T03:00:00Z');
const minutes = (count: number) => NOON.add({minutes: count});

async function table(): Promise<Table> {
  const storage = memoryStorage();
  await storage.ensure(['content']);
  return storage.table('content');
}

const thing = (name: string, ...texts: string[]) => ({
  partition: `k|${name}`,
  name,
  parts: texts.map((text) => ({text})),
  columns: {title: name},
});

async function textsOf(of: Table, name: string): Promise<unknown[]> {
  const pointer = await readPointer(of, name);
  if (pointer === undefined) return [];
  return (await readParts(of, `k|${name}`, pointer.generation)).map((row) => row['text']);
}

async function rows(of: Table, partition: string): Promise<Row[]> {
  const found: Row[] = [];
  for await (const {row} of of.list({pk: partition})) found.push(row);
  return found;
}

describe('things that are replaced as a whole', () => {
  it('come back as they were put, in their order', async () => {
    const t = await table();
    const texts = Array.from({length: 250}, (_, i) => `part ${i}`);
    await replaceThing(t, thing('rules', ...texts), NOON, 'a');
    assert.deepEqual(await textsOf(t, 'rules'), texts);
    assert.equal((await readPointer(t, 'rules'))?.row['title'], 'rules');
  });

  it('are the new ones once the pointer is set, while readers of the old ones read on', async () => {
    const t = await table();
    await replaceThing(t, thing('rules', 'old 1', 'old 2'), NOON, 'a');
    const before = await readPointer(t, 'rules');
    await replaceThing(t, thing('rules', 'new'), minutes(1), 'b');
    assert.deepEqual(await textsOf(t, 'rules'), ['new']);
    const still = await readParts(t, 'k|rules', before?.generation ?? '');
    assert.deepEqual(still.map((row) => row['text']), ['old 1', 'old 2']);
  });

  it('lose their old rows ten minutes after they were replaced, not before', async () => {
    const t = await table();
    await replaceThing(t, thing('rules', 'old'), NOON, 'a');
    // Current for a day: what counts is when it stopped being current.
    await replaceThing(t, thing('rules', 'new'), minutes(1440), 'b');
    await sweepThings(t, minutes(1449));
    assert.equal((await rows(t, 'k|rules')).length, 2);
    await sweepThings(t, minutes(1451));
    assert.deepEqual((await rows(t, 'k|rules')).map((row) => row['text']), ['new']);
  });

  it('are gone at once when taken away, and leave no row after the sweep', async () => {
    const t = await table();
    await replaceThing(t, thing('rules', 'text'), NOON, 'a');
    assert.equal(await removeThing(t, {partition: 'k|rules', name: 'rules'}, minutes(1)), true);
    assert.equal(await readPointer(t, 'rules'), undefined);
    assert.deepEqual(await readPointers(t), []);
    assert.equal(await removeThing(t, {partition: 'k|rules', name: 'rules'}, minutes(2)), false);
    await sweepThings(t, minutes(20));
    assert.deepEqual(await rows(t, 'k|rules'), []);
    assert.deepEqual(await rows(t, 'current'), []);
  });

  it('come back after they were taken away', async () => {
    const t = await table();
    await replaceThing(t, thing('rules', 'first'), NOON, 'a');
    await removeThing(t, {partition: 'k|rules', name: 'rules'}, minutes(1));
    await replaceThing(t, thing('rules', 'second'), minutes(2), 'b');
    assert.deepEqual(await textsOf(t, 'rules'), ['second']);
    await sweepThings(t, minutes(30));
    assert.deepEqual(await textsOf(t, 'rules'), ['second']);
  });

  it('are one of the two when two writers replace them at once', async () => {
    const t = await table();
    await Promise.all([
      replaceThing(t, thing('rules', 'a1', 'a2'), NOON, 'a'),
      replaceThing(t, thing('rules', 'b1', 'b2'), NOON, 'b'),
    ]);
    const texts = (await textsOf(t, 'rules')).join();
    assert.ok(texts === 'a1,a2' || texts === 'b1,b2', texts);
    await sweepThings(t, minutes(30));
    assert.equal((await rows(t, 'k|rules')).length, 2);
  });

  it('are cleared of what a writer left that died before it set the pointer', async () => {
    const t = await table();
    const orphan = `${NOON.toString({smallestUnit: 'millisecond'})}-dead|00001`;
    await t.insert({pk: 'k|rules', rk: orphan, v: 1, text: 'half'});
    await replaceThing(t, thing('rules', 'whole'), minutes(30), 'b');
    assert.equal((await rows(t, 'k|rules')).length, 2, 'it may still be writing');
    await replaceThing(t, thing('rules', 'again'), minutes(90), 'c');
    const left = (await rows(t, 'k|rules')).map(generationOf);
    assert.ok(!left.some((generation) => generation.endsWith('dead')));
  });
});
