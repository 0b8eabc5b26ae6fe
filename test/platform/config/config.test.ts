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

  const bot = {BOT_ID: GUID, BOT_TENANT_ID: GUID, BOT_PASSWORD: 'x'};
  const url = {STORAGE_ACCOUNT_URL: 'https://shigotoba.table.core.windows.net'};

  it('asks for the rest of the bot’s identity once there is an id', () => {
    assert.equal(refusal({BOT_ID: GUID}).details['name'], 'BOT_TENANT_ID');
    assert.equal(refusal({BOT_ID: GUID, BOT_TENANT_ID: GUID}).details['name'], 'BOT_IDENTITY_CLIENT_ID');
    assert.deepEqual(readConfig(bot, '/office').bot, {
      id: GUID,
      tenant: GUID,
      credential: {kind: 'secret', secret: 'x'},
      tenants: [GUID],
      guests: false,
      serviceHosts: ['smba.trafficmanager.net'],
      fileHosts: [],
    });
  });

  it('takes a managed identity, a certificate or a secret, and one of them alone', () => {
    const {BOT_PASSWORD: _, ...rest} = bot;
    const credential = (more: Record<string, string>) =>
      readConfig({...rest, ...more}, '/office').bot?.credential;
    assert.deepEqual(credential({BOT_IDENTITY_CLIENT_ID: GUID}), {kind: 'identity', clientId: GUID});
    assert.deepEqual(credential({BOT_CERTIFICATE: 'bot.pem'}), {
      kind: 'certificate',
      path: '/office/bot.pem',
    });
    const both = refusal({...bot, BOT_CERTIFICATE: 'bot.pem'});
    assert.equal(both.details['name'], 'BOT_IDENTITY_CLIENT_ID');
    assert.ok(!JSON.stringify(both.details).includes('"x"'));
  });

  it('reads lists with spaces and capitals, and refuses what is no list of ids', () => {
    const other = 'AAAAAAAA-2222-4333-8444-555555555555';
    const {bot: read, roles} = readConfig(
      {...bot, ALLOWED_TENANTS: ` ${GUID}, ${other} ,`, ROLE_OPERATOR: other},
      '/office',
    );
    assert.deepEqual(read?.tenants, [GUID, other.toLowerCase()]);
    assert.deepEqual(roles.operator, [other.toLowerCase()]);
    assert.deepEqual(roles.auditor, []);
    assert.equal(refusal({ROLE_OPERATOR: 'tanaka'}).details['name'], 'ROLE_OPERATOR');
    assert.equal(refusal({ALLOWED_TENANTS: '*'}).details['name'], 'ALLOWED_TENANTS');
  });

  it('takes one way to the storage, not two', () => {
    assert.equal(
      refusal({...url, STORAGE_CONNECTION_STRING: 'AccountName=a'}).details['name'],
      'STORAGE_ACCOUNT_URL',
    );
    assert.equal(refusal({STORAGE_ACCOUNT_URL: 'shigotoba'}).details['name'], 'STORAGE_ACCOUNT_URL');
  });

  const production = {NODE_ENV: 'production', ...bot, ...url};
  const unsafe = (env: Record<string, string>): unknown => {
    const {code, details} = refusal(env);
    assert.equal(code, 'config/production-unsafe');
    return details['names'];
  };

  it('starts in production with all that keeps strangers out and rows safe', () => {
    assert.equal(readConfig(production, '/office').production, true);
  });

  it('refuses production without it, and names each that is missing', () => {
    assert.equal(unsafe({NODE_ENV: 'production'}), 'BOT_ID, BOT_TENANT_ID, STORAGE_ACCOUNT_URL');
  });

  for (const [name, value] of [
    ['STORAGE_ACCOUNT_URL', 'http://shigotoba.table.core.windows.net'],
    ['STORAGE_CONNECTION_STRING', 'UseDevelopmentStorage=true'],
    ['STORAGE_CONNECTION_STRING', 'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=b'],
    ['STORAGE_CONNECTION_STRING', 'AccountName=a;AccountKey=b;TableEndpoint=http://10.0.0.1:10002/a'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['ToBotFromChannelOpenIdMetadataUrl', 'https://keys.example/openid'],
    ['ToBotFromChannelTokenIssuer', 'https://issuer.example'],
    ['BotOpenIdMetadata', 'https://keys.example/openid'],
    ['ChannelService', 'https://channel.example'],
    ['ValidateAuthority', 'false'],
  ] as const) {
    it(`refuses production with ${name}=${value}`, () => {
      const {STORAGE_ACCOUNT_URL: _, ...rest} = production;
      assert.equal(
        unsafe({...(name === 'STORAGE_CONNECTION_STRING' ? rest : production), [name]: value}),
        name,
      );
    });
  }
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
