import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {readConfig, VARIABLE_NAMES} from '../../../src/platform/config/config.ts';
import {isCoded, type CodedError} from '../../../src/kernel/errors.ts';

const GUID = '11111111-2222-4333-8444-555555555555';

function refusal(env: Record<string, string>): CodedError {
  try {
    readConfig(env, '/office');
  } catch (error) {
    if (isCoded(error)) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('readConfig', () => {
  it('needs no variable at all for a machine of one’s own', () => {
    const config = readConfig({}, '/office');
    assert.equal(config.port, 3978);
    assert.equal(config.playgroundPort, 56150);
    assert.equal(config.dataDir, '/office/.data');
    assert.equal(config.contentDir, '/office/content');
    assert.equal(config.zone, 'Asia/Tokyo');
    assert.equal(config.bot, undefined);
    assert.equal(config.production, false);
  });

  it('counts an empty value as none', () => {
    assert.equal(readConfig({PORT: '', STORAGE_CONNECTION_STRING: ''}, '/office').port, 3978);
  });

  for (const [name, value] of [
    ['PORT', 'http'],
    ['PORT', '0'],
    ['PORT', '70000'],
    ['PLAYGROUND_PORT', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['DEFAULT_LANGUAGE', 'fr'],
    ['TIME_ZONE', 'Tokyo'],
    ['BOT_ID', 'bot'],
  ] as const) {
    it(`refuses ${name}=${value}, naming it, its value and what it should be`, () => {
      const {code, details} = refusal({[name]: value});
      assert.equal(code, 'config/invalid');
      assert.equal(details['name'], name);
      assert.equal(details['value'], JSON.stringify(value));
      assert.ok(String(details['expected']).length > 3);
    });
  }

  it('never shows a secret’s value', () => {
    const {details} = refusal({STORAGE_CONNECTION_STRING: 'hunter2'});
    assert.equal(details['name'], 'STORAGE_CONNECTION_STRING');
    assert.ok(!JSON.stringify(details).includes('hunter2'));
  });

  it('asks for the rest of the bot’s credentials once there is an id', () => {
    assert.equal(refusal({BOT_ID: GUID}).details['name'], 'BOT_PASSWORD');
    assert.equal(refusal({BOT_ID: GUID, BOT_PASSWORD: 'x'}).details['name'], 'BOT_TENANT_ID');
    const {bot} = readConfig({BOT_ID: GUID, BOT_PASSWORD: 'x', BOT_TENANT_ID: GUID}, '/office');
    assert.deepEqual(bot, {id: GUID, password: 'x', tenant: GUID});
  });

  it('refuses production without what keeps strangers out and rows safe', () => {
    assert.equal(refusal({NODE_ENV: 'production'}).code, 'config/production-unsafe');
    const bot = {BOT_ID: GUID, BOT_PASSWORD: 'x', BOT_TENANT_ID: GUID};
    assert.equal(refusal({NODE_ENV: 'production', ...bot}).details['name'], 'STORAGE_CONNECTION_STRING');
  });
});

describe('the env files', () => {
  // A variable with a value, or commented out with its default.
  const named = (file: string) =>
    [...readFileSync(`env/${file}`, 'utf8').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((m) => m[1] ?? '');

  it('name every variable of the settings, and no other', () => {
    const expected = [...VARIABLE_NAMES].sort();
    assert.deepEqual([...new Set(named('.env.local'))].sort(), expected);
  });

  it('hold no secret', () => {
    for (const file of readdirSync('env')) {
      if (file.endsWith('.user')) continue;
      const text = readFileSync(`env/${file}`, 'utf8');
      assert.doesNotMatch(text, /^(BOT_PASSWORD|STORAGE_CONNECTION_STRING)=.+/m, file);
    }
  });
});
