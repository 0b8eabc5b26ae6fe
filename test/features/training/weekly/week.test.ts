import assert from 'node:assert/strict';
import {weekCard} from '../../../../src/features/training/weekly/cards.ts';
import {sendWeek} from '../../../../src/features/training/weekly/week.ts';
import {cardProblems} from '../../../../src/platform/cards/check.ts';
import {visibleText} from '../../../support/bot.ts';
import {member, trainings} from '../sample.ts';
import {at, trainingWorld} from '../world.ts';

const {signal} = new AbortController();
const TAXES = {section: '020', sectionName: '税務課'};
const COURSE = {id: 'security'};
const head = (key: string, more = {}) => member(key, {flags: ['manager'], ...more});

describe('the weekly cards', () => {
  async function world(settings: object = {}) {
    const people = [
      head('1'),
      member('2'),
      member('3'),
      head('4', {main: TAXES}),
      member('5', {main: TAXES}),
    ];
    const found = await trainingWorld(people, trainings([COURSE], settings));
    await found.assign('2026-02-09T09:00');
    await found.completes('3', 'security', '2026-02-09');
    const card = async (occasion: string, person: string, day = '2026-02-16') => {
      const reply = await weekCard(
        found.week,
        occasion,
        {tenant: 'tenant', objectId: person},
        'ja',
        day,
        signal,
      );
      if (reply === 'other' || reply === undefined) return reply;
      assert.deepEqual(cardProblems(reply.card), []);
      return visibleText(reply.card);
    };
    const week = (local: string) => sendWeek(found.week, at(local), signal);
    const told = async (about: string) =>
      (await found.waiting()).filter(({occasion}) => occasion.startsWith(`${about}.`));
    return {...found, card, send: week, told};
  }

  it('go to heads once a week, on the first working day, within the hours', async () => {
    const {send, told} = await world();
    await send('2026-02-17T06:30');
    assert.deepEqual(await told('heads'), []);
    await send('2026-02-16T06:30');
    await send('2026-02-16T07:30');
    const all = await told('heads');
    assert.deepEqual(
      all.map(({person, occasion}) => `${person} ${occasion}`),
      ['1 heads.2026-02-16', '4 heads.2026-02-16'],
    );
    for (const {from, to} of all) {
      assert.ok(from.epochMilliseconds >= at('2026-02-16T09:30').epochMilliseconds);
      assert.ok(to.epochMilliseconds <= at('2026-02-16T16:30').epochMilliseconds);
    }
  });

  it('go out on the day after a holiday, and to who works later in the week on their day', async () => {
    const {send, told, directory} = await world();
    directory.replace(directory.all().map((each) => (each.key === '4' ? {...each, workingDays: [5]} : each)));
    // Monday, 23 February is a holiday.
    await send('2026-02-23T06:30');
    assert.deepEqual(await told('heads'), []);
    await send('2026-02-24T06:30');
    const [first, later] = await told('heads');
    assert.match(first?.from.toString() ?? '', /^2026-02-24/);
    assert.match(later?.from.toString() ?? '', /^2026-02-27/);
  });

  it('say where the section stands, with names only where the organisation says so', async () => {
    const quiet = await world();
    await quiet.send('2026-02-16T06:30');
    assert.match(
      (await quiet.card('heads.2026-02-16', '1')) ?? '',
      /総務課[^]*× 情報セキュリティ研修：3人中1人（33.3%）/,
    );
    assert.doesNotMatch((await quiet.card('heads.2026-02-16', '1')) ?? '', /見本|税務課/);
    // Not a head, or of another section.
    assert.equal(await quiet.card('heads.2026-02-16', '2'), undefined);
    const open = await world({namesToHeads: true});
    await open.send('2026-02-16T06:30');
    assert.match(
      (await open.card('heads.2026-02-16', '1')) ?? '',
      /見本 1（情報セキュリティ研修）[^]*見本 2/,
    );
    // Done since the counting.
    open.state.now = at('2026-02-16T10:00');
    await open.completes('2', 'security', '2026-02-16');
    assert.doesNotMatch((await open.card('heads.2026-02-16', '1')) ?? '', /見本 2/);
    open.directory.replace(open.directory.all().map((each) => ({...each, unlisted: each.key === '1'})));
    assert.doesNotMatch((await open.card('heads.2026-02-16', '1')) ?? '', /見本 1/);
  });

  it('tell the section in charge who was not told, and of nobody who has finished', async () => {
    const {told, card, state, week, deps} = await world();
    state.inCharge = '5';
    const undelivered = async function* () {
      yield* [
        {account: {tenant: 'tenant', objectId: '2'}, occasion: 'digest.2026-02-13', why: 'failed' as const},
        {account: {tenant: 'tenant', objectId: '3'}, occasion: 'digest.2026-02-13', why: 'unknown' as const},
        {account: {tenant: 'tenant', objectId: '1'}, occasion: 'digest.2026-02-02', why: 'failed' as const},
      ];
      await Promise.resolve();
    };
    const accountsOf = (key: string) => (key === '4' ? [] : deps.directory.accountsOf(key));
    const directory = {...deps.directory, accountsOf};
    await sendWeek({...week, directory, undelivered}, at('2026-02-16T06:30'), signal);
    assert.deepEqual(
      (await told('undelivered')).map(({person}) => person),
      ['5'],
    );
    const shown = (await card('undelivered.2026-02-16', '5')) ?? '';
    assert.match(shown, /届いていない人：2人/);
    assert.match(shown, /見本 2（総務課、02）：送れなかった/);
    assert.match(shown, /見本 4（税務課、04）：ボットとまだ話していない/);
    assert.doesNotMatch(shown, /見本 [13]/);
    assert.equal(await card('undelivered.2026-02-16', '2'), undefined);
  });

  it('are counted once, by whoever comes after one that broke off', async () => {
    const {week, told, send} = await world();
    let asked = 0;
    const outbox = {
      enqueue: () => {
        asked++;
        return Promise.reject(new Error('the storage is out of reach'));
      },
    };
    await assert.rejects(sendWeek({...week, outbox}, at('2026-02-16T06:30'), signal));
    assert.equal(asked, 1);
    await send('2026-02-16T06:31');
    assert.equal((await told('heads')).length, 2);
  });
});
