import assert from 'node:assert/strict';
import {
  guessEffective,
  guessTitle,
  readDay,
  readFrontMatter,
} from '../../../../src/features/knowledge/import/about.ts';

describe('readDay', () => {
  for (const text of [
    '2026-04-01',
    '2026年4月1日',
    '令和8年4月1日',
    '令和八年四月一日',
    'R8.4.1',
    'r8.4.1',
    ' 令和 8 年 4 月 1 日 ',
  ]) {
    it(`reads ${text}`, () => assert.equal(readDay(text), '2026-04-01'));
  }

  it('knows first years and other eras', () => {
    assert.equal(readDay('令和元年5月1日'), '2019-05-01');
    assert.equal(readDay('平成二九年 三月二八日'), '2017-03-28');
  });

  for (const text of ['2026-02-30', '令和8年13月1日', '4月1日', '来週', '', '2026-04-01から']) {
    it(`takes 「${text}」 for no day`, () => assert.equal(readDay(text), undefined));
  }
});

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
    const known = 'title, source, effective, section';
    assert.deepEqual(readFrontMatter('---\ntitle: 倉庫\nautor: 山野\n\nid: x\n---\n本文'), {
      kind: 'refused',
      problems: [
        {code: 'document/front-matter', line: 3, details: {problem: 'unknown-key', key: 'autor', known}},
        {code: 'document/front-matter', line: 5, details: {problem: 'unknown-key', key: 'id', known}},
      ],
    });
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

describe('guessTitle', () => {
  it('takes the first heading, the first title, a regulation by its sign, else the file name', () => {
    assert.equal(guessTitle('# 倉庫の手引\n\n本文。', 'x.md'), '倉庫の手引');
    assert.equal(guessTitle('\n令和8年3月5日\n\n倉庫検討会の概要\n\n本文。', 'x.txt'), '倉庫検討会の概要');
    assert.equal(guessTitle('○倉庫管理規程\n平成20年3月1日', 'x.txt'), '倉庫管理規程');
    assert.equal(
      guessTitle('(目的)\n\n第1条 この規程は、倉庫を定める。', '/a/souko-kitei.txt'),
      'souko-kitei',
    );
    assert.equal(
      guessTitle('庶務第3号\n令和8年5月1日\n各係長 様\n庶務課長\n倉庫の鍵について（通知）', 'x.txt'),
      '倉庫の鍵について（通知）',
    );
    assert.equal(guessTitle('倉庫は、朝に開ける。', 'c:\\x\\倉庫.v2.txt'), '倉庫.v2');
  });
});

describe('guessEffective', () => {
  it('takes the latest day from which the rule says it holds', () => {
    const text =
      '附 則\nこの要領は、平成三十年四月一日から施行する。\n附 則\nこの要領は、令和七年十月一日から施行する。';
    assert.equal(guessEffective(text), '2025-10-01');
  });

  it('says nothing where only others are said to hold', () => {
    assert.equal(guessEffective('条例は、令和7年4月1日から施行する予定である。\n令和7年4月1日'), undefined);
  });
});
