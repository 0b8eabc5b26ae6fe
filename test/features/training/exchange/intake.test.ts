import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {chatIntake} from '../../../../src/features/training/exchange/intake.ts';
import type {LaterReply, Reply, Speaker} from '../../../../src/platform/feature.ts';
import {FILES_TABLE, fileStore} from '../../../../src/platform/files/file-store.ts';
import {buttonsOf, visibleText} from '../../../support/bot.ts';
import {course, member, trainings} from '../sample.ts';
import {trainingWorld} from '../world.ts';

const sender = {tenant: 't', objectId: 'sender'};

describe('a file that is being taken in', () => {
  async function setUp(rows: number) {
    const people = Array.from({length: rows}, (_, i) => member(String(i + 1).padStart(4, '0')));
    const world = await trainingWorld(people, trainings([course()]));
    await world.storage.ensure([FILES_TABLE]);
    const clock = {now: () => world.state.now, monotonic: () => 0};
    const files = fileStore(world.storage, clock, randomUUID);
    const broken = {is: false};
    const changes = {count: 0, onEach: (_count: number): void => undefined};
    const register: typeof world.register = {
      ...world.register,
      everybody(signal) {
        if (broken.is) throw new Error('out of reach');
        return world.register.everybody(signal);
      },
      change(...given) {
        changes.onEach(++changes.count);
        return world.register.change(...given);
      },
    };
    const deps = {...world.deps, register, files};
    const {taker, actions} = chatIntake(deps);
    const speaker: Speaker = {
      ...{account: sender, roles: ['staff', 'course-section'], language: 'ja', place: 'personal'},
      ...{now: world.state.now, signal: new AbortController().signal},
    };
    const later = (replies: readonly Reply[]): LaterReply['work'] => {
      const found = replies.find((reply): reply is LaterReply => reply.kind === 'later');
      assert.ok(found !== undefined, visibleText(replies));
      return found.work;
    };
    const lines = people.map(({number}) => `${number},${course().id},2026-02-09`);
    const bytes = new TextEncoder().encode(['職員番号,研修,受講日', ...lines].join('\n'));
    const never = new AbortController().signal;
    const card = await later(await taker.take({...speaker, files: [{name: 'a.csv', bytes}], said: ''}))(
      never,
    );
    const data = buttonsOf(card).get('取り込む');
    assert.ok(data !== undefined, visibleText(card));
    const take = actions.find(({verb}) => verb === 'training.filetake')!;
    const press = () => take.act(speaker, take.read(data)!);
    const entries = async () => {
      let count = 0;
      for await (const bucket of world.register.allEntries(never)) count += bucket.length;
      return count;
    };
    return {press, later, never, entries, broken, changes, world};
  }

  it('is taken in by one press at a time', async () => {
    const {press, later, never, entries} = await setUp(5);
    const all = await Promise.all([press(), press(), press()]);
    const begun = all.filter((replies) => replies.some(({kind}) => kind === 'later'));
    assert.equal(begun.length, 1);
    assert.equal(all.filter((replies) => visibleText(replies).includes('取り込んでいるところ')).length, 2);
    await later(begun[0]!)(never);
    assert.equal(await entries(), 5);
  });

  it('and is cut half-way is told so, and taken in whole by the same press, nothing twice', async () => {
    const {press, later, never, entries, changes, world} = await setUp(200);
    const cut = new AbortController();
    changes.onEach = (count) => {
      if (count === 50) cut.abort();
    };
    const said = await later(await press())(cut.signal);
    assert.match(visibleText(said), /途中で止まりました/);
    const half = await entries();
    assert.ok(half > 0 && half < 200, String(half));
    world.state.now = world.state.now.add({minutes: 1});
    assert.match(visibleText(await later(await press())(never)), /取り込みました/);
    assert.equal(await entries(), 200);
  });

  it('whose taking in fails may be pressed again', async () => {
    const {press, later, entries, broken, never} = await setUp(3);
    broken.is = true;
    await assert.rejects(later(await press())(never), /out of reach/);
    broken.is = false;
    await later(await press())(never);
    assert.equal(await entries(), 3);
  });
});
