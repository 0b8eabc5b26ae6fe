import assert from 'node:assert/strict';
import {choose} from '../../../src/platform/understand/choose.ts';
import type {Choosable, Sentence, Slots} from '../../../src/platform/understand/sentence.ts';

const sentence: Sentence = {
  text: '明日',
  normal: '明日',
  language: 'ja',
  slots: {date: '2026-11-26', floor: 6},
  troubles: [],
  asks: false,
};

const intent = (name: string, score?: number, kind?: Choosable['kind'], slots: Slots = {}): Choosable => ({
  name,
  ...(kind === undefined ? {} : {kind}),
  recognise: () => (score === undefined ? undefined : {score, because: `${name} said so`, slots}),
});
const ask = intent('knowledge.ask', undefined, 'fallback');
const names = (choosables: readonly {name: string}[]) => choosables.map((one) => one.name);

describe('choose', () => {
  it('takes the highest claim, with the sentence’s slots and its own', () => {
    const choice = choose(
      [ask, intent('a', 0.6), intent('b', 0.9, undefined, {floor: 5, kind: 'focus'})],
      sentence,
    );
    assert.equal(choice.intent.name, 'b');
    assert.deepEqual(choice.slots, {date: '2026-11-26', floor: 5, kind: 'focus'});
    assert.equal(choice.because, 'b said so');
    assert.deepEqual(choice.runnersUp, [{name: 'a', score: 0.6, because: 'a said so'}]);
    assert.deepEqual(names(choice.close), ['b']);
  });

  it('names those that lie within a tenth, the chosen one first', () => {
    const choice = choose([intent('c', 0.7), ask, intent('b', 0.8), intent('d', 0.69)], sentence);
    assert.deepEqual(names(choice.close), ['b', 'c']);
    assert.deepEqual(names(choice.runnersUp), ['c', 'd']);
  });

  it('puts an emergency before everything, and asks about none', () => {
    const choice = choose([intent('a', 1), intent('incident', 0.5, 'emergency'), ask], sentence);
    assert.equal(choice.intent.name, 'incident');
    assert.deepEqual(names(choice.close), ['incident']);
    assert.deepEqual(names(choice.runnersUp), ['a']);
    assert.equal(
      choose([intent('a', 1), intent('incident', 0.49, 'emergency'), ask], sentence).intent.name,
      'a',
    );
  });

  it('falls back where no claim is enough, and still tells of those', () => {
    const choice = choose([intent('a', 0.49), ask, intent('b', 0)], sentence);
    assert.equal(choice.intent, ask);
    assert.deepEqual(names(choice.close), ['knowledge.ask']);
    assert.deepEqual(names(choice.runnersUp), ['a']);
    assert.deepEqual(choice.slots, sentence.slots);
  });

  it('lets the fallback claim like the others', () => {
    const claiming = intent('knowledge.ask', 0.75, 'fallback');
    assert.deepEqual(names(choose([claiming, intent('a', 0.8)], sentence).close), ['a', 'knowledge.ask']);
    assert.equal(choose([claiming, intent('a', 0.6)], sentence).intent, claiming);
  });

  it('decides equal claims by name, in whatever order they come', () => {
    const [a, b] = [intent('a', 0.8), intent('b', 0.8)];
    assert.deepEqual(names(choose([a, b, ask], sentence).close), ['a', 'b']);
    assert.deepEqual(names(choose([ask, b, a], sentence).close), ['a', 'b']);
  });

  it('needs a fallback', () => {
    assert.throws(() => choose([intent('a', 1)], sentence), /nobody claims/);
  });
});
