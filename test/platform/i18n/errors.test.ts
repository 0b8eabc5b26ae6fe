import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {CodedError, ERROR_CODES} from '../../../src/kernel/errors.ts';
import {errorLines, errorTexts} from '../../../src/platform/i18n/errors.ts';

describe('error codes', () => {
  it('have a sentence in both languages, with the same values filled in', () => {
    const values = (text: string) => [...text.matchAll(/\{(\w+?)(Ja)?\}/g)].map((m) => m[1]).sort();
    for (const code of ERROR_CODES) {
      assert.deepEqual(values(errorTexts[code].ja), values(errorTexts[code].en), code);
      assert.ok(errorTexts[code].ja.length > 5 && errorTexts[code].en.length > 5, code);
    }
  });

  it('stand in docs/errors.md, and only they', () => {
    const documented = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z-]+\/[a-z-]+)` +\|/gm)];
    assert.deepEqual(documented.map((m) => m[1]).sort(), [...ERROR_CODES].sort());
  });

  it('are printed with their sentence in Japanese and in English', () => {
    const lines = errorLines(new CodedError('config/port-taken', {port: 3978, name: 'PORT'}));
    assert.equal(lines.length, 1, 'what stops a start stands on one line');
    assert.match(lines[0] ?? '', /^config\/port-taken: ポート 3978 .* \/ Port 3978 is taken/);
    const [ja, en] = errorLines(new CodedError('document/unknown', {document: 'kisoku'}));
    assert.match(ja ?? '', /^document\/unknown: 文書「kisoku」/);
    assert.match(en ?? '', /no document "kisoku"/);
  });
});
