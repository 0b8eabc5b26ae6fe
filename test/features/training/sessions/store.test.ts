import assert from 'node:assert/strict';
import fc from 'fast-check';
import {sessionBook, type SessionBook} from '../../../../src/features/training/sessions/store.ts';
import {TRAINING_TABLE} from '../../../../src/features/training/store/rows.ts';
import {systemClock} from '../../../../src/platform/clock.ts';
import {connectTables} from '../../../../src/platform/storage/azure-table.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {startAzurite} from '../../../support/azurite.ts';
import {course} from '../sample.ts';

const session = (id: string, seats: number) => ({
  ...{id, day: '2026-02-12', from: '14:00', to: '16:00', place: {ja: '会議室', en: 'room'}, seats},
});
const COURSE = course({
  id: 'error',
  kind: 'classroom',
  proof: 'roster',
  sessions: [session('one', 2), session('two', 1)],
});
const PLACES = COURSE.sessions.map((each) => ({course: COURSE, session: each}));
const [ONE, TWO] = PLACES as [(typeof PLACES)[number], (typeof PLACES)[number]];

async function open(): Promise<SessionBook> {
  const storage = memoryStorage();
  await storage.ensure([TRAINING_TABLE]);
  return sessionBook(storage);
}

/** Nobody twice, no seat too many, nobody waiting beside a free seat, and the counts are what there is. */
async function judge(book: SessionBook): Promise<void> {
  const people: string[] = [];
  for (const {session: held} of PLACES) {
    const all = await book.participants('error', held.id);
    people.push(...all.map(({person}) => person));
    const taken = all.filter(({state}) => state === 'in').length;
    assert.ok(taken <= held.seats, `${taken} of ${held.seats}`);
    assert.deepEqual(await book.filled('error', held.id), {taken, waiting: all.length - taken});
    assert.ok(all.length === taken || taken === held.seats, 'somebody waits beside a free seat');
  }
  assert.equal(new Set(people).size, people.length);
}

describe('the seats of sessions', () => {
  it('go to those who come first; the others wait, and the first of them gets what comes free', async () => {
    const book = await open();
    const states = [];
    for (const person of ['a', 'b', 'c', 'd']) {
      const result = await book.signUp(ONE, person, PLACES);
      states.push(result.state);
    }
    assert.deepEqual(states, ['in', 'in', 'waiting', 'waiting']);
    assert.deepEqual(await book.signUp(ONE, 'c', PLACES), {kind: 'already', state: 'waiting'});
    assert.deepEqual(
      (await book.cancel(ONE, 'a'))?.map(({person}) => person),
      ['c'],
    );
    assert.equal(await book.cancel(ONE, 'a'), undefined);
    assert.deepEqual((await book.of('error', 'c'))?.state, 'in');
    assert.deepEqual(await book.cancel(ONE, 'd'), []);
    await judge(book);
  });

  it('are one for a course: another session gives the former back', async () => {
    const book = await open();
    for (const person of ['a', 'b', 'c']) await book.signUp(ONE, person, PLACES);
    const moved = await book.signUp(TWO, 'a', PLACES);
    assert.ok(moved.kind === 'signed-up');
    assert.deepEqual(
      moved.promoted.map(({person}) => person),
      ['c'],
    );
    assert.equal((await book.of('error', 'a'))?.session, 'two');
    await judge(book);
  });

  it('are filled where the file gives a session more', async () => {
    const book = await open();
    for (const person of ['a', 'b', 'c']) await book.signUp(TWO, person, PLACES);
    const more = {...TWO, session: {...TWO.session, seats: 2}};
    assert.deepEqual(
      (await book.fill(more)).map(({person}) => person),
      ['b'],
    );
    assert.deepEqual(await book.fill(more), []);
  });

  it('are forgotten with all who left', async () => {
    const book = await open();
    await book.signUp(ONE, 'a', PLACES);
    await book.cancel(ONE, 'a');
    await book.signUp(ONE, 'b', PLACES);
    assert.deepEqual(await book.all(['error', 'other']), [{course: 'error', session: 'one'}]);
    await book.forget('error', 'one');
    assert.deepEqual(await book.all(['error']), []);
    assert.equal(await book.of('error', 'b'), undefined);
  });

  it('are right after whatever is pressed in whatever order', async () => {
    const step = fc.record({
      who: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      where: fc.constantFrom(ONE, TWO),
      what: fc.constantFrom('in', 'in', 'out'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, {maxLength: 25}),
        fc.integer({min: 1, max: 4}),
        async (steps, atOnce) => {
          const book = await open();
          for (let i = 0; i < steps.length; i += atOnce) {
            await Promise.all(
              steps
                .slice(i, i + atOnce)
                .map(({who, where, what}) =>
                  what === 'in' ? book.signUp(where, who, PLACES) : book.cancel(where, who),
                ),
            );
          }
          await judge(book);
        },
      ),
      {numRuns: 150},
    );
  });

  it('are never given twice by two instances on real tables', async () => {
    const azurite = await startAzurite();
    try {
      const storages = [1, 2].map(() => connectTables(azurite.connectionString, {clock: systemClock}));
      await storages[0]?.ensure([TRAINING_TABLE]);
      const books = storages.map(sessionBook);
      const [book, other] = books;
      assert.ok(book !== undefined && other !== undefined);
      await Promise.all(
        Array.from({length: 12}, (_, i) =>
          (i % 2 === 0 ? book : other).signUp(i % 3 === 0 ? TWO : ONE, `p${i}`, PLACES),
        ),
      );
      await judge(book);
      await Promise.all(storages.map((storage) => storage.close()));
    } finally {
      await azurite.stop();
    }
  });
});
