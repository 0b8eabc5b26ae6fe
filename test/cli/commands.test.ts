import assert from 'node:assert/strict';
import {mkdir, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {memoryStorage} from '../../src/platform/storage/memory-table.ts';
import {writeContentFolder} from '../support/content-folder.ts';
import {temporaryFolder} from '../support/processes.ts';
import {commandLine, type Ran} from './run.ts';

const COMMANDS = [
  ['ask'],
  ['understand'],
  ['knowledge', 'import'],
  ['knowledge', 'list'],
  ['knowledge', 'remove'],
  ['knowledge', 'eval'],
  ['knowledge', 'tune'],
  ['content', 'push'],
  ['jobs', 'list'],
  ['jobs', 'run'],
  ['outbox', 'list'],
  ['outbox', 'stats'],
];

const RULES = '第1条　傘は3日間まで傘立てに置くことができる。\n第2条　忘れた傘は守衛室で保管する。\n';
// 「第1条」, and that umbrellas may stay for three days, in Shift_JIS, which Node itself cannot write.
const SHIFT_JIS = Buffer.from(
  '91e6318ff081408e5082cd8e4f93fa8ad482dc82c58e5097a782c482c9927582af82e981420a',
  'hex',
);

describe('the commands', () => {
  let folder: {path: string; remove: () => Promise<void>};
  let run: (...words: string[]) => Promise<Ran>;
  before(async () => {
    folder = await temporaryFolder();
  });
  beforeEach(() => {
    run = commandLine(memoryStorage(), folder.path);
  });
  after(() => folder.remove());

  const file = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(folder.path, name);
    await writeFile(path, content);
    return path;
  };
  const list = async () => (await run('knowledge', 'list', '--json')).json()[0] as Record<string, unknown>[];

  for (const words of COMMANDS) {
    it(`${words.join(' ')} --help shows its usage`, async () => {
      const {code, out} = await run(...words, '--help');
      assert.equal(code, 0);
      assert.match(out, new RegExp(`Usage: shigotoba ${words.join(' ')}`));
      assert.match(out, /--json/);
    });
  }

  for (const words of [
    [],
    ['nothing'],
    ['knowledge'],
    ['knowledge', 'import'],
    ['knowledge', 'remove'],
    ['knowledge', 'list', '--nothing'],
    ['knowledge', 'import', '--effective', '2026-02-31', 'x.txt'],
    ['knowledge', 'import', '--title', 'x', 'a.txt', 'b.txt'],
    ['knowledge', 'eval'],
    ['knowledge', 'eval', '--docs', 'x'],
    ['knowledge', 'tune'],
    ['ask'],
    ['ask', '--at', 'soon', '傘'],
    ['ask', '--file', 'x', '傘'],
    ['understand', '--now', '31 November', '明日'],
  ]) {
    it(`refuse 「${words.join(' ')}」 as wrong usage`, async () => {
      const {code, out, err} = await run(...words);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.notEqual(err, '');
    });
  }

  describe('knowledge import', () => {
    it('takes files in, and nothing changes the second time', async () => {
      const path = await file('umbrella.txt', RULES);
      const first = await run(
        'knowledge',
        'import',
        path,
        '--json',
        '--source',
        '見本',
        '--effective',
        'R8.4.1',
      );
      assert.equal(first.code, 0);
      const [report] = first.json() as Record<string, unknown>[][];
      assert.deepEqual([report?.[0]?.['document'], report?.[0]?.['change']], ['umbrella', 'new']);
      const before = await list();
      assert.deepEqual(
        before.map(({document, source, effectiveFrom}) => ({document, source, effectiveFrom})),
        [{document: 'umbrella', source: '見本', effectiveFrom: '2026-04-01'}],
      );
      const again = await run(
        'knowledge',
        'import',
        path,
        '--json',
        '--source',
        '見本',
        '--effective',
        'R8.4.1',
      );
      assert.equal((again.json() as Record<string, unknown>[][])[0]?.[0]?.['change'], 'same');
      assert.deepEqual(await list(), before);
    });

    it('reads Shift_JIS and UTF-16', async () => {
      const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(RULES, 'utf16le')]);
      const files = [await file('sjis.txt', SHIFT_JIS), await file('wide.txt', wide)];
      const {code, err} = await run('knowledge', 'import', ...files);
      assert.equal(code, 0, err);
      const texts = async (question: string) => {
        const [answer] = (await run('ask', '--json', question)).json() as {passages: {text: string}[]}[];
        return answer?.passages.map(({text}) => text).join('\n') ?? '';
      };
      assert.match(await texts('忘れた傘の保管'), /守衛室/);
      assert.match(await texts('傘は三日間'), /傘は三日間/);
    });

    const broken: readonly (readonly [string, string, string | Uint8Array | undefined, RegExp])[] = [
      ['an empty file', 'empty.txt', '', /document\/empty.*empty\.txt/],
      ['only spaces', 'spaces.txt', ' \n　\n', /document\/empty/],
      ['a program', 'program.txt', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]), /wrong-type.*ELF/],
      [
        'bytes of no text',
        'bytes.txt',
        Buffer.from(Array.from({length: 999}, (_, i) => (i * 7) % 256)),
        /unreadable/,
      ],
      ['a wrong extension', 'rules.docx', RULES, /mislabelled.*\.docx/],
      ['no extension', 'rules', RULES, /wrong-type/],
      ['a missing file', 'missing.txt', undefined, /unreadable: missing\.txt/],
      [
        'front matter without end',
        'endless.md',
        '---\ntitle: 傘\n# 傘\n本文',
        /front-matter.*endless\.md 1 行目/,
      ],
      [
        'broken front matter',
        'broken.md',
        '---\ntitle: 傘\nsource: [\n---\n本文',
        /front-matter.*broken\.md [34] 行目/,
      ],
      [
        'a date that cannot be',
        'day.md',
        '---\ntitle: 傘\neffective: 2026-02-31\n---\n本文',
        /day\.md 3 行目/,
      ],
      [
        'an individual number',
        'number.txt',
        '第1条　傘の貸出し。\n番号は 1234-5678-9018 とする。\n',
        /personal-number.*number\.txt 2 行目/,
      ],
    ];
    for (const [what, name, content, expected] of broken) {
      it(`refuses ${what}, says why, and takes the others`, async () => {
        const good = await file('good.txt', RULES);
        const path = content === undefined ? join(folder.path, name) : await file(name, content);
        for (const json of [[], ['--json']]) {
          const {code, out, err} = await run('knowledge', 'import', path, good, ...json);
          assert.equal(code, 1);
          if (json.length === 0) assert.match(err, expected);
          assert.match(out, json.length === 0 ? /^good/m : /"refused":"document\//);
          assert.doesNotMatch(out + err, /5678|9018|undefined|\{\w+\}/);
        }
        assert.deepEqual(
          (await list()).map(({document}) => document),
          ['good'],
        );
      });
    }

    it('refuses a folder, and 200 MB before reading them', async () => {
      const path = join(folder.path, 'folder.txt');
      await mkdir(path);
      const large = await file('large.txt', '');
      await truncate(large, 200 * 1024 * 1024);
      const {code, err} = await run('knowledge', 'import', path, large);
      assert.equal(code, 1);
      assert.match(err, /folder\.txt/);
      assert.match(err, /document\/too-large.*large\.txt.*200.*20/);
    });

    it('keeps the earlier version of what it refuses', async () => {
      const path = await file('kept.txt', RULES);
      await run('knowledge', 'import', path);
      const before = await list();
      await file('kept.txt', '');
      assert.equal((await run('knowledge', 'import', path)).code, 1);
      assert.deepEqual(await list(), before);
      assert.match((await run('ask', '忘れた傘の保管')).out, /守衛室/);
    });

    it('replaces a document as a whole', async () => {
      const path = await file('whole.txt', RULES);
      await run('knowledge', 'import', path);
      await file('whole.txt', '第1条　自転車は駐輪場に置く。\n');
      assert.match((await run('knowledge', 'import', path)).out, /replaced/);
      assert.equal((await list())[0]?.['passages'], 1);
      assert.doesNotMatch((await run('ask', '--json', '忘れた傘の保管')).out, /守衛室/);
    });
  });

  describe('knowledge remove', () => {
    it('withdraws a document; one that is not there is refused', async () => {
      await run('knowledge', 'import', await file('gone.txt', RULES));
      const {code, out} = await run('knowledge', 'remove', 'gone', '--json');
      assert.deepEqual([code, JSON.parse(out)], [0, {document: 'gone', removed: true, versions: [null]}]);
      assert.deepEqual(await list(), []);
      const again = await run('knowledge', 'remove', 'gone');
      assert.equal(again.code, 1);
      assert.match(again.err, /document\/unknown: 文書「gone」.*\n.*There is no document "gone"/);
    });
  });

  describe('ask', () => {
    it('answers each line of a file, an empty one too', async () => {
      await run('knowledge', 'import', await file('asked.txt', RULES));
      const questions = await file('questions.txt', '忘れた傘の保管\r\n\r\n火星の天気\n');
      const {code, json} = await run('ask', '--file', questions);
      assert.equal(code, 0);
      const answers = json() as {
        kind: string;
        passages: {document: string; path: string}[];
        contact: unknown;
      }[];
      assert.deepEqual(answers.map(({kind}) => kind).slice(1), ['refused', 'none']);
      assert.deepEqual(
        [answers[0]?.passages[0]?.document, answers[0]?.passages[0]?.path],
        ['asked', '第2条'],
      );
      assert.ok(answers[2]?.contact !== null);
    });

    it('leaves out what is not yet in force', async () => {
      await run('knowledge', 'import', await file('later.txt', RULES), '--effective', '2027-04-01');
      const kind = async (at: string) =>
        ((await run('ask', '忘れた傘の保管', '--json', '--at', at)).json()[0] as {kind: string}).kind;
      assert.equal(await kind('2027-03-31T23:59:59+09:00'), 'none');
      assert.equal(await kind('2027-04-01'), 'answer');
    });
  });

  describe('ask --explain', () => {
    it('shows what each word counted, and the confidence against the limits', async () => {
      await run('knowledge', 'import', await file('explained.txt', RULES));
      const [answer] = (await run('ask', '--explain', '--json', '忘れた傘の保管')).json() as {
        confidence: number;
        limits: {answer: number; unsure: number};
        passages: {score: number}[];
        explanations: {
          score: number;
          shares: Record<string, number>;
          terms: {term: string; text: number}[];
        }[];
      }[];
      const [explained] = answer?.explanations ?? [];
      assert.ok(explained !== undefined && answer !== undefined);
      assert.equal(answer.explanations.length, answer.passages.length);
      assert.ok(answer.confidence >= answer.limits.answer);
      const sum = Object.values(explained.shares).reduce((all, share) => all + share, 0);
      assert.ok(Math.abs(sum - explained.score) < 0.002, `${sum} ${explained.score}`);
      assert.ok((explained.terms.find(({term}) => term === '保管')?.text ?? 0) > 0);
      const {out} = await run('ask', '--explain', '忘れた傘の保管');
      assert.match(out, /・保管 {2}idf/);
      assert.match(out, /確からしさ 0\.\d+（回答 0\.330 以上、候補 0\.235 以上）/);
      assert.doesNotMatch(out, /undefined|NaN/);
    });

    it('is silent where it was not asked for', async () => {
      await run('knowledge', 'import', await file('explained.txt', RULES));
      assert.doesNotMatch((await run('ask', '--json', '忘れた傘の保管')).out, /explanations|limits/);
    });
  });

  describe('knowledge tune', () => {
    const things = ['傘', '自転車', '鍵', '名札', '掲示板', '書庫', '食器', '植木', '毛布', '台車'];
    const rules = things.map((thing, n) => `第${n + 1}条 ${thing}の保管は第${n + 1}係が行う。\n`).join('');
    const asked = things.map((thing, n) => ({
      id: `a${n}`,
      q: `${thing}の保管`,
      source: 'things',
      must: [thing],
    }));
    const others = ['火星の天気', '船の切符', '花火の音', '卵の値段', '雪の深さ'];
    const unasked = others.map((q, n) => ({id: `u${n}`, q, unanswerable: true}));
    const lines = (questions: readonly object[]) => questions.map((one) => JSON.stringify(one)).join('\n');
    const limits = async () =>
      ((await run('ask', '--json', '--explain', '傘の保管')).json()[0] as {limits: object}).limits;

    it('learns both limits, says how it does on what was not learned from, and stores them', async () => {
      await run('knowledge', 'import', await file('things.txt', rules));
      const before = await limits();
      const questions = await file('tune.jsonl', lines([...asked, ...unasked]));
      const dry = await run('knowledge', 'tune', '--questions', questions, '--dry-run', '--json');
      assert.equal(dry.code, 0, dry.err);
      assert.deepEqual(await limits(), before);
      const {code, json} = await run('knowledge', 'tune', '--questions', questions, '--json');
      assert.equal(code, 0);
      const [result] = json() as {stored: boolean; learned: {limits: {answer: number}; folds: object[]}}[];
      assert.equal(result?.stored, true);
      assert.equal(result.learned.folds.length, 5);
      assert.notDeepEqual(result.learned.limits, before);
      assert.deepEqual(await limits(), result.learned.limits);
      assert.match((await run('knowledge', 'tune', '--questions', questions)).out, /検証 5 .*\n保存しました/);
    });

    it('refuses too few questions, and leaves the limits alone', async () => {
      await run('knowledge', 'import', await file('things.txt', rules));
      const before = await limits();
      const questions = await file('few.jsonl', lines([...asked, ...unasked.slice(1)]));
      const {code, err} = await run('knowledge', 'tune', '--questions', questions);
      assert.equal(code, 1);
      assert.match(err, /too-few-questions: .*few\.jsonl.*10 件.*4 件（5 件以上必要）/);
      assert.deepEqual(await limits(), before);
    });

    it('names the line of a question that cannot be read', async () => {
      const questions = await file('bad.jsonl', `${lines(asked)}\n{"id": 1}\n`);
      const {code, err} = await run('knowledge', 'tune', '--questions', questions);
      assert.equal(code, 1);
      assert.match(err, /bad-line.*bad\.jsonl 11 行目/);
    });
  });

  it('understand says what each sentence is for, at an instant', async () => {
    const sentences = await file('sentences.txt', '明日の14時から傘立ては使える？\nヘルプ\n');
    const {code, json} = await run('understand', '--file', sentences, '--now', '2026-11-24T10:00:00+09:00');
    assert.equal(code, 0);
    const [first, second] = json() as {intent: string; slots: Record<string, unknown>}[];
    assert.deepEqual(
      [first?.intent, first?.slots['date'], first?.slots['start']],
      ['knowledge.ask', '2026-11-25', '14:00'],
    );
    assert.equal(second?.intent, 'help');
    const one = await run('understand', 'ヘルプ', '--json');
    assert.equal((one.json()[0] as {intent: string}).intent, 'help');
  });

  describe('content push', () => {
    it('takes a folder over, once', async () => {
      const content = join(folder.path, 'content');
      await writeContentFolder(content);
      const changes = async () => {
        const {code, json} = await run('content', 'push', content, '--json');
        assert.equal(code, 0);
        return new Set((json()[0] as {change: string}[]).map(({change}) => change));
      };
      assert.deepEqual(await changes(), new Set(['new']));
      assert.deepEqual(await changes(), new Set(['same']));
      assert.equal((await list()).length, 2);
    });

    it('takes synonyms over, and questions follow', async () => {
      const content = join(folder.path, 'synonyms');
      await writeContentFolder(content, {synonyms: 'synonyms:\n  - {word: パラソル, official: [傘]}\n'});
      const first = async () => {
        const [answer] = (await run('ask', '忘れたパラソル', '--json')).json() as {
          passages: {text: string}[];
        }[];
        return answer?.passages[0]?.text ?? '';
      };
      await run('content', 'push', content);
      assert.match(await first(), /守衛室/);
    });

    for (const [what, synonyms, expected] of [
      [
        'a key of another name',
        'synonyms:\n  - {word: 残業, oficial: [時間外勤務]}\n',
        /synonyms\.yaml:2: .*oficial/,
      ],
      [
        'no official word',
        'synonyms:\n  - word: 残業\n    official: []\n',
        /synonyms\.yaml:3: synonyms\.0\.official/,
      ],
      [
        'an empty word',
        "synonyms:\n  - {word: ' ', official: [傘]}\n",
        /synonyms\.yaml:2: synonyms\.0\.word/,
      ],
      ['a list where a word belongs', 'synonyms:\n  - {word: [a], official: [傘]}\n', /synonyms\.yaml:2/],
    ] as const) {
      it(`refuses synonyms with ${what}, and takes nothing over`, async () => {
        const content = join(folder.path, 'wrong-synonyms');
        await writeContentFolder(content, {synonyms});
        const {code, err} = await run('content', 'push', content);
        assert.equal(code, 1);
        assert.match(err, expected);
        assert.deepEqual(await list(), []);
      });
    }

    it('takes nothing over where one file is broken, and names its line', async () => {
      const content = join(folder.path, 'broken-content');
      await writeContentFolder(content, {
        contacts: 'default:\n  section: {ja: 見本課, en: Sample}\n  extension: [7001\n',
      });
      const {code, err} = await run('content', 'push', content);
      assert.equal(code, 1);
      assert.match(err, /contacts\.yaml:[34]: YAML として読めません/);
      assert.match(err, /content\/invalid: .*1 件.*何も反映していません/);
      assert.deepEqual(await list(), []);
    });
  });

  describe('knowledge eval', () => {
    const docs = [
      {id: 'a', title: '図書室', text: '図書室は九時に開く。'},
      {id: 'b', title: '体育館', text: '体育館は前の月から予約できる。'},
    ];
    const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

    it('measures a corpus without touching what is stored', async () => {
      const queries = [
        {id: '1', text: '体育館の予約', relevant: ['b']},
        {id: '2', text: '図書室は開く', relevant: ['a', 'missing'], grades: {a: 2, missing: 1}},
        {id: '3', text: 'ヨット', relevant: ['a']},
      ];
      const paths = [
        '--docs',
        await file('docs.jsonl', lines(docs)),
        '--queries',
        await file('q.jsonl', lines(queries)),
      ];
      const {code, json} = await run('knowledge', 'eval', ...paths, '--json');
      assert.equal(code, 0);
      const found = json()[0] as Record<string, number>;
      // First found 1, 1, 0 times; of the second's two one; gains 2 of 2 + 1/log2(3).
      const {queries: asked, pAt1, recallAt5, recallAt10, mrrAt10, ndcgAt10} = found;
      assert.deepEqual([asked, pAt1, recallAt5, recallAt10, mrrAt10], [3, 0.6667, 0.5, 0.5, 0.6667]);
      assert.equal(ndcgAt10, Number(((1 + 2 / (2 + 1 / Math.log2(3))) / 3).toFixed(4)));
      for (const name of ['buildMs', 'p50Ms', 'p95Ms', 'rssMb']) assert.ok((found[name] ?? -1) >= 0, name);
      assert.deepEqual(await list(), []);
    });

    for (const [what, text] of [
      ['no JSON', '{"id": "1"'],
      ['no list of right ones', '{"id": "1", "text": "x"}'],
    ] as const) {
      it(`names a line with ${what}`, async () => {
        const good = JSON.stringify({id: '0', text: '図書室', relevant: ['a']});
        const queries = await file('broken.jsonl', `${good}\n${text}\n`);
        const {code, err} = await run(
          'knowledge',
          'eval',
          '--docs',
          await file('docs.jsonl', lines(docs)),
          '--queries',
          queries,
        );
        assert.equal(code, 1);
        assert.match(err, /document\/bad-line: .*broken\.jsonl 2 行目/);
      });
    }
  });
});
