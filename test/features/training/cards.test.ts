import assert from 'node:assert/strict';
import {Temporal} from '../../../src/kernel/time.ts';
import type {Account} from '../../../src/kernel/person.ts';
import {cardProblems} from '../../../src/platform/cards/check.ts';
import type {Clock} from '../../../src/platform/clock.ts';
import {cardOf, startBot, TENANT, visibleText, type Person, type TestBot} from '../../support/bot.ts';
import {SAMPLE_STAFF} from '../../support/staff.ts';
import {eventually} from '../../support/processes.ts';
import {directory, staff} from '../whereabouts/chat.ts';

// The day on which information security opens, a Monday.
const START = '2026-02-09T09:00:00+09:00';

type Data = Record<string, unknown>;

describe('the card of trainings', () => {
  let bot: TestBot;
  let now: Temporal.Instant;
  const numbers = SAMPLE_STAFF.filter(
    ({employment, flags}) => employment === '正規' && !flags.includes('manager'),
  );
  const [me, other, chief] = numbers.map(({number}) => staff(number)) as [Person, Person, Person];
  const accountOf = (by: Person): Account => ({tenant: TENANT, objectId: by.objectId});

  beforeEach(async () => {
    now = Temporal.Instant.from(START);
    const clock: Clock = {now: () => now, monotonic: () => performance.now()};
    const isChief = ({objectId}: Account) => objectId === chief.objectId;
    const rolesOf = (account: Account) =>
      isChief(account) ? (['staff', 'course-section'] as const) : (['staff'] as const);
    bot = await startBot({clock, directory: directory(), rolesOf});
    await job('training.duties');
  });
  afterEach(() => bot.stop());

  const training = () => {
    const found = bot.house.features.all.find(({name}) => name === 'training');
    assert.ok(found !== undefined);
    return found;
  };
  async function job(name: string): Promise<void> {
    await training()
      .jobs.find((each) => each.name === name)
      ?.run(now, new AbortController().signal);
  }
  async function asks(text: string, by = me) {
    const {activities} = await bot.says(text, {by});
    return cardOf(activities.find(({attachments}) => attachments !== undefined));
  }
  async function presses(data: Data, by = me): Promise<Record<string, unknown>> {
    const {body} = await bot.presses(data, {by});
    return (body as {value: Record<string, unknown>}).value;
  }
  const person = (by: Person) => bot.house.directory.memberOf(accountOf(by))?.key ?? '';
  const stateOf = (by: Person) =>
    training().personalData.export(accountOf(by), new AbortController().signal) as Promise<{
      entries: {kind: string; course: string; by: {role: string}; reason?: string; exempt?: boolean}[];
    }>;
  const kinds = async (by: Person) =>
    (await stateOf(by)).entries.filter(({course}) => course === 'information-security').map(({kind}) => kind);

  it('shows what is open with what can be done about it, and fits into Teams', async () => {
    const card = await asks('受けていない研修は？');
    assert.deepEqual(cardProblems(card), []);
    assert.match(visibleText(card), /情報セキュリティ研修[^]*3月6日\(金\)まで（あと25日）、約30分/);
    for (const verb of ['training.done', 'training.later', 'training.object']) {
      assert.equal(dataOf(card, verb)['course'], 'information-security');
    }
  });

  it('takes 「受講済みにする」 as the person’s own word, once, and says what becomes of it', async () => {
    const data = dataOf(await asks('受けていない研修は？'), 'training.done');
    const done = await presses(data);
    assert.match(
      visibleText(done),
      /「情報セキュリティ研修」を受講済みにしました[^]*✓ 受講済みと受け付けました/,
    );
    assert.deepEqual(cardProblems(done), []);
    await presses(data);
    assert.deepEqual(await kinds(me), ['duty', 'completion']);
    const again = dataOf(await asks('受けていない研修は？', other), 'training.done');
    assert.notEqual(again['person'], data['person']);
  });

  it('is redrawn as done where it stands in the chat, by whatever way that came', async () => {
    await bot.says('こんにちは', {by: me});
    await job('training.reminders');
    for await (const {occasion, notBefore} of bot.house.outbox.entries(accountOf(me))) {
      if (occasion.startsWith('digest.')) now = notBefore.add({seconds: 1});
    }
    const cardsOf = (method: 'post' | 'put') =>
      bot.connector.sent.filter(
        (each) => each.method === method && visibleText(each.activity).includes('情報セキュリティ研修'),
      );
    await eventually(() => Promise.resolve(cardsOf('post').length > 0), 15_000);
    assert.match(visibleText(cardsOf('post')[0]?.activity), /研修の受講をお願いします/);
    await presses(dataOf(await asks('受けていない研修は？'), 'training.done'));
    await eventually(
      () =>
        Promise.resolve(
          cardsOf('put').some(
            ({activity}) =>
              visibleText(activity).includes('✓ 受講済み') &&
              /お願いします|今はありません/.test(visibleText(activity)),
          ),
        ),
      15_000,
    );
  }).timeout(40_000);

  it('of another person is refused, and changes nothing', async () => {
    const data = dataOf(await asks('受けていない研修は？'), 'training.done');
    assert.match(visibleText(await presses(data, other)), /ほかの人のもの/);
    assert.match(visibleText(await presses({...data, person: person(other)}, me)), /ほかの人のもの/);
    assert.deepEqual(await kinds(me), ['duty']);
    assert.deepEqual(await kinds(other), ['duty']);
  });

  it('puts a course off until the next working day, without the button then', async () => {
    // The next day is a holiday.
    now = now.add({hours: 24});
    const later = await presses(dataOf(await asks('受けていない研修は？'), 'training.later'));
    assert.match(visibleText(later), /「情報セキュリティ研修」は2月12日\(木\)にもう一度お知らせします/);
    assert.equal(
      find(later, 'training.later').filter(({course}) => course === 'information-security').length,
      0,
    );
    const days = async () => {
      await job('training.reminders');
      const found: string[] = [];
      for await (const {occasion} of bot.house.outbox.entries(accountOf(me))) found.push(occasion);
      return found.filter((occasion) => occasion.startsWith('digest.'));
    };
    assert.deepEqual(await days(), []);
    now = now.add({hours: 48});
    assert.deepEqual(await days(), ['digest.2026-02-12']);
  });

  it('takes 「対象外だと思う」 to the section in charge, whose ruling is kept and told', async () => {
    await bot.says('こんにちは', {by: me});
    await bot.says('こんにちは', {by: chief});
    const objected = await presses(dataOf(await asks('受けていない研修は？'), 'training.object'));
    assert.match(visibleText(objected), /所管課に確認を頼みました。2月1\d日\(.\)まで/);
    const posts = (of: RegExp) =>
      bot.connector.sent.filter(({method, activity}) => method === 'post' && of.test(visibleText(activity)));
    await eventually(() => Promise.resolve(posts(/対象外の申し出/).length > 0), 15_000);
    const [asked] = posts(/対象外の申し出/);
    assert.doesNotMatch(JSON.stringify(asked?.activity['summary'] ?? ''), /情報/);
    const rule = cardOf(asked?.activity);
    assert.deepEqual(cardProblems(rule), []);
    const [exempt, stays] = [true, false].map(
      (each) => find(rule, 'training.rule').find((data) => data['exempt'] === each) ?? {},
    ) as [Data, Data];
    // A card that was passed on is of no use.
    const refused = await bot.presses({...exempt, in_reason: '担当業務が対象ではない'}, {by: other});
    assert.doesNotMatch(JSON.stringify(refused.body), /対象外にしました/);
    assert.match(visibleText(await presses(exempt, chief)), /理由を選んでください/);
    assert.deepEqual(await kinds(me), ['duty', 'objection']);
    // The reasons may have been edited since the card was drawn: the words that were chosen count.
    assert.match(visibleText(await presses({...exempt, in_reason: '1'}, chief)), /理由を選んでください/);
    const ruled = await presses({...exempt, in_reason: '同じ内容の研修を受けている'}, chief);
    assert.match(visibleText(ruled), /対象外にしました（同じ内容の研修を受けている）/);
    assert.match(visibleText(await presses(stays, chief)), /もう回答があります|手続き済み/);
    assert.deepEqual(await kinds(me), ['duty', 'objection', 'ruling']);
    await eventually(
      () => Promise.resolve(posts(/「情報セキュリティ研修」は対象外になりました/).length > 0),
      15_000,
    );
    assert.doesNotMatch(visibleText(await asks('受けていない研修は？')), /情報セキュリティ研修/);
  }).timeout(40_000);

  it('lets nobody of the section in charge rule on what they ask for themselves', async () => {
    const asked = await presses(dataOf(await asks('受けていない研修は？', chief), 'training.object'), chief);
    // There is nobody else who could be asked.
    assert.doesNotMatch(visibleText(asked), /所管課に確認を頼みました/);
    const entries: string[] = [];
    for await (const {occasion} of bot.house.outbox.entries(accountOf(chief))) entries.push(occasion);
    assert.deepEqual(
      entries.filter((occasion) => occasion.startsWith('objection')),
      [],
    );
    const done = dataOf(await asks('受けていない研修は？', chief), 'training.done');
    const until = '2026-02-17';
    const ruling = {...done, verb: 'training.rule', until, exempt: true, in_reason: '担当業務が対象ではない'};
    assert.match(visibleText(await presses(ruling, chief)), /自分の申し出は、自分では決められません/);
    assert.ok(!(await kinds(chief)).includes('ruling'));
  });

  it('is asked for by saying what was taken', async () => {
    const card = await asks('情報セキュリティ研修を受講しました');
    assert.match(visibleText(card), /受講済みにする研修を選んでください/);
    const all = find(card, 'training.done');
    assert.deepEqual(
      all.map(({course}) => course),
      ['information-security'],
    );
    for (const question of ['情報セキュリティ研修は誰が対象？', '研修を受講したら何を提出しますか']) {
      const {intent} = bot.house.talk.read(question, now);
      assert.equal(intent.name.startsWith('training.'), false, question);
    }
  });
});

function find(card: unknown, verb: string): Data[] {
  if (Array.isArray(card)) return card.flatMap((each) => find(each, verb));
  if (typeof card !== 'object' || card === null) return [];
  const own = card as Data;
  if (own['type'] === 'Action.Execute' && own['verb'] === verb) return [own['data'] as Data];
  return Object.entries(own).flatMap(([key, value]) => (key === 'fallback' ? [] : find(value, verb)));
}

function dataOf(card: unknown, verb: string): Data {
  const [first] = find(card, verb);
  assert.ok(first !== undefined, `${verb} among ${JSON.stringify(card)}`);
  return first;
}
