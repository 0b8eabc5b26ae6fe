import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import iconv from 'iconv-lite';
import {Temporal} from '../../../../src/kernel/time.ts';
import type {Role} from '../../../../src/kernel/person.ts';
import {directoryOf} from '../../../../src/platform/directory/in-memory.ts';
import {FILES_TABLE} from '../../../../src/platform/files/file-store.ts';
import {readSheets} from '../../../../src/platform/office-files/sheets.ts';
import {openArchive} from '../../../../src/platform/office-files/zip.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {TRAINING_TABLE} from '../../../../src/features/training/index.ts';
import {
  buttonsOf,
  sato,
  startBot,
  suzuki,
  tanaka,
  TENANT,
  visibleText,
  type Heard,
  type Person,
  type TestBot,
} from '../../../support/bot.ts';
import {writeContentFolder} from '../../../support/content-folder.ts';
import {startFileHost, type FileHost} from '../../../support/file-host.ts';
import {eventually} from '../../../support/processes.ts';
import {SAMPLE_SECTIONS, SAMPLE_STAFF} from '../../../support/staff.ts';
import {makeXlsx} from '../../knowledge/import/formats/making/make-xlsx.ts';

const TRAININGS = `
courses:
  - id: information-security
    title: { ja: 情報セキュリティ研修, en: Information security }
    kind: video
    minutes: 30
    windows: [{ from: '2026-02-09', to: '2026-03-06' }]
    audience: { required: [{ everyone: true }] }
    proof: import
  - id: human-error
    title: { ja: ヒューマンエラー研修, en: Human error }
    kind: classroom
    minutes: 120
    windows: [{ from: '2026-01-09', to: '2026-03-31' }]
    audience: { required: [{ flags: [manager] }] }
    proof: roster
    sessions:
      - { id: feb, day: '2026-02-18', from: '10:00', to: '12:00', place: { ja: 会議室, en: Room }, seats: 20 }
`;

const HEAD = '職員番号,研修,受講日\n';

/** The one who is in charge; tanaka and suzuki are staff. */
const [inCharge, other] = [
  sato,
  {...suzuki, id: '29:other', objectId: '00000000-0000-4000-8000-000000000009'},
];

