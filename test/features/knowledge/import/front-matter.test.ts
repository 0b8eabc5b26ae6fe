import assert from 'node:assert/strict';
import {readFrontMatter} from '../../../../src/features/knowledge/import/front-matter.ts';

describe('readFrontMatter', () => {
  it('reads the keys and leaves the body', () => {
    const text =
      '---\ntitle: 倉庫の手引\nsource: https://example.jp/souko\neffective: R8.4.1\nsection: 庶務係\n---\n# 倉庫\n';
    assert.deepEqual(readFrontMatter(text), {
      kind: 'read',
      data: {
        title: '倉庫の手引',
        source: 'https://example.jp/souko',
        effective: '2026-04-01',
        section: '庶務係',
      },
      body: '# 倉庫\n',
      linesBefore: 6,
    });
  });

  it('takes a text without it, or with a rule above it, as it stands', () => {
    for (const text of ['# 倉庫\n---\nあ', '---\n\n本文だけ\n']) {
      assert.deepEqual(readFrontMatter(text), {kind: 'read', data: {}, body: text, linesBefore: 0});
    }
    assert.deepEqual(readFrontMatter('---\n---\n本文'), {
      kind: 'read',
      data: {},
      body: '本文',
      linesBefore: 2,
    });
  });

  it('names the line and the known keys for each unknown one', () => {
    const known = 'document, title, source, issuer, kind, applies, audience, effective, date, section';
    assert.deepEqual(readFrontMatter('---\ntitle: 倉庫\nautor: 山野\n\nid: x\n---\n本文'), {
      kind: 'refused',
      problems: [
        {code: 'document/front-matter', line: 3, details: {problem: 'unknown-key', key: 'autor', known}},
        {code: 'document/front-matter', line: 5, details: {problem: 'unknown-key', key: 'id', known}},
      ],
    });
  });

  it('refuses aliases that lead nowhere, or everywhere', () => {
    const bomb = `a: &a [${'x,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]`;
    for (const yaml of ['title: *nope', bomb]) {
      const read = readFrontMatter(`---\n${yaml}\n---\n本文`);
      assert.ok(read.kind === 'refused', yaml);
      assert.equal(read.problems[0]?.code, 'document/front-matter');
    }
  });

  it('names the line of a value that cannot be, and what it should be', () => {
    assert.deepEqual(readFrontMatter('---\r\ntitle: [a]\r\neffective: 令和8年2月30日\r\n---\r\n本文'), {
      kind: 'refused',
      problems: [
        {
          code: 'document/front-matter',
          line: 2,
          details: {problem: 'wrong-value', key: 'title', expected: 'text (1–300)'},
        },
        {
          code: 'document/front-matter',
          line: 3,
          details: {problem: 'wrong-value', key: 'effective', expected: '2026-04-01, 令和8年4月1日, R8.4.1'},
        },
      ],
    });
  });

  it('names the line of broken YAML, of a missing end, and of no keys', () => {
    const broken = readFrontMatter('---\ntitle: 倉庫\nsource: "開いたまま\n---\n本文');
    assert.ok(broken.kind === 'refused');
    assert.equal(broken.problems[0]?.details['problem'], 'syntax');
    assert.ok((broken.problems[0].line ?? 0) >= 3);
    const open = readFrontMatter('---\ntitle: 倉庫\n本文');
    assert.deepEqual(open, {
      kind: 'refused',
      problems: [{code: 'document/front-matter', line: 1, details: {problem: 'not-closed'}}],
    });
    assert.equal(readFrontMatter('---\nただの文\n---\n本文').kind, 'refused');
  });
});
