import assert from 'node:assert/strict';
import {systemClock} from '../../../src/platform/clock.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import {conversations, CONVERSATIONS_TABLE} from '../../../src/platform/teams/conversations.ts';

const sato = {tenant: 't', objectId: 'sato'};
const address = {
  serviceUrl: 'https://smba.example/jp/',
  channel: 'msteams',
  tenant: 't',
  user: '29:sato',
  bot: '28:bot',
};
const conversation = 'a:1';
const nothing = {address: undefined, chat: undefined, language: undefined, welcomed: undefined};
const met = {...nothing, address, chat: {conversation, ...address}, blocked: undefined};

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
    const people = await setUp();
    await people.renew(sato, {address, conversation, language: 'en'}, undefined);
    assert.deepEqual(await people.known(sato), {...met, language: 'en'});
  });

  it('keep what a later activity does not show', async () => {
    const people = await setUp();
    await people.renew(sato, {address, conversation, language: 'en'}, undefined);
    await people.renew(sato, {language: 'ja'}, await people.known(sato));
    assert.deepEqual(await people.known(sato), {...met, language: 'ja'});
  });

  it('take a new service address over, from a group as well, and keep the chat', async () => {
    const people = await setUp();
    await people.renew(sato, {address, conversation}, undefined);
    const moved = {...address, serviceUrl: 'https://smba.example/emea/'};
    await people.renew(sato, {address: moved}, await people.known(sato));
    assert.deepEqual((await people.known(sato))?.chat, {conversation, ...moved});
  });

  it('know the address of a person met in a group, without a chat until one is made', async () => {
    const people = await setUp();
    await people.renew(sato, {address}, undefined);
    assert.deepEqual(await people.known(sato), {...met, chat: undefined});
    await people.made(sato, 'made-1');
    assert.equal((await people.known(sato))?.chat?.conversation, 'made-1');
  });

  it('note that a person blocked the bot, until the next activity', async () => {
    const people = await setUp();
    await people.renew(sato, {address, conversation}, undefined);
    await people.block(sato, 'refused');
    assert.match((await people.known(sato))?.blocked ?? '', /^\d{4}-/);
    await people.renew(sato, {address, conversation}, await people.known(sato));
    assert.deepEqual(await people.known(sato), met);
  });

  it('make no row by a block or a chat for a person who was forgotten', async () => {
    const people = await setUp();
    await people.block(sato, 'uninstalled');
    await people.made(sato, 'made-1');
    assert.equal(await people.known(sato), undefined);
  });

  it('let one of many welcome a person, once', async () => {
    const people = await setUp();
    await people.renew(sato, {address, conversation}, undefined);
    const claims = await Promise.all(Array.from({length: 10}, () => people.claimWelcome(sato)));
    assert.equal(claims.filter(Boolean).length, 1);
    assert.equal(await people.claimWelcome(sato), false);
    assert.deepEqual((await people.known(sato))?.chat, met.chat);
  });

  it('forget a person who asks for it', async () => {
    const people = await setUp();
    await people.renew(sato, {address, conversation}, undefined);
    assert.equal(await people.erase(sato), 1);
    assert.equal(await people.known(sato), undefined);
    assert.equal(await people.erase(sato), 0);
  });
});
