import assert from 'node:assert/strict';
import {systemClock} from '../../../src/platform/clock.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {conversations, CONVERSATIONS_TABLE} from '../../../src/platform/teams/conversations.ts';

const sato = {tenant: 't', objectId: 'sato'};
const chat = {
  conversation: 'a:1',
  serviceUrl: 'https://smba.example/jp/',
  channel: 'msteams',
  tenant: 't',
  user: '29:sato',
  bot: '28:bot',
};

async function setUp() {
  const storage = memoryStorage();
  await storage.ensure([CONVERSATIONS_TABLE]);
  return conversations(storage, systemClock);
}

describe('conversations', () => {
  it('know nobody at first', async () => {
    assert.equal(await (await setUp()).known(sato), undefined);
  });

  it('keep the chat and the language that an activity shows', async () => {
    const met = await setUp();
    await met.renew(sato, {chat, language: 'en'}, undefined);
    assert.deepEqual(await met.known(sato), {chat, language: 'en', welcomed: undefined});
  });

  it('keep what a later activity does not show', async () => {
    const met = await setUp();
    await met.renew(sato, {chat, language: 'en'}, undefined);
    await met.renew(sato, {language: 'ja'}, await met.known(sato));
    assert.deepEqual(await met.known(sato), {chat, language: 'ja', welcomed: undefined});
  });

  it('take a new service address over', async () => {
    const met = await setUp();
    await met.renew(sato, {chat}, undefined);
    const moved = {...chat, serviceUrl: 'https://smba.example/emea/'};
    await met.renew(sato, {chat: moved}, await met.known(sato));
    assert.deepEqual((await met.known(sato))?.chat, moved);
  });

  it('let one of many welcome a person, once', async () => {
    const met = await setUp();
    await met.renew(sato, {chat}, undefined);
    const claims = await Promise.all(Array.from({length: 10}, () => met.claimWelcome(sato)));
    assert.equal(claims.filter(Boolean).length, 1);
    assert.equal(await met.claimWelcome(sato), false);
    assert.deepEqual((await met.known(sato))?.chat, chat);
  });

  it('forget a person who asks for it', async () => {
    const met = await setUp();
    await met.renew(sato, {chat}, undefined);
    assert.equal(await met.erase(sato), 1);
    assert.equal(await met.known(sato), undefined);
    assert.equal(await met.erase(sato), 0);
  });
});
