import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Account} from '../../../../src/kernel/person.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import {cardProblems} from '../../../../src/platform/cards/check.ts';
import {cardOf, startBot, TENANT, visibleText, type Person, type TestBot} from '../../../support/bot.ts';
import {writeContentFolder} from '../../../support/content-folder.ts';
import {eventually} from '../../../support/processes.ts';
import {SAMPLE_STAFF} from '../../../support/staff.ts';
import {directory, staff} from '../../whereabouts/chat.ts';

type Data = Record<string, unknown>;

const COURSES = `courses:
  - id: error
    title: {ja: 人的ミス研修, en: Human error}
    kind: classroom
    minutes: 120
    proof: roster
    windows: [{from: '2026-02-01', to: '2026-03-31'}]
    audience: {required: [{everyone: true}]}
    sessions:
      - {id: feb-12, day: '2026-02-12', from: '14:00', to: '16:00', place: {ja: 会議室, en: Room}, seats: 1}
      - {id: feb-20, day: '2026-02-20', from: '10:00', to: '12:00', place: {ja: 講堂, en: Hall}, seats: 50}
`;

describe('sessions in chat', () => {
  let folder: string;
  let bot: TestBot;
  let now: Temporal.Instant;
  const [me, other, chief] = SAMPLE_STAFF.slice(0, 3).map(({number}) => staff(number)) as [
    Person,
    Person,
    Person,
  ];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sessions-'));
    await writeContentFolder(folder);
    await writeFile(join(folder, 'trainings.yaml'), COURSES);
    now = Temporal.Instant.from('2026-02-09T10:00:00+09:00');
    const rolesOf = ({objectId}: Account) =>
      objectId === chief.objectId ? (['staff', 'course-section'] as const) : (['staff'] as const);
    const clock = {now: () => now, monotonic: () => performance.now()};
    bot = await startBot({clock, directory: directory(), rolesOf}, {contentDir: folder});
    await job('training.duties');
    for (const by of [me, other, chief]) await bot.says('こんにちは', {by});
  });
  afterEach(async () => {
    await bot.stop();
    await rm(folder, {recursive: true});
  });

  async function job(name: string): Promise<void> {
    const jobs = bot.house.features.all.flatMap((feature) => feature.jobs);
    await jobs.find((each) => each.name === name)?.run(now, new AbortController().signal);
  }
  async function asks(text: string, by: Person) {
    const {activities} = await bot.says(text, {by});
    return cardOf(activities.find(({attachments}) => attachments !== undefined));
  }
  async function presses(data: Data | undefined, by: Person) {
    assert.ok(data !== undefined);
    const card = ((await bot.presses(data, {by})).body as {value: Data}).value;
    assert.deepEqual(cardProblems(card), []);
    return card;
  }
  const find = (card: unknown, verb: string, session = 'feb-12'): Data | undefined => {
    if (Array.isArray(card))
      return card.map((each) => find(each, verb, session)).find((each) => each !== undefined);
    if (typeof card !== 'object' || card === null) return undefined;
    const own = card as Data;
    const data = own['data'] as Data | undefined;
    if (
      own['type'] === 'Action.Execute' &&
      own['verb'] === verb &&
      (data?.['session'] ?? session) === session
    )
      return data;
    return Object.entries(own)
      .map(([key, value]) => (key === 'fallback' ? undefined : find(value, verb, session)))
      .find((each) => each !== undefined);
  };

  it('are signed up for, waited for, and given on, with a word to who waited', async () => {
    const list = await asks('集合研修の日程は？', me);
    assert.match(visibleText(list), /人的ミス研修\n2月12日\(木\) 14:00〜16:00 会議室\n残り1席/);
    const signed = await presses(find(list, 'training.signup'), me);
    assert.match(visibleText(signed), /申し込みました[^]*✓ 申し込んでいます/);
    const full = await asks('研修に申し込みたい', other);
    assert.match(visibleText(full), /満席/);
    assert.match(visibleText(await presses(find(full, 'training.signup'), other)), /空いたらお知らせします/);
    assert.match(visibleText(await presses(find(signed, 'training.giveup'), me)), /取り消しました/);
    const told = () =>
      bot.connector.sent.filter(({activity}) => visibleText(activity).includes('席をお取りしました'));
    await eventually(() => Promise.resolve(told().length === 1), 15_000);
    assert.match(visibleText(await asks('研修の日程は？', other)), /✓ 申し込んでいます/);
  }).timeout(30_000);

  it('are offered on the card of what is to be taken', async () => {
    const card = await asks('受けていない研修は？', me);
    assert.match(visibleText(await presses(find(card, 'training.sessions'), me)), /残り50席/);
  });

  it('take no sign-up once they have begun, and none for what is not asked', async () => {
    const list = await asks('集合研修の日程は？', me);
    now = Temporal.Instant.from('2026-02-12T14:00:00+09:00');
    assert.match(
      visibleText(await presses(find(list, 'training.signup'), me)),
      /始まっているか、終わっています/,
    );
    const gone = {...find(list, 'training.signup'), session: 'none'};
    assert.match(visibleText(await presses(gone, me)), /もうありません/);
  });

  it('have a roster on which attendance is ticked, by the section in charge alone', async () => {
    const list = await asks('集合研修の日程は？', me);
    await presses(find(list, 'training.signup', 'feb-20'), me);
    await presses(find(list, 'training.signup', 'feb-20'), other);
    const open = find(await asks('集合研修の日程は？', chief), 'training.roster', 'feb-20');
    assert.doesNotMatch(JSON.stringify((await bot.presses(open ?? {}, {by: me})).body), new RegExp(me.name));
    const early = await presses(open, chief);
    assert.match(visibleText(early), /当日から記録できます/);
    assert.equal(find(early, 'training.attend', 'feb-20'), undefined);
    now = Temporal.Instant.from('2026-02-20T12:30:00+09:00');
    const roster = await presses(open, chief);
    assert.match(visibleText(roster), new RegExp(me.name));
    const key = (by: Person) => bot.house.directory.memberOf({tenant: TENANT, objectId: by.objectId})?.key;
    const save = {...find(roster, 'training.attend', 'feb-20'), in_attended: key(me)};
    assert.match(visibleText(await presses(save, chief)), /1人の出席を記録しました/);
    assert.match(visibleText(await presses(save, chief)), /0人の出席を記録しました/);
    assert.doesNotMatch(visibleText(await asks('受けていない研修は？', me)), /人的ミス/);
    assert.match(visibleText(await asks('受けていない研修は？', other)), /人的ミス/);
    assert.match(visibleText(await asks('自分の受講履歴', me)), /人的ミス研修 2026年2月20日\(金\)（名簿）/);
  });

  it('show a person what they have signed up for among their own data', async () => {
    const list = await asks('集合研修の日程は？', me);
    await presses(find(list, 'training.signup', 'feb-20'), me);
    assert.match(visibleText(await asks('自分のデータ', me)), /集合研修の申込み[^]*人的ミス研修/);
  });
});
