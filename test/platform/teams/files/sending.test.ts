import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import {Temporal} from '../../../../src/kernel/time.ts';
import {FILES_TABLE} from '../../../../src/platform/files/file-store.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {
  buttonsOf,
  cardOf,
  sato,
  startBot,
  tanaka,
  TENANT,
  visibleText,
  type Person,
  type TestBot,
  type Where,
} from '../../../support/bot.ts';
import type {SentActivity, SentAttachment} from '../../../support/connector.ts';
import {startFileHost, type FileHost} from '../../../support/file-host.ts';
import {eventually} from '../../../support/processes.ts';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';

describe('a file for a person, by consent in the personal chat', () => {
  let bot: TestBot;
  let host: FileHost;
  let now = Temporal.Instant.from('2026-11-24T01:00:00Z');
  const storage = memoryStorage();
  before(async () => {
    host = await startFileHost();
    bot = await startBot({clock: {now: () => now, monotonic: () => performance.now()}, storage});
  });
  after(async () => {
    await bot.stop();
    await host.stop();
  });

  const attachments = (of: readonly SentActivity[], type: string): SentAttachment[] =>
    of.flatMap((activity) => activity.attachments ?? []).filter(({contentType}) => contentType === type);

  /** Asks for the own data as a file and gives the consent card. */
  async function offered(by: Person = tanaka, where: Where = {}): Promise<SentAttachment> {
    const {activities} = await bot.says('自分のデータ', {by, ...where});
    const card = cardOf(activities.at(-1));
    const {activities: answered} = await bot.presses(buttonsOf(card).get('ファイルで受け取る')!, {
      by,
      ...where,
    });
    const [consent] = attachments(answered, CONSENT);
    assert.ok(consent !== undefined, JSON.stringify(answered));
    return consent;
  }

  const uploadInfo = (name: string, url = host.url) => ({
    contentUrl: `https://contoso-my.sharepoint.com/personal/x/Documents/${name}`,
    name,
    uploadUrl: `${url}/upload?tempauth=secret-leave`,
    uniqueId: 'unique-1',
    fileType: 'json',
  });

  const answers = (
    {content, name}: SentAttachment,
    action: 'accept' | 'decline',
    by: Person = tanaka,
    more: Record<string, unknown> = {},
  ) =>
    bot.presses(
      {},
      {
        by,
        activity: {
          name: 'fileConsent/invoke',
          replyToId: 'the-consent-card',
          value: {
            type: 'fileUpload',
            action,
            context: content[action === 'accept' ? 'acceptContext' : 'declineContext'],
            ...(action === 'accept' ? {uploadInfo: uploadInfo(name ?? '')} : {}),
            ...more,
          },
        },
      },
    );

  /** What was said in somebody's own chat since a count. */
  const saidTo = (by: Person, since: number) =>
    bot.connector.sent.filter(({conversation}) => conversation === `personal-${by.id}`).slice(since);
  const countOf = (by: Person) => saidTo(by, 0).length;
  const infos = (by: Person, since: number) =>
    attachments(
      saidTo(by, since).map(({activity}) => activity),
      INFO,
    ).length;

  async function rows(): Promise<number> {
    let count = 0;
    for await (const {row} of storage.table(FILES_TABLE).list({})) if (row.rk.startsWith('c|')) count++;
    return count;
  }

  it('is offered with its name and size, without a word of its content in the notification', async () => {
    const {activities} = await bot.says('自分のデータ');
    const pressed = await bot.presses(buttonsOf(cardOf(activities[0])).get('ファイルで受け取る')!);
    const activity = pressed.activities.find(({attachments: of}) => of?.[0]?.contentType === CONSENT);
    const consent = activity?.attachments?.[0];
    assert.equal(consent?.name, '自分のデータ-2026-11-24.json');
    assert.ok(Number(consent.content['sizeInBytes']) > 100);
    assert.match(String(consent.content['description']), /すべてのデータ/);
    assert.equal(activity?.summary, 'ファイルをお渡しできます');
    await answers(consent, 'decline');
  });

  it('is put where Teams says, whole, with no token, and then shown', async () => {
    const consent = await offered();
    host.requests.length = 0;
    const before = countOf(tanaka);
    const {status} = await answers(consent, 'accept');
    assert.equal(status, 200);
    await eventually(
      () =>
        attachments(
          saidTo(tanaka, before).map((s) => s.activity),
          INFO,
        ).length === 1,
    );
    const [put] = host.requests;
    const size = Number(consent.content['sizeInBytes']);
    assert.equal(host.requests.length, 1);
    assert.equal(put?.method, 'PUT');
    assert.equal(put.headers['content-range'], `bytes 0-${size - 1}/${size}`);
    assert.equal(put.headers['content-length'], String(size));
    assert.equal(put.headers.authorization, undefined);
    const file = JSON.parse(put.body.toString('utf8')) as {
      at: string;
      items: {label: string}[];
      data: object;
    };
    assert.equal(file.at, '2026-11-24T10:00:00+09:00[Asia/Tokyo]');
    assert.ok(file.items.some(({label}) => label === 'このチャットの宛先'));
    assert.deepEqual(
      Object.keys(file.data).sort(),
      [...bot.house.features.all.map(({name}) => name), 'staff'].sort(),
    );
    const [info] = attachments(
      saidTo(tanaka, before).map((s) => s.activity),
      INFO,
    );
    assert.deepEqual(info?.content, {uniqueId: 'unique-1', fileType: 'json'});
    assert.match(info.contentUrl ?? '', /^https:\/\/contoso-my\.sharepoint\.com\//);
    // The card is taken away, and so are the bytes.
    assert.ok(
      saidTo(tanaka, before).some((s) => s.method === 'delete' && s.activityId === 'the-consent-card'),
    );
    assert.equal(await rows(), 0);
    assert.doesNotMatch(bot.logged.join(''), /secret-leave|contoso/);
  });

  it('is sent once, however often it is accepted', async () => {
    const consent = await offered();
    host.requests.length = 0;
    const before = countOf(tanaka);
    await Promise.all([answers(consent, 'accept'), answers(consent, 'accept')]);
    await eventually(
      () =>
        attachments(
          saidTo(tanaka, before).map((s) => s.activity),
          INFO,
        ).length === 1,
    );
    const again = await answers(consent, 'accept');
    assert.match(visibleText(again.activities), /もう送りました/);
    assert.equal(host.requests.length, 1);
  });

  it('is nobody else’s, even with its card in their hands', async () => {
    const consent = await offered();
    host.requests.length = 0;
    const forged = await answers(consent, 'accept', sato);
    assert.match(visibleText(forged.activities), /もうありません/);
    await answers(consent, 'decline', sato);
    await setTimeout(100);
    assert.equal(host.requests.length, 0);
    const before = countOf(tanaka);
    await answers(consent, 'accept');
    await eventually(() => infos(tanaka, before) === 1);
    assert.equal(host.requests.length, 1);
  });

  it('is deleted when declined', async () => {
    const consent = await offered(sato);
    const before = await rows();
    const {activities} = await answers(consent, 'decline', sato);
    assert.match(visibleText(activities), /送りませんでした/);
    assert.equal(await rows(), before - 1);
    assert.match(visibleText((await answers(consent, 'accept', sato)).activities), /もうありません/);
  });

  it('is gone after an hour, from the storage too', async () => {
    const consent = await offered(sato);
    now = now.add({minutes: 61});
    assert.match(visibleText((await answers(consent, 'accept', sato)).activities), /もうありません/);
    await bot.house.files.jobs[0]!.run(now, new AbortController().signal);
    assert.equal(await rows(), 0);
  });

  for (const fate of [500, 302, 'reset'] as const) {
    it(`is asked for again where the upload ends with ${fate}`, async () => {
      const consent = await offered();
      host.requests.length = 0;
      host.fates.push(fate);
      const before = countOf(tanaka);
      await answers(consent, 'accept');
      const again = () =>
        attachments(
          saidTo(tanaka, before).map((s) => s.activity),
          CONSENT,
        )[0];
      await eventually(() => again() !== undefined);
      assert.match(visibleText(saidTo(tanaka, before).map((s) => s.activity)), /もう一度/);
      // A redirection would lead the file elsewhere.
      assert.ok(host.requests.every(({path}) => path.startsWith('/upload')));
      await answers(again()!, 'accept');
      await eventually(() => host.requests.length === 2);
      await eventually(
        () =>
          attachments(
            saidTo(tanaka, before).map((s) => s.activity),
            INFO,
          ).length === 1,
      );
    });
  }

  it('goes to no host that is not listed', async () => {
    for (const uploadUrl of [
      'https://evil.example/up',
      'ftp://127.0.0.1/',
      'no address',
      'http://user:pw@127.0.0.1/',
    ]) {
      const consent = await offered();
      const before = countOf(tanaka);
      await answers(consent, 'accept', tanaka, {uploadInfo: {...uploadInfo('a'), uploadUrl}});
      await eventually(() =>
        visibleText(saidTo(tanaka, before).map((s) => s.activity)).includes('FILE_HOSTS'),
      );
    }
  });

  it('stays where it is when what comes back is no answer to a card', async () => {
    const consent = await offered();
    for (const value of [
      undefined,
      {},
      {action: 'accept'},
      {action: 'accept', context: {v: 1, file: 7}},
      {action: 'accept', context: {v: 2, file: 'x'}, uploadInfo: uploadInfo('a')},
    ]) {
      const {status, activities} = await bot.presses({}, {activity: {name: 'fileConsent/invoke', value}});
      assert.deepEqual([status, activities.length], [200, 0]);
    }
    host.requests.length = 0;
    const before = countOf(tanaka);
    await answers(consent, 'accept');
    await eventually(() => infos(tanaka, before) === 1);
    assert.equal(host.requests.length, 1);
  });

  it('is handed out by another instance than the one that made it', async () => {
    const consent = await offered();
    const second = await startBot({
      clock: {now: () => now, monotonic: () => performance.now()},
      storage: {...storage, close: () => Promise.resolve()},
    });
    try {
      host.requests.length = 0;
      const value = {
        action: 'accept',
        context: consent.content['acceptContext'],
        uploadInfo: uploadInfo(consent.name ?? ''),
      };
      await second.presses({}, {activity: {name: 'fileConsent/invoke', id: 'other-instance', value}});
      const said = () => second.connector.sent.map(({activity}) => activity);
      await eventually(() => attachments(said(), INFO).length === 1);
      assert.equal(host.requests[0]?.body.length, consent.content['sizeInBytes']);
    } finally {
      await second.stop();
    }
  });

  it('asked for in a group goes to the personal chat', async () => {
    const before = countOf(sato);
    const {activities} = await bot.says('自分のデータ', {by: sato, place: 'groupChat'});
    assert.match(visibleText(activities[0]), /個人チャット/);
    const card = cardOf(saidTo(sato, before)[0]?.activity);
    const {sent} = await bot.presses(buttonsOf(card).get('ファイルで受け取る')!, {
      by: sato,
      place: 'groupChat',
    });
    const consents = sent.filter(({activity}) => attachments([activity], CONSENT).length > 0);
    assert.deepEqual(
      consents.map(({conversation}) => conversation),
      [`personal-${sato.id}`],
    );
  });

  it('is told as a command where the client takes no files', async () => {
    const base = {
      channelId: 'msteams',
      serviceUrl: `${bot.connector.url}/_connector`,
      from: {id: '29:p', aadObjectId: 'playground-user'},
      recipient: {id: '28:shigotoba'},
      conversation: {id: 'personal-p', conversationType: 'personal', tenantId: TENANT},
      channelData: {tenant: {id: TENANT}},
    };
    const value = {
      action: {type: 'Action.Execute', verb: 'house.datafile', data: {verb: 'house.datafile', v: 1}},
    };
    const account = {tenant: TENANT, objectId: 'playground-user'};
    const pressed = {type: 'invoke', name: 'adaptiveCard/action', replyToId: 'c', value};
    const {activities} = await bot.receives({...base, ...pressed, id: 'p1'});
    assert.match(visibleText(activities), /npm run shigotoba -- person export/);
    assert.deepEqual(await bot.house.files.of(account), []);
  });
});
