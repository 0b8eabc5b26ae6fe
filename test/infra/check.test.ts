import assert from 'node:assert/strict';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {catalogOf, type TypeList} from '../../infra/check/azure-types.ts';
import {checkInfra} from '../../infra/check/check.ts';
import {loadSyntax, type ReadSyntax} from '../../infra/check/syntax.ts';

const ROOT = resolve(import.meta.dirname, '../..');
// Written by `npm run infra:check -- TYPES --facts test/infra/azure-facts.json`.
const FACTS = JSON.parse(readFileSync(join(ROOT, 'test/infra/azure-facts.json'), 'utf8')) as TypeList[];

describe('infra/', () => {
  let read: ReadSyntax;
  let folder: string;
  before(async () => {
    read = await loadSyntax();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shigotoba-'));
    cpSync(join(ROOT, 'infra'), folder, {recursive: true, filter: (path) => !path.endsWith('check')});
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const check = () =>
    checkInfra(folder, read, catalogOf(FACTS)).map(({file, line, text}) => `${file}:${line}: ${text}`);

  it('is right by its form, its references and Azure’s types', () => {
    assert.deepEqual(check(), []);
  });

  const SLIPS: Readonly<Record<string, readonly [file: string, from: string, to: string, said: RegExp]>> = {
    'what is no Bicep': ['azure.bicep', 'module storage', 'modul storage', /not Bicep/],
    'a name that nothing has': [
      'azure.bicep',
      'location: location',
      'location: locatoin',
      /nothing is called locatoin/,
    ],
    'a function that there is not': [
      'modules/storage.bicep',
      'name: guid(account',
      'name: gudi(account',
      /no function is called gudi/,
    ],
    'what is declared for nothing': [
      'modules/vault.bicep',
      'param tags object',
      'param tags object\nparam more string',
      /not used: more/,
    ],
    'a parameter that a module does not take': [
      'azure.bicep',
      'alertEmail: alertEmail',
      'mail: alertEmail',
      /takes no mail/,
    ],
    'a parameter that a module wants': [
      'azure.bicep',
      '    backupDays: backupDays\n',
      '',
      /wants backupDays/,
    ],
    'a module’s file that is not there': [
      'azure.bicep',
      'modules/watch.bicep',
      'modules/wach.bicep',
      /no file/,
    ],
    'an output that a module has not': [
      'azure.bicep',
      'web.outputs.siteId',
      'web.outputs.siteID',
      /has no output siteID/,
    ],
    'a resource type that there is not': [
      'modules/vault.bicep',
      'vaults@2026-02-01',
      'vaults@2020-01-01',
      /no type/,
    ],
    'a property that there is not': [
      'modules/web.bicep',
      'httpsOnly: true',
      'httpOnly: true',
      /httpOnly: no such property/,
    ],
    'a property within a variable': [
      'modules/web.bicep',
      'alwaysOn: true',
      'allwaysOn: true',
      /allwaysOn: no such/,
    ],
    'a property that must be there': [
      'modules/storage.bicep',
      "  kind: 'StorageV2'\n",
      '',
      /kind: is required/,
    ],
    'a literal that Azure does not know': [
      'modules/storage.bicep',
      "'CanNotDelete'",
      "'CannotDelete'",
      /none of .*CanNotDelete/,
    ],
    'a literal of another kind': [
      'modules/web.bicep',
      'reserved: true',
      "reserved: 'true'",
      /reserved: "true" does not fit/,
    ],
    'a parameter of another kind': [
      'modules/web.bicep',
      'capacity: instances',
      'capacity: planSku',
      /capacity: string does not fit/,
    ],
    'a list where none belongs': [
      'modules/web.bicep',
      "healthCheckPath: '/readyz'",
      "healthCheckPath: ['/readyz']",
      /a list does not fit/,
    ],
    'what can only be read': [
      'modules/web.bicep',
      'httpsOnly: true',
      "httpsOnly: true\n    state: 'Running'",
      /state: can only be read/,
    ],
    'a reading of what is not there': [
      'modules/web.bicep',
      'properties.defaultHostName',
      'properties.hostname',
      /nothing there to read/,
    ],
    'a channel that there is not': [
      'botRegistration/azurebot.bicep',
      "channelName: 'MsTeamsChannel'",
      "channelName: 'TeamsChannel'",
      /no such channelName/,
    ],
  };
  for (const [what, [file, from, to, said]] of Object.entries(SLIPS)) {
    it(`finds ${what}`, () => {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      assert.ok(text.includes(from), from);
      writeFileSync(path, text.replace(from, to));
      assert.match(check().join('\n'), said);
    });
  }
});
