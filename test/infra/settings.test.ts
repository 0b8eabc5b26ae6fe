import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseEnv} from 'node:util';
import {parse} from 'yaml';
import {readTemplates} from '../../infra/check/check.ts';
import {entry, type Declared, type Template, type Value} from '../../infra/check/model.ts';
import {settle} from '../../infra/check/settle.ts';
import {loadSyntax} from '../../infra/check/syntax.ts';
import {readConfig, VARIABLE_NAMES} from '../../src/platform/config/config.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const GUID = '11111111-2222-4333-8444-555555555555';

/** Variables that have no place in Azure, and why. */
const NOT_IN_AZURE: Readonly<Record<string, string>> = {
  PLAYGROUND_PORT: 'the browser client is for one’s own machine',
  DATA_DIR: 'the embedded storage is refused in production',
  STORAGE_CONNECTION_STRING: 'the account has no keys',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'figures go to Application Insights',
  OTEL_METRIC_EXPORT_INTERVAL: 'once a minute is what Application Insights expects',
  BOT_CERTIFICATE: 'the managed identity, or a secret in the vault',
};
/** Settings of the platform, which the bot itself does not read. */
const OF_THE_PLATFORM = [
  'AZURE_CLIENT_ID',
  'MALLOC_ARENA_MAX',
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'WEBSITES_CONTAINER_STOP_TIME_LIMIT',
  'WEBSITES_PORT',
  'WEBSITE_RUN_FROM_PACKAGE',
];

