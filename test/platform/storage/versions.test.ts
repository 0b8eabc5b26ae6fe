import assert from 'node:assert/strict';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {bumpVersion, followVersions, type VersionFollower} from '../../../src/platform/storage/versions.ts';

describe('versions', () => {
  let storage: Storage;
  let follower: VersionFollower;
  let heard: number[];
  let errors: unknown[];
  let outage: boolean;
  let queries: number;
  let ring: () => void;
  let waiting: Promise<void>;
  let nowWaiting: () => void;

  /** Lets the follower look once more, and returns when it waits again. */
  const look = async (): Promise<void> => {
    waiting = new Promise((resolve) => (nowWaiting = resolve));
    ring();
    await waiting;
  };

  beforeEach(async () => {
    storage = memoryStorage();
    await storage.ensure(['system']);
    heard = [];
    errors = [];
    outage = false;
    queries = 0;
    waiting = new Promise((resolve) => (nowWaiting = resolve));
    const failing: Storage = {
      ...storage,
      table: (name) => ({
        ...storage.table(name),
        list: (query, options) => {
          queries += 1;
          if (outage) throw new Error('out of reach');
          return storage.table(name).list(query, options);
        },
      }),
    };
    follower = followVersions(failing, {
      onError: (error) => errors.push(error),
      wait: (_ms, signal) =>
        new Promise((resolve, reject) => {
          ring = resolve;
          // The signal's own reason is what a real timer rejects with.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          signal.addEventListener('abort', () => reject(signal.reason));
          nowWaiting();
        }),
    });
  });
  afterEach(() => follower.stop());

  const follow = (name: string): void =>
    follower.on(name, (version) => {
      heard.push(version);
      return Promise.resolve();
    });

  it('counts from one, and counts every one of many at once', async () => {
    assert.equal(await bumpVersion(storage, 'knowledge'), 1);
    const numbers = await Promise.all(Array.from({length: 20}, () => bumpVersion(storage, 'knowledge')));
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      Array.from({length: 20}, (_, n) => n + 2),
    );
    assert.equal(await bumpVersion(storage, 'staff'), 1);
  });

  it('says nothing of what was there before, and each later change once', async () => {
    await bumpVersion(storage, 'knowledge');
    follow('knowledge');
    await follower.start();
    await waiting;
    await look();
    assert.deepEqual(heard, []);
    await bumpVersion(storage, 'knowledge');
    await look();
    await look();
    assert.deepEqual(heard, [2]);
  });

  it('tells each listener of its own thing alone, in one query', async () => {
    follow('staff');
    follower.on('knowledge', () => assert.fail('nothing of it changed'));
    await follower.start();
    await waiting;
    await bumpVersion(storage, 'staff');
    await bumpVersion(storage, 'other');
    queries = 0;
    await look();
    assert.deepEqual(heard, [1]);
    assert.equal(queries, 1);
    assert.deepEqual(errors, []);
  });

  it('tells one who came later of changes from then on', async () => {
    await bumpVersion(storage, 'knowledge');
    await follower.start();
    await waiting;
    follow('knowledge');
    await look();
    assert.deepEqual(heard, []);
    await bumpVersion(storage, 'knowledge');
    await look();
    assert.deepEqual(heard, [2]);
  });

  it('does not call a listener that still runs, and tells it the last number afterwards', async () => {
    let finish = (): void => assert.fail('not called');
    follower.on('knowledge', (version) => {
      heard.push(version);
      return new Promise((resolve) => (finish = resolve));
    });
    await follower.start();
    await waiting;
    for (let n = 0; n < 3; n += 1) {
      await bumpVersion(storage, 'knowledge');
      await look();
    }
    assert.deepEqual(heard, [1]);
    finish();
    await look();
    assert.deepEqual(heard, [1, 3]);
    finish();
  });

  it('tells a listener that failed again', async () => {
    let fails = true;
    follower.on('knowledge', (version) => {
      heard.push(version);
      return fails ? Promise.reject(new Error('not now')) : Promise.resolve();
    });
    await follower.start();
    await waiting;
    await bumpVersion(storage, 'knowledge');
    await look();
    fails = false;
    await look();
    await look();
    assert.deepEqual(heard, [1, 1]);
    assert.equal(errors.length, 1);
  });

  it('survives an outage and hears afterwards what changed in it', async () => {
    follow('knowledge');
    await follower.start();
    await waiting;
    outage = true;
    await look();
    await bumpVersion(storage, 'knowledge');
    await look();
    assert.equal(errors.length, 2);
    outage = false;
    await look();
    assert.deepEqual(heard, [1]);
  });

  it('takes everything for changed after an outage at the start', async () => {
    await bumpVersion(storage, 'knowledge');
    follow('knowledge');
    outage = true;
    await follower.start();
    await waiting;
    outage = false;
    await look();
    assert.deepEqual(heard, [1]);
    await look();
    assert.deepEqual(heard, [1]);
  });

  it('waits at its stop for a listener that runs, and is silent afterwards', async () => {
    let finish = (): void => assert.fail('not called');
    follower.on('knowledge', () => new Promise((resolve) => (finish = resolve)));
    await follower.start();
    await waiting;
    await bumpVersion(storage, 'knowledge');
    await look();
    let stopped = false;
    const stopping = follower.stop().then(() => (stopped = true));
    await Promise.resolve();
    assert.equal(stopped, false);
    finish();
    await stopping;
    queries = 0;
    ring();
    assert.equal(queries, 0);
  });
});
