import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import iconv from 'iconv-lite';
import {TABLES} from '../../../src/features.ts';
import {memoryStorage} from '../../../src/platform/storage/memory-table.ts';
import type {Storage} from '../../../src/platform/storage/table.ts';
import {commandLine, type Ran} from '../../cli/run.ts';
import {writeContentFolder} from '../../support/content-folder.ts';
import {makeXlsx} from '../knowledge/import/formats/making/make-xlsx.ts';

const HEAD = '職員番号,氏名,フリガナ,所属,採用日,UPN';
const TANAKA = '00101,田中 花子,ﾀﾅｶ ﾊﾅｺ,総務課,R8.4.1,s101@city.example';
const SATO = '00102,髙﨑①,タカサキ,財政課,令和元年5月1日,s102@city.example';

describe('the commands of the staff list', () => {
  let folder: string;
  let storage: Storage;
  let run: (...words: string[]) => Promise<Ran>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staff-'));
    await writeContentFolder(join(folder, 'content'));
    storage = memoryStorage();
    await storage.ensure(TABLES);
    run = commandLine(storage, join(folder, 'content'));
  });
  afterEach(() => rm(folder, {recursive: true}));

  async function file(content: string | Uint8Array, name = 'list.csv'): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }
  const list = (...rows: string[]) => [HEAD, ...rows, ''].join('\n');
  async function rows(): Promise<string[]> {
    const found: string[] = [];
    for (const table of ['staff', 'links']) {
      for await (const {row} of storage.table(table).list({})) found.push(`${table} ${row.pk} ${row.rk}`);
    }
    return found;
  }

  describe('staff import', () => {
    it('takes in what a city hall hands over, in CP932 too', async () => {
      const path = await file(
        Uint8Array.from(iconv.encode(`令和8年度 職員名簿\n${list(TANAKA, SATO)}`, 'cp932')),
      );
      const {code, out, err} = await run('staff', 'import', path);
      assert.equal(code, 0, err);
      assert.match(out, /新規 new: 2/);
      assert.match((await run('staff', 'unlinked')).out, /^00101\n00102\n/);
    });

    for (const [what, content, line, column, text, name] of [
      ['a missing column', '職員番号,所属\n1,総務課\n', 1, '氏名', /no column/],
      ['a number twice without 兼務', list(TANAKA, TANAKA.replace('s101', 's9')), 2, '職員番号', /twice/],
      ['31 February', list(TANAKA.replace('R8.4.1', 'R8.2.31')), 2, '採用日', /date/],
      ['a year without an era', list(TANAKA.replace('R8.4.1', '8.4.1')), 2, '採用日', /era/],
      ['a formula', list(TANAKA.replace('総務課', '=A1')), 2, '所属', /formula/],
      ['300 columns', `${HEAD}${',x'.repeat(294)}\n${TANAKA}\n`, 1, undefined, /columns/],
      ['an empty file', '', 1, undefined, /empty/],
      ['a locked workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1), 1, undefined, /password/, 'list.xlsx'],
      ['a renamed .exe', Uint8Array.of(0x4d, 0x5a, 0x90, 0), 1, undefined, /no table/, 'list.csv'],
      [
        'a wrong encoding',
        Uint8Array.from(iconv.encode(list(TANAKA), 'euc-jp')),
        1,
        undefined,
        /encoding|column/,
      ],
      [
        'merged cells',
        makeXlsx({名簿: [HEAD.split(','), TANAKA.split(',')]}, {merged: ['A2:A3']}),
        3,
        undefined,
        /merged/,
        'list.xlsx',
      ],
      ['an individual number', `${HEAD},備考\n${TANAKA},123456789018\n`, 2, '備考', /individual number/],
      ['a reading that is none', list(TANAKA.replace('ﾀﾅｶ ﾊﾅｺ', '田中')), 2, 'フリガナ', /kana/],
      ['an address that is none', list(TANAKA.replace('s101@city.example', 's101')), 2, 'UPN', /address/],
    ] as readonly (readonly [string, string | Uint8Array, number, string | undefined, RegExp, string?])[]) {
      it(`names ${what}, and writes nothing`, async () => {
        const path = await file(content, name);
        const {code, err} = await run('staff', 'import', path);
        assert.equal(code, 1);
        const where = `${name ?? 'list.csv'}:${line}${column === undefined ? '' : ` 「${column}」`}: `;
        assert.ok(err.includes(where), `${where} in ${err}`);
        assert.match(err, text);
        assert.doesNotMatch(err, /123456789018/);
        assert.deepEqual(await rows(), []);
      });
    }

    it('takes the organisation’s own headings for what its setting says', async () => {
      const path = await file('職員ID,名前,所属課名\n00101,田中 花子,総務課\n');
      assert.equal((await run('staff', 'import', path)).code, 1);
      const setting = join(folder, 'content', 'staff-columns.yaml');
      await writeFile(setting, 'columns:\n  職員ID: 職員番号\n  所属課名: 趣味\n');
      const refused = await run('content', 'push');
      assert.equal(refused.code, 1);
      assert.match(refused.err, /staff-columns\.yaml:3: .*「趣味」という項目はありません/);
      await writeFile(setting, 'columns:\n  職員ID: 職員番号\n  所属課名: 所属\n');
      assert.match((await run('content', 'push')).out, /staff-columns: 新規 new/);
      const {code, out, err} = await run('staff', 'import', path);
      assert.equal(code, 0, err);
      assert.match(out, /新規 new: 1/);
    });

    it('of two at once takes one, and says so to the other', async () => {
      const paths = [await file(list(TANAKA), 'a.csv'), await file(list(SATO), 'b.csv')];
      // Both look before either writes.
      const table = storage.table('staff');
      let waiting = 0;
      let go: () => void = () => undefined;
      const both = new Promise<void>((resolve) => (go = resolve));
      const held: Storage = {
        ...storage,
        table: (name) =>
          name !== 'staff'
            ? storage.table(name)
            : {
                ...table,
                async transact(operations, options) {
                  if (++waiting === 2) go();
                  await both;
                  return table.transact(operations, options);
                },
              },
      };
      const slow = commandLine(held, join(folder, 'content'));
      const [one, other] = await Promise.all(paths.map((path) => slow('staff', 'import', path)));
      assert.deepEqual([one?.code, other?.code].sort(), [0, 1]);
      assert.match(`${one?.err}${other?.err}`, /Somebody else took a list in meanwhile/);
      const {out} = await run('staff', 'unlinked');
      assert.match(out, /未連携 unlinked: 1 /);
    });
  });

  describe('staff sections import', () => {
    const HEADINGS = '所属コード,所属名,開始日,終了日,後継';

    it('takes codes in with their times, and lists what nobody took over', async () => {
      await run('staff', 'import', await file('職員番号,氏名,所属コード,所属\n1,田中 花子,9999,旧課\n'));
      const path = await file(
        [
          HEADINGS,
          '1010,総務課,H20.4.1,,',
          '1020,財政課,H20.4.1,R9.3.31,1021',
          '1021,財務課,R9.4.1,,',
          '1030,電算課,,R9.3.31,',
          '',
        ].join('\n'),
      );
      const dry = await run('staff', 'sections', 'import', path, '--dry-run');
      assert.equal(dry.code, 0, dry.err);
      assert.match(dry.out, /後継なし no successor: 1030 電算課 〜2027-03-31/);
      assert.doesNotMatch(dry.out, /no successor: 1020/);
      assert.match(dry.out, /people without it in the table: 9999/);
      assert.match(dry.out, /新規 new: 4 {2}変更 changed: 0 {2}なくなる gone: 0/);
      assert.equal(
        (await rows()).some((row) => row.includes('sections')),
        false,
      );
      assert.equal((await run('staff', 'sections', 'import', path)).code, 0);
      assert.match((await run('staff', 'sections', 'import', path)).out, /新規 new: 0 {2}変更 changed: 0/);
    });

    for (const [what, row, column, text] of [
      ['no code', ',総務課,,,', '所属コード', /no code/],
      ['no name', '1010,,,,', '所属名', /no name/],
      ['an end before the start', '1010,総務課,R9.4.1,R8.4.1,', '終了日', /before the start/],
      ['a day that is none', '1010,総務課,9.4.1,,', '開始日', /era/],
      ['a successor that is nobody', '1010,総務課,,,7777', '後継', /"7777" is not a code/],
    ] as const) {
      it(`names ${what}, and writes nothing`, async () => {
        const {code, err} = await run('staff', 'sections', 'import', await file(`${HEADINGS}\n${row}\n`));
        assert.equal(code, 1);
        assert.ok(err.includes(`list.csv:2 「${column}」: `), err);
        assert.match(err, text);
        assert.deepEqual(await rows(), []);
      });
    }

    it('names a code that has two names at one time', async () => {
      const path = await file(`${HEADINGS}\n1010,総務課,,,\n1010,庶務課,R8.4.1,,\n`);
      assert.match((await run('staff', 'sections', 'import', path)).err, /list\.csv:3 .*2行目/);
    });
  });
});
