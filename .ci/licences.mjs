// Lists the licences of all that a production install brings, as the lock file has it, and refuses one that is not
// known to be fine for a city: node .ci/licences.mjs [--all]
import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {argv} from 'node:process';

const ROOT = resolve(import.meta.dirname, '..');
const FINE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Unlicense',
]);
/** What names its licence in another way, looked at by hand. */
const LOOKED_AT = {
  // Its readme says so.
  'escape-regexp-component': 'MIT',
};

const {packages} = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
const found = [];
for (const [path, {version, license, dev, devOptional, optional}] of Object.entries(packages)) {
  if (path === '' || dev || devOptional) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  found.push({
    name,
    version,
    optional: optional === true,
    licence: license ?? own(path) ?? LOOKED_AT[name] ?? '?',
  });
}

/** @param {string} path */
function own(path) {
  const file = join(ROOT, path, 'package.json');
  if (!existsSync(file)) return undefined;
  const {license, licenses} = JSON.parse(readFileSync(file, 'utf8'));
  return license?.type ?? license ?? licenses?.map(({type}) => type).join(' OR ');
}

// Of several to choose from, one that is fine is enough; of several that hold together, all must be.
const isFine = (licence) =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => FINE.has(name.trim())));

const counts = new Map();
for (const {licence} of found) counts.set(licence, (counts.get(licence) ?? 0) + 1);
for (const [licence, count] of [...counts].sort(([, a], [, b]) => b - a)) {
  console.log(`${String(count).padStart(4)}  ${licence}`);
}
if (argv.includes('--all')) {
  for (const {name, version, licence} of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    console.log(`${name} ${version}: ${licence}`);
  }
}
const bad = found.filter(({licence}) => !isFine(licence));
for (const {name, version, licence} of bad) console.error(`${name} ${version}: ${licence}`);
process.exitCode = bad.length === 0 ? 0 : 1;
