import assert from 'node:assert/strict';
import type {Account} from '../../../../src/kernel/person.ts';
import {systemClock} from '../../../../src/platform/clock.ts';
import type {CardReply} from '../../../../src/platform/feature.ts';
import {createLog} from '../../../../src/platform/log.ts';
import type {Outcome, Sender} from '../../../../src/platform/scheduling/sending/sender.ts';
import {realWait} from '../../../../src/platform/scheduling/wait.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {ShigotobaAdapter} from '../../../../src/platform/teams/adapter.ts';
import {
  conversations,
  CONVERSATIONS_TABLE,
  type Conversations,
} from '../../../../src/platform/teams/conversations.ts';
import {createTeamsSender} from '../../../../src/platform/teams/send/teams-sender.ts';
import {freePort} from '../../../support/processes.ts';
import {startConnector, type Connector} from '../../../support/connector.ts';

const REPLY: CardReply = {
  kind: 'card',
  card: {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: '集中ブース3 田中さん',
    body: [{type: 'TextBlock', text: '集中ブース3'}],
  },
  summary: 'お知らせがあります',
};
const DEADLINE_MS = 400;
const yes = () => true;

describe('the sender to Teams', () => {
  let connector: Connector;
  let people: Conversations;
  let sender: Sender;
  let number = 0;
  const {signal} = new AbortController();

  before(async () => {
    connector = await startConnector();
    const storage = memoryStorage();
    await storage.ensure([CONVERSATIONS_TABLE]);
    people = conversations(storage, systemClock);
    sender = createTeamsSender({
      adapter: new ShigotobaAdapter(undefined, {requestMs: DEADLINE_MS}),
      conversations: people,
      defaultLanguage: 'ja',
      clock: systemClock,
      log: createLog('silent', {write: () => undefined}),
      wait: realWait,
    });
  });
  after(() => connector.stop());
  beforeEach(() => {
    connector.sent.length = 0;
    connector.failures.length = 0;
  });

  // Somebody new each time: one conversation takes a message in two seconds.
  async function meet(serviceUrl = connector.url, conversation?: string): Promise<Account> {
    const objectId = `person-${++number}`;
    const account = {tenant: 't', objectId};
    const address = {serviceUrl, channel: 'msteams', tenant: 't', user: `29:${objectId}`, bot: '28:bot'};
    await people.renew(account, {address, conversation: conversation ?? `c-${objectId}`}, undefined);
    return account;
  }

  async function send(account: Account, reply = REPLY, mayStart = yes): Promise<Outcome> {
    const reached = await sender.reach(account, mayStart, signal);
    return reached.kind === 'reached' ? reached.send(reply) : reached;
  }

  it('posts a card to the person’s own chat and keeps its id', async () => {
    const account = await meet();
    const outcome = await send(account);
    assert.equal(outcome.kind, 'sent');
    const [post] = connector.sent;
    assert.equal(post?.conversation, `c-${account.objectId}`);
    assert.equal(post.activity.summary, 'お知らせがあります');
    assert.deepEqual(outcome, {kind: 'sent', conversation: post.conversation, activity: post.id});
  });

  it('draws a sent card anew in its place', async () => {
    const account = await meet();
    const outcome = await send(account);
    assert.ok(outcome.kind === 'sent');
    const reached = await sender.reach(account, yes, signal);
    assert.ok(reached.kind === 'reached');
    assert.deepEqual(await reached.replace(REPLY, outcome), outcome);
    assert.deepEqual(
      connector.sent.map(({method, activityId}) => [method, activityId]),
      [
        ['post', undefined],
        ['put', outcome.activity],
      ],
    );
  });

  it('shows neither name nor place where a card cannot be shown', async () => {
    const broken = {...REPLY, card: {...REPLY.card, version: '9.9', body: [{type: 'Nothing'}]}};
    await send(await meet(), broken);
    assert.equal(connector.sent[0]?.activity.text, 'お知らせがあります');
    assert.doesNotMatch(JSON.stringify(connector.sent), /田中/);
  });

  for (const [failure, expected] of [
    [500, {kind: 'again', reason: 'status-500', after: undefined}],
    [503, {kind: 'again', reason: 'status-503', after: undefined}],
    [412, {kind: 'again', reason: 'status-412', after: undefined}],
    [
      {status: 429, retryAfter: 1},
      {kind: 'again', reason: 'status-429', after: 1_000},
    ],
    [502, {kind: 'unknown', reason: 'status-502'}],
    [504, {kind: 'unknown', reason: 'status-504'}],
    [400, {kind: 'refused', reason: 'status-400'}],
    ['reset', {kind: 'unknown', reason: 'no-answer'}],
    ['hang', {kind: 'unknown', reason: 'no-answer'}],
  ] as const) {
    it(`makes one request where the channel answers ${JSON.stringify(failure)}, and says ${expected.kind}`, async () => {
      const before = connector.requests();
      connector.failures.push(failure);
      const account = await meet();
      const began = performance.now();
      assert.deepEqual(await send(account), expected);
      assert.ok(performance.now() - began < DEADLINE_MS + 1_500);
      assert.equal(connector.requests() - before, 1);
    });
  }

  it('hears nothing of the SDK’s own client coming again', async () => {
    const before = connector.requests();
    // Its first pause is one second.
    await realWait(1_300, signal);
    assert.equal(connector.requests(), before);
  });

  it('says that nothing was sent where nobody listens', async () => {
    const account = await meet(`http://127.0.0.1:${await freePort()}/`);
    assert.deepEqual(await send(account), {kind: 'again', reason: 'not-connected', after: undefined});
  });

  it('opens no connection to a host that is not listed', async () => {
    const account = await meet('http://169.254.169.254/');
    assert.deepEqual(await send(account), {kind: 'refused', reason: 'host-not-listed'});
  });

  it('asks for the lease just before the socket', async () => {
    const account = await meet();
    const before = connector.requests();
    let asked = 0;
    const reached = await sender.reach(account, () => (++asked, false), signal);
    assert.ok(reached.kind === 'reached');
    assert.deepEqual(await reached.send(REPLY), {kind: 'not-started'});
    assert.equal(asked, 1);
    assert.equal(connector.requests(), before);
  });

  for (const failure of [
    {status: 403, code: 'MessageWritesBlocked'},
    {status: 403, code: 'ForbiddenOperationException'},
    {status: 404},
  ]) {
    it(`sends nothing more after ${failure.status} ${failure.code ?? ''} until the person is there again`, async () => {
      const account = await meet();
      connector.failures.push(failure);
      assert.deepEqual(await send(account), {kind: 'refused', reason: 'blocked'});
      const before = connector.requests();
      assert.deepEqual(await send(account), {kind: 'refused', reason: 'blocked'});
      assert.equal(connector.requests(), before);
      const known = await people.known(account);
      await people.renew(account, {conversation: `c-again-${number}`}, known);
      assert.equal((await send(account)).kind, 'sent');
    });
  }

  it('makes a chat once for a person who was met in a group', async () => {
    const account = {tenant: 't', objectId: 'met-in-a-group'};
    const address = {serviceUrl: connector.url, channel: 'msteams', tenant: 't', user: '29:g', bot: '28:bot'};
    await people.renew(account, {address}, undefined);
    await send(account);
    await send(account);
    assert.deepEqual(
      connector.sent.map(({method}) => method),
      ['create', 'post', 'post'],
    );
    const [made, first, second] = connector.sent;
    assert.deepEqual([first?.conversation, second?.conversation], [made?.conversation, made?.conversation]);
    // As they arrive; the way there is not always as long.
    assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 1_900);
  });

  it('knows nobody whom it has never met', async () => {
    const stranger = {tenant: 't', objectId: 'nobody'};
    assert.deepEqual(await send(stranger), {kind: 'refused', reason: 'never-met'});
  });
});