describe('infra/ and the settings', () => {
  let templates: readonly Template[];
  let web: Template;
  before(async () => {
    ({templates} = readTemplates(join(ROOT, 'infra'), await loadSyntax()));
    web = template('modules/web.bicep');
  });

  const template = (file: string) => {
    const found = templates.find((t) => t.file === file);
    assert.ok(found !== undefined, file);
    return found;
  };
  const resource = (of: Template, name: string) => {
    const found = of.resources.find((r) => r.name === name);
    assert.ok(found !== undefined, name);
    return settle(found.body, of);
  };
  const path = (value: Value | undefined, ...keys: string[]) => keys.reduce(entry, value);
  const plain = (value: Value | undefined) =>
    value?.kind === 'literal'
      ? value.value
      : value?.kind === 'name'
        ? `param ${value.name}`
        : value?.node.text;
  const items = (value: Value | undefined) => (value?.kind === 'array' ? value.items : []);
  /** The app settings of the site or of the slot. */
  const settings = (name: string): Map<string, unknown> =>
    new Map(
      items(path(resource(web, name), 'properties', 'siteConfig', 'appSettings')).map((item) => [
        String(plain(entry(item, 'name'))),
        plain(entry(item, 'value')),
      ]),
    );

  it('give App Service every variable of the settings, or say why not', () => {
    const given = [...settings('site').keys()].filter((name) => !OF_THE_PLATFORM.includes(name));
    assert.deepEqual([...given, ...Object.keys(NOT_IN_AZURE)].sort(), [...VARIABLE_NAMES].sort());
    assert.equal(settings('site').size, given.length + OF_THE_PLATFORM.length);
  });

  it('make settings with which production starts', () => {
    const values = Object.fromEntries(
      [...settings('site')].map(([name, value]) => [
        name,
        typeof value === 'string' && !/^param |\?/.test(value) ? value : '',
      ]),
    );
    const {bot, jobs, production} = readConfig(
      {
        ...values,
        ...{BOT_ID: GUID, BOT_TENANT_ID: GUID, BOT_IDENTITY_CLIENT_ID: GUID},
        STORAGE_ACCOUNT_URL: 'https://st.table.core.windows.net',
      },
      ROOT,
    );
    assert.deepEqual([bot?.credential.kind, jobs, production], ['identity', true, true]);
  });

  it('keep the staging slot from all work, also after a swap', () => {
    const [site, slot] = [settings('site'), settings('staging')];
    assert.deepEqual([site.get('JOBS'), slot.get('JOBS')], ['on', 'off']);
    assert.deepEqual(items(path(resource(web, 'sticky'), 'properties', 'appSettingNames')).map(plain), [
      'JOBS',
    ]);
    assert.equal(plain(path(resource(web, 'sticky'), 'name')), 'slotConfigNames');
    site.delete('JOBS');
    slot.delete('JOBS');
    assert.deepEqual(slot, site);
  });

  it('run it on two instances or more, always on, over TLS alone, watched by /readyz, with 30 s to end', () => {
    const parameter = (name: string) => template('azure.bicep').parameters.find((p) => p.name === name);
    for (const name of ['site', 'staging']) {
      const properties = path(resource(web, name), 'properties');
      const config = path(properties, 'siteConfig');
      assert.equal(plain(path(properties, 'httpsOnly')), true);
      for (const [key, value] of [
        ['alwaysOn', true],
        ['healthCheckPath', '/readyz'],
        ['ftpsState', 'Disabled'],
        ['minTlsVersion', '1.2'],
        ['scmMinTlsVersion', '1.2'],
      ] as const) {
        assert.equal(plain(path(config, key)), value, key);
      }
    }
    assert.equal(settings('site').get('WEBSITES_CONTAINER_STOP_TIME_LIMIT'), '30');
    assert.equal(plain(path(resource(web, 'plan'), 'sku', 'capacity')), 'param instances');
    assert.match(parameter('instances')?.node.text ?? '', /int = 2$/);
    assert.equal(plain(parameter('location')?.fallback), 'japaneast');
    assert.deepEqual(parameter('nodeVersion')?.allowed, ['22', '24']);
  });

  it('start it as npm run bot does', () => {
    const {scripts} = JSON.parse(text('package.json')) as {scripts: Record<string, string>};
    const [, arena, flags] = /MALLOC_ARENA_MAX=(\d+) node (.*) src\/cli/.exec(scripts['bot'] ?? '') ?? [];
    assert.ok(flags !== undefined);
    const site = path(resource(web, 'site'), 'properties', 'siteConfig');
    assert.equal(plain(path(site, 'appCommandLine')), `node ${flags} dist/main.js`);
    assert.equal(settings('site').get('MALLOC_ARENA_MAX'), arena);
    const docker = text('Dockerfile');
    assert.ok(docker.includes(`MALLOC_ARENA_MAX=${String(arena)}`));
    assert.ok(
      docker.includes(
        `CMD ${JSON.stringify(['node', ...flags.split(' '), 'dist/main.js']).replaceAll(',', ', ')}`,
      ),
    );
  });

  it('open neither account by a key or to the public, keep the rows from deletion and the backups from change', () => {
    const storage = template('modules/storage.bicep');
    for (const name of ['account', 'backup']) {
      const properties = path(resource(storage, name), 'properties');
      for (const [key, value] of [
        ['allowSharedKeyAccess', false],
        ['allowBlobPublicAccess', false],
        ['supportsHttpsTrafficOnly', true],
        ['minimumTlsVersion', 'TLS1_2'],
      ] as const) {
        assert.equal(plain(path(properties, key)), value, `${name} ${key}`);
      }
    }
    const lock = resource(storage, 'lock');
    assert.deepEqual(
      [plain(path(lock, 'scope')), plain(path(lock, 'properties', 'level'))],
      ['param account', 'CanNotDelete'],
    );
    const immutable = resource(storage, 'immutable');
    assert.equal(plain(path(immutable, 'parent')), 'param backups');
    assert.equal(
      plain(path(immutable, 'properties', 'immutabilityPeriodSinceCreationInDays')),
      'param backupDays',
    );
    const mayUse = resource(storage, 'mayUseTables');
    assert.equal(plain(path(mayUse, 'scope')), 'param account');
    // Storage Table Data Contributor, as Azure numbers it everywhere.
    assert.match(
      String(plain(path(mayUse, 'properties', 'roleDefinitionId'))),
      /0a9a7e1f-b9d0-4cc4-a60d-0295b160fdc3/,
    );
  });

  it('make a vault where a secret is chosen, and a network of its own where one is wanted', () => {
    const {modules} = template('azure.bicep');
    const condition = (name: string) =>
      /= if (\(.*?\)) \{/.exec(modules.find((m) => m.name === name)?.node.text ?? '')?.[1];
    assert.equal(condition('vault'), "(botCredential == 'secret')");
    assert.equal(condition('network'), '(privateNetwork)');
    assert.equal(condition('endpoints'), '(privateNetwork)');
  });

  it('tag all that can be tagged', () => {
    const untagged = (r: Declared) =>
      !/locks|Assignments|tableServices|blobServices|management|config@|Publishing|diagnostic|Links|ZoneGroups|channels/.test(
        r.what,
      );
    const all = templates.flatMap((t) =>
      t.resources.filter(untagged).map((r) => [r.what, path(r.body, 'tags')] as const),
    );
    assert.ok(all.length > 10);
    for (const [what, tags] of all) assert.equal(plain(tags), 'param tags', what);
  });

  it('alert on events that the log knows', () => {
    const sources = [
      'talk/talk',
      'teams/adapter',
      'teams/server',
      'scheduling/run-jobs',
      'scheduling/sending/sending',
      'scheduling/sending/send-entry',
    ]
      .map((name) => text(`src/platform/${name}.ts`))
      .join('\n');
    const queries = template('modules/watch.bicep').root.text;
    const events = [...queries.matchAll(/"([a-z]+\.[a-z-]+)"/g)].map(([, name = '']) => name);
    assert.ok(events.length > 8);
    for (const event of events) assert.ok(sources.includes(`'${event}'`), event);
    assert.equal(
      template('modules/watch.bicep').resources.filter(({what}) => what.includes('scheduledQueryRules'))
        .length,
      4,
    );
  });

  it('take from env/.env.dev what azure.parameters.json asks of it, and leave no parameter without a value', () => {
    const env = parseEnv(text('env/.env.dev'));
    const written = ['BOT_TENANT_ID'];
    const {parameters} = JSON.parse(text('infra/azure.parameters.json')) as {
      parameters: Record<string, {value: unknown}>;
    };
    const taken = template('azure.bicep').parameters;
    for (const name of Object.keys(parameters))
      assert.ok(
        taken.some((p) => p.name === name),
        name,
      );
    for (const {name, fallback} of taken) assert.ok(fallback !== undefined || name in parameters, name);
    // The Toolkit takes an empty value for a missing one.
    for (const [, name = ''] of JSON.stringify(parameters).matchAll(/\$\{\{(\w+)\}\}/g)) {
      assert.ok(env[name] !== undefined && (env[name] !== '' || written.includes(name)), name);
    }
  });

  it('hand to m365agents.yml what it reads, and its variables stand in env/.env.dev', () => {
    const env = parseEnv(text('env/.env.dev'));
    const project = text('m365agents.yml');
    const used = [...project.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
    const outputs = template('azure.bicep').outputs.map(({name}) => name);
    assert.ok(
      used.includes('BOT_AZURE_APP_SERVICE_RESOURCE_ID') &&
        outputs.includes('BOT_AZURE_APP_SERVICE_RESOURCE_ID'),
    );
    for (const name of [...used, ...outputs, 'BOT_OBJECT_ID', 'TEAMS_APP_PUBLISHED_APP_ID'])
      assert.ok(name in env, name);
  });

  it('stand in Toolkit files that name actions and files that are there', () => {
    for (const file of ['m365agents.yml', 'm365agents.local.yml', 'm365agents.playground.yml']) {
      // The shape of the Toolkit's own files.
      const project = parse(text(file)) as Record<string, {uses: string; with: Record<string, string>}[]>;
      const steps = ['provision', 'deploy', 'publish'].flatMap((stage) => project[stage] ?? []);
      assert.ok(steps.length > 0, file);
      for (const step of steps) {
        assert.match(step.uses, /^(teamsApp|aadApp|arm|cli|azureAppService)\/\w+$/);
        for (const path of JSON.stringify(step).match(/\.\/(infra|appPackage)\/[\w./]+/g) ?? []) text(path);
        const run = /^run (\S+)/.exec(step.with['args'] ?? '')?.[1];
        if (run !== undefined) assert.match(text('package.json'), new RegExp(`"${run}": `));
      }
    }
  });
});

describe('env/.env.dev, .env.local and .env.playground', () => {
  const OF_THE_TOOLKIT = [
    'TEAMSFX_ENV',
    'RESOURCE_SUFFIX',
    'AZURE_SUBSCRIPTION_ID',
    'AZURE_RESOURCE_GROUP_NAME',
    'TEAMS_APP_ID',
    'BOT_OBJECT_ID',
    'BOT_AZURE_APP_SERVICE_RESOURCE_ID',
    'BOT_IDENTITY_PRINCIPAL_ID',
    'BOT_DOMAIN',
    'TEAMS_APP_PUBLISHED_APP_ID',
  ];

  for (const [file, more] of [
    ['.env.dev', OF_THE_TOOLKIT],
    ['.env.local', []],
    ['.env.playground', []],
  ] as const) {
    it(`${file} has every variable once, and no other`, () => {
      const names = [...text(`env/${file}`).matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
      assert.deepEqual(names.sort(), [...VARIABLE_NAMES, ...more].sort());
    });

    it(`${file} explains each in Japanese and English`, () => {
      const blocks = text(`env/${file}`)
        .split(/\n\n+/)
        .filter((block) => /^[A-Z]\w*=/m.test(block));
      for (const block of blocks) {
        const comments = block.split('\n').filter((line) => line.startsWith('#'));
        assert.ok(
          comments.some((line) => /[\p{sc=Hira}\p{sc=Han}]/u.test(line)),
          block,
        );
        assert.ok(
          comments.some((line) => /^# [\x20-\x7e]{10,}/.test(line)),
          block,
        );
      }
    });
  }
});
