import {readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {catalogOf, readTypes, type TypeList} from './azure-types.ts';
import {checkInfra} from './check.ts';
import {loadSyntax} from './syntax.ts';

// npm run infra:check -- [TYPES] [--facts FILE]: with a folder of Azure's types it looks everything up there, and can
// write down what it needed; else it looks into what was written down, which knows only what the templates use now.
const FACTS = resolve(import.meta.dirname, '../../test/infra/azure-facts.json');
const {values, positionals} = parseArgs({allowPositionals: true, options: {facts: {type: 'string'}}});
const [folder] = positionals;
const lists =
  folder === undefined
    ? // Written by this program.
      (JSON.parse(readFileSync(FACTS, 'utf8')) as TypeList[])
    : readTypes(resolve(folder));
const catalog = catalogOf(lists);
const problems = checkInfra(resolve(import.meta.dirname, '..'), await loadSyntax(), catalog);
for (const {file, line, text} of problems) console.error(`infra/${file}:${line}: ${text}`);
if (values.facts !== undefined) writeFileSync(resolve(values.facts), `${JSON.stringify(catalog.looked())}\n`);
console.log(problems.length === 0 ? 'infra: 問題なし OK' : `infra: ${problems.length}`);
process.exitCode = problems.length === 0 ? 0 : 1;
