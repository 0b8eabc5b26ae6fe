import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {readDockerfile} from './dockerfile.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const stages = readDockerfile(join(ROOT, 'Dockerfile'));
const last = stages.at(-1)!;
const words = (keyword: string) =>
  last.steps.filter((step) => step.keyword === keyword).map((step) => step.words);

describe('the Dockerfile', () => {
  it('builds in stages, on a Node that the project names', () => {
    assert.equal(stages.length, 3);
    const [, major = ''] = /^node:(\d+)-/.exec(last.image) ?? [];
    for (const {image} of stages) assert.equal(image, last.image);
    assert.match(readFileSync(join(ROOT, 'package.json'), 'utf8'), new RegExp(`\\^${major}\\.\\d+\\.\\d+"`));
  });

  it('copies what is there, and what .dockerignore lets through', () => {
    const [all, ...through] = readFileSync(join(ROOT, '.dockerignore'), 'utf8').trim().split('\n');
    assert.equal(all, '*');
    let found = 0;
    for (const {steps} of stages) {
      for (const {keyword, words: copied, from} of steps) {
        if (keyword !== 'COPY') continue;
        if (from !== undefined)
          assert.ok(
            stages.some(({name}) => name === from),
            from,
          );
        else {
          for (const source of copied.split(/\s+/).slice(0, -1)) {
            assert.ok(existsSync(join(ROOT, source)) && through.includes(`!${source}`), source);
            found++;
          }
        }
      }
    }
    assert.ok(found > 8);
  });

  it('ends without root, without development packages, with a health check and one process that gets the signal', () => {
    assert.deepEqual(words('USER'), ['node']);
    assert.deepEqual(words('RUN'), []);
    assert.ok(
      last.steps.findIndex(({keyword}) => keyword === 'USER') >
        last.steps.findLastIndex(({keyword}) => keyword === 'COPY'),
    );
    const packages = stages
      .find(({name}) => name === 'packages')!
      .steps.find(({keyword}) => keyword === 'RUN')!;
    assert.match(packages.words, /^npm ci --omit=dev --omit=optional && npm run trim$/);
    assert.match(words('HEALTHCHECK')[0] ?? '', /\/readyz/);
    assert.ok(Array.isArray(JSON.parse(words('CMD')[0] ?? '')));
    assert.deepEqual(words('STOPSIGNAL'), ['SIGTERM']);
    assert.match(words('ENV')[0] ?? '', /\bNODE_ENV=production\b/);
  });
});