describe('completions by chat', () => {
  let folder: string;
  let bot: TestBot;
  let host: FileHost;
  let now = Temporal.Instant.from('2026-02-20T01:00:00Z');
  const storage = memoryStorage();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'by-chat-'));
    await writeContentFolder(folder);
    await writeFile(join(folder, 'trainings.yaml'), TRAININGS);
    host = await startFileHost();
    const account = ({objectId}: Person) => ({tenant: TENANT, objectId});
    const roles = new Map<string, readonly Role[]>(
      [inCharge, other].map(({objectId}) => [objectId, ['staff', 'course-section']]),
    );
    bot = await startBot(
      {
        storage,
        clock: {now: () => now, monotonic: () => performance.now()},
        directory: directoryOf({
          members: SAMPLE_STAFF,
          links: [
            {account: account(inCharge), person: 'p-000112'},
            {account: account(tanaka), person: 'p-000103'},
          ],
          version: '1',
          sections: SAMPLE_SECTIONS,
        }),
        rolesOf: ({objectId}) => roles.get(objectId) ?? ['staff'],
      },
      {contentDir: folder, jobs: false},
    );
  });
  after(async () => {
    await bot.stop();
    await host.stop();
    await rm(folder, {recursive: true});
  });

  const said = (by: Person, since: number) =>
    bot.connector.sent
      .filter(({conversation}) => conversation === `personal-${by.id}`)
      .slice(since)
      .map(({activity}) => activity);

  /** What comes below after the turn. */
  async function after_(by: Person, act: () => Promise<Heard>, expected = 1): Promise<unknown> {
    const before = said(by, 0).length;
    const {activities} = await act();
    const already = activities.length;
    await eventually(() => said(by, before).length >= already + expected, 5_000);
    return said(by, before).slice(already);
  }

  let count = 0;
  const sends = (bytes: Uint8Array | string, by: Person = inCharge, name = '受講.csv', text = '') => {
    const path = `/file-${++count}?leave=secret-${count}`;
    host.files.set(path, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
    return bot.says(text, {
      by,
      activity: {
        attachments: [
          {
            contentType: 'application/vnd.microsoft.teams.file.download.info',
            name,
            content: {downloadUrl: host.url + path, uniqueId: 'u', fileType: 'csv'},
          },
        ],
      },
    });
  };
  const checked = (...of: Parameters<typeof sends>) => after_(of[1] ?? inCharge, () => sends(...of));
  const button = (card: unknown, title: string) => {
    const data = buttonsOf(card).get(title);
    assert.ok(data !== undefined, `${title} of ${[...buttonsOf(card).keys()].join()}: ${visibleText(card)}`);
    return data;
  };
  const answered = ({body}: Heard): unknown => {
    const {value} = body as {value: unknown};
    return typeof value === 'string' ? {text: value} : value;
  };

  async function rows(table: string): Promise<string[]> {
    const found: string[] = [];
    for await (const {row} of storage.table(table).list({})) found.push(row.rk);
    return found;
  }
  const entries = async () => (await rows(TRAINING_TABLE)).filter((rk) => rk.startsWith('e|')).length;
  const waiting = () => bot.house.files.of({tenant: TENANT, objectId: inCharge.objectId});

  it('are shown before anything is written, and taken in by a press, once', async () => {
    const file = iconv.encode(
      `${HEAD}000103,情報セキュリティ研修,R8.2.12\n000104,information-security,2026/2/13\n999999,information-security,2026/2/13\n`,
      'cp932',
    );
    const first = await sends(file);
    assert.match(visibleText(first.activities), /確かめています/);
    await eventually(async () => (await waiting()).length === 1);
    const before = await entries();
    const card = await checked(file);
    const shown = visibleText(card);
    assert.match(
      shown,
      /まだ何も登録していません[\s\S]*受講\.csv[\s\S]*登録されるもの\n2 件[\s\S]*登録済みのもの\n0 件/,
    );
    assert.match(shown, /職員名簿にいない人（1行。取り込みません）\n4行目 999999/);
    assert.equal(await entries(), before);

    const take = button(card, '取り込む');
    const taken = await after_(inCharge, async () => {
      const heard = await bot.presses(take, {by: inCharge});
      assert.match(visibleText(answered(heard)), /取り込んでいます/);
      return heard;
    });
    assert.match(visibleText(taken), /取り込みました[\s\S]*登録したもの\n2 件/);
    assert.equal(await entries(), before + 2);
    assert.match(
      visibleText((await bot.says('自分の受講履歴', {by: tanaka})).activities),
      /情報セキュリティ研修 2026年2月12日/,
    );

    assert.match(visibleText(answered(await bot.presses(take, {by: inCharge}))), /もう取り込みました/);
    assert.match(
      visibleText(await checked(file)),
      /新しく登録するものはありません[\s\S]*登録済みのもの\n2 件/,
    );
    assert.equal(await entries(), before + 2);
  });

  it('name who took them in', async () => {
    const authors = new Set<string>();
    for await (const {row} of storage.table(TRAINING_TABLE).list({}))
      if (row.rk.startsWith('e|')) authors.add(JSON.stringify(row));
    assert.ok([...authors].every((row) => row.includes('p-000112') && row.includes('course-section')));
  });

  it('come as a workbook as well', async () => {
    const file = makeXlsx({
      受講: [
        ['職員番号', '研修', '受講日'],
        ['000105', '情報セキュリティ研修', '2026-02-16'],
      ],
    });
    const card = await checked(file, inCharge, '受講.xlsx');
    assert.match(visibleText(card), /登録されるもの\n1 件/);
    await after_(inCharge, () => bot.presses(button(card, '取り込む'), {by: inCharge}));
  });

  it('with mistakes are named by row and column, and not kept', async () => {
    const held = (await waiting()).length;
    const card = await checked(
      `${HEAD}000103,情報セキュリティ研修,2026-02-31\n000104,茶道,2026-02-13\n000105,情報セキュリティ研修,2026-03-01\n`,
    );
    const shown = visibleText(card);
    assert.match(shown, /3件の誤りがあります。何も取り込んでいません/);
    assert.match(shown, /2行目「受講日」: 「2026-02-31」/);
    assert.match(shown, /3行目「研修」: 「茶道」という研修はありません/);
    assert.match(shown, /4行目「受講日」: 受講日 2026-03-01 は先の日です/);
    assert.equal((await waiting()).length, held);
  });

  it('with a number that must not be taken in are neither kept nor repeated', async () => {
    const held = (await waiting()).length;
    const card = await checked(
      `職員番号,研修,受講日,備考\n000103,情報セキュリティ研修,2026-02-13,123456789018\n`,
    );
    assert.match(visibleText(card), /2行目「備考」: 個人番号/);
    assert.doesNotMatch(JSON.stringify(card), /9018/);
    assert.equal((await waiting()).length, held);
    assert.doesNotMatch(bot.logged.join(''), /9018|受講\.csv|leave=|secret-/);
  });

  for (const [what, bytes] of [
    ['empty', ''],
    ['a program', new Uint8Array([0x4d, 0x5a, 0, 1])],
    ['a locked workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0])],
    ['no text at all', new Uint8Array([1, 0, 2, 0])],
  ] as const) {
    it(`that are ${what} are told as such`, async () => {
      assert.match(visibleText(await checked(bytes)), /1件の誤りがあります/);
    });
  }

  it('of a file without the training are asked for it, also as a roster', async () => {
    const card = await checked('職員番号,出欠\n000101,○\n000106,欠席\n', inCharge, '名簿.csv');
    assert.match(
      visibleText(card),
      /どの研修の記録ですか[\s\S]*ヒューマンエラー研修 2月18日\(水\) の出席名簿/,
    );
    const choose = button(card, 'この研修として確かめる');
    const missing = await bot.presses({...choose, in_course: 'tea'}, {by: inCharge});
    assert.match(visibleText(answered(missing)), /研修を選んでください/);
    const next = await after_(inCharge, () =>
      bot.presses({...choose, in_course: 'human-error#feb'}, {by: inCharge}),
    );
    assert.match(visibleText(next), /登録されるもの\n1 件/);
    const taken = await after_(inCharge, () => bot.presses(button(next, '取り込む'), {by: inCharge}));
    assert.match(visibleText(taken), /取り込みました/);
  });

  it('may have their training written along', async () => {
    const card = await checked(
      '職員番号,受講日\n000107,2026-02-13\n',
      inCharge,
      'a.csv',
      '情報セキュリティ研修',
    );
    assert.match(visibleText(card), /登録されるもの\n1 件/);
    assert.match(
      visibleText(answered(await bot.presses(button(card, 'やめる'), {by: inCharge}))),
      /消しました/,
    );
    assert.match(
      visibleText(answered(await bot.presses(button(card, '取り込む'), {by: inCharge}))),
      /もうありません/,
    );
  });

  it('are taken in by nobody but who sent them, whatever their role', async () => {
    const card = await checked(`${HEAD}000108,情報セキュリティ研修,2026-02-13\n`);
    const take = button(card, '取り込む');
    const before = await entries();
    assert.match(visibleText(answered(await bot.presses(take, {by: other}))), /もうありません/);
    assert.match(visibleText(answered(await bot.presses(take, {by: tanaka}))), /権限がありません/);
    assert.equal(await entries(), before);
    const refused = await sends(`${HEAD}000108,情報セキュリティ研修,2026-02-13\n`, tanaka);
    assert.match(visibleText(refused.activities), /権限がありません/);
    assert.ok(
      host.requests.every(({path}) => !path.startsWith(`/file-${count}?`)),
      'nothing was fetched',
    );
    now = now.add({hours: 25});
    assert.match(visibleText(answered(await bot.presses(take, {by: inCharge}))), /もうありません/);
    await bot.house.files.jobs[0]!.run(now, new AbortController().signal);
    assert.ok((await rows(FILES_TABLE)).every((rk) => !rk.startsWith('c|')));
  });

  it('are not fetched from elsewhere', async () => {
    const attachments = [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: 'a.csv',
        content: {downloadUrl: 'https://evil.example/a.csv'},
      },
    ];
    const {activities} = await bot.says('', {by: inCharge, activity: {attachments}});
    assert.match(visibleText(activities), /FILE_HOSTS/);
  });

  it('are reported as a file, the same as the command writes, to the section in charge alone', async () => {
    const offered = await after_(inCharge, async () => {
      const heard = await bot.says('研修の報告をファイルで', {by: inCharge});
      assert.match(visibleText(heard.activities), /報告を作っています/);
      return heard;
    });
    // Nobody has been asked yet: duties are written by a job.
    assert.match(visibleText(offered), /対象者がいない/);
    const job = bot.house.features.all
      .flatMap(({jobs}) => jobs)
      .find(({name}) => name === 'training.duties')!;
    await job.run(now, new AbortController().signal);
    const [card] = (await after_(inCharge, () =>
      bot.says('情報セキュリティ研修の受講状況をCSVで', {by: inCharge}),
    )) as [{attachments: {name: string; content: Record<string, unknown>}[]}];
    const [consent] = card.attachments;
    assert.match(consent?.name ?? '', /^研修の受講状況-2026-02-21\.csv$/);
    host.requests.length = 0;
    const value = {
      action: 'accept',
      context: consent?.content['acceptContext'],
      uploadInfo: {
        contentUrl: 'https://x/',
        name: 'a',
        uploadUrl: `${host.url}/up`,
        uniqueId: 'u',
        fileType: 'csv',
      },
    };
    await after_(inCharge, () =>
      bot.presses({}, {by: inCharge, activity: {name: 'fileConsent/invoke', value}}),
    );
    const text = host.requests[0]?.body.toString('utf8') ?? '';
    assert.match(
      text,
      /^\ufeff"研修","期間の始まり"[\s\S]*"情報セキュリティ研修","2026-02-09","全体",\d+,[\s\S]*検査値/,
    );
    assert.doesNotMatch(text, /ヒューマンエラー|田中/);

    // Without a word on the form it is a workbook, of all trainings.
    const [second] = (await after_(inCharge, () => bot.says('研修の報告をファイルで', {by: inCharge}))) as [
      {attachments: {name: string; content: Record<string, unknown>}[]},
    ];
    assert.match(second.attachments[0]?.name ?? '', /\.xlsx$/);
    host.requests.length = 0;
    const accepted = {...value, context: second.attachments[0]?.content['acceptContext']};
    await after_(inCharge, () =>
      bot.presses({}, {by: inCharge, activity: {name: 'fileConsent/invoke', value: accepted}}),
    );
    const archive = await openArchive(host.requests[0]!.body);
    assert.ok(!('kind' in archive));
    const sheets = await readSheets(archive);
    assert.deepEqual(
      sheets.map(({name}) => name),
      ['受講状況', '課と研修', 'この資料について'],
    );
    const said = JSON.stringify(sheets.map(({rows: all}) => all.map(({cells}) => [...cells.values()])));
    assert.match(said, /情報セキュリティ研修[^]*ヒューマンエラー研修/);
    assert.match(
      visibleText((await bot.says('研修の報告をファイルで', {by: tanaka})).activities),
      /権限がありません/,
    );
    for (const question of ['研修の報告書の様式は？', '研修の報告はいつまで？', '受講状況の報告は誰に出す？'])
      assert.notEqual(bot.house.talk.read(question, now).intent.name, 'training.report', question);
  });

  it('asked for where others can read it, the report goes to the personal chat', async () => {
    const before = said(inCharge, 0).length;
    const heard = await bot.says('研修の報告をファイルで', {by: inCharge, place: 'channel'});
    const aloud = heard.sent.filter(({conversation}) => conversation.startsWith('channel'));
    assert.match(visibleText(aloud.map(({activity}) => activity)), /^\s*個人に関わるため[^]*個人チャット/);
    await eventually(() => said(inCharge, before).some(({attachments}) => attachments !== undefined), 5_000);
    assert.equal(bot.connector.sent.filter(({conversation}) => conversation.startsWith('channel')).length, 1);
  });
});
