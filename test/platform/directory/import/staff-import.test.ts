import assert from 'node:assert/strict';
import fc from 'fast-check';
import {STAFF_COLUMNS} from '../../../../src/platform/directory/import/columns.ts';
import {beyondLimits, planImport} from '../../../../src/platform/directory/import/plan.ts';
import {readStaff} from '../../../../src/platform/directory/import/read-staff.ts';
import {holderOn, type StaffRecord} from '../../../../src/platform/directory/record.ts';
import {readTable} from '../../../../src/platform/tabular/read-table.ts';

const HEAD = '職員番号,氏名,フリガナ,所属,係,職名,兼務,UPN,採用日,管理職,勤務曜日,採用区分';
const ROWS = [
  '00101,見本　一郎,ﾐﾎﾝ ｲﾁﾛｳ,総務課,,課長,,s101@city.example,R8.4.1,○,,事務',
  '00102,田中 花子,タナカ ハナコ,総務課,庶務係,係長,,s102@city.example,H20.4.1,,,',
  '00103,田中 太郎,タナカ タロウ,財政課,,主事,,s103@city.example,,,月火水木,',
  '00103,田中 太郎,,総務課,,主事,兼務,,,,,',
];

async function read(rows: readonly string[], numbers: readonly string[] = [], head = HEAD) {
  const bytes = new TextEncoder().encode([head, ...rows].join('\n'));
  return readStaff(await readTable(bytes, 'list.csv', {columns: STAFF_COLUMNS}), {numbers});
}

async function take(rows: readonly string[], former: readonly StaffRecord[] = [], day = '2026-04-01') {
  const file = await read(
    rows,
    former.map(({member}) => member.number),
  );
  const newKey = ({number}: {number: string | undefined}) => `${day}-${number ?? ''}`;
  return {file, ...planImport(file, {former, day, newKey})};
}

const person = (records: readonly StaffRecord[], number: string) =>
  records.find(({member, closed}) => member.number === number && closed === undefined);

describe('a staff list', () => {
  it('is read as people, with posts, readings, flags, working days and columns of its own', async () => {
    const {file, records} = await take(ROWS);
    assert.deepEqual(file.problems, []);
    assert.equal(records.length, 3);
    const head = person(records, '00101')?.member;
    assert.equal(head?.name, '見本 一郎');
    assert.equal(head.reading, 'ミホン イチロウ');
    assert.equal(head.from, '2026-04-01');
    assert.deepEqual(head.flags, ['manager']);
    assert.deepEqual(head.columns, {採用区分: '事務'});
    const taro = person(records, '00103')?.member;
    assert.deepEqual(taro?.workingDays, [1, 2, 3, 4]);
    assert.deepEqual(
      taro.further.map(({section}) => section),
      ['総務課'],
    );
  });

  it('gets back the zeros that a spreadsheet took, and digits in full width', async () => {
    const {records} = await take(ROWS);
    const again = await take(
      [ROWS[0]?.replace('00101', '１０１') ?? '', ...ROWS.slice(1)],
      records,
      '2026-05-01',
    );
    assert.equal(again.same, 3);
    assert.equal(again.gone, 0);
  });

  for (const [what, row, column, pattern] of [
    ['a day without an era', '00109,例 一,,総務課,,,,,8.4.1,,,', '採用日', /era/],
    ['31 February', '00109,例 一,,総務課,,,,,2026/2/31,,,', '採用日', /2026/],
    ['an unknown flag', '00109,例 一,,総務課,,,,,,たぶん,,', '管理職', /○/],
    ['a reading in kanji', '00109,例 一,例一,総務課,,,,,,,,', 'フリガナ', /kana/],
    ['an address that is none', '00109,例 一,,総務課,,,,abc,,,,', 'UPN', /address/],
    ['no name', '00109,,,総務課,,,,,,,,', '氏名', /name/],
    ['no number', ',例 一,,総務課,,,,,,,,', '職員番号', /number/],
    ['a number twice without 兼務', '00101,例 一,,総務課,,,,,,,,', '職員番号', /twice/],
  ] as const)
    it(`names ${what} with row and column`, async () => {
      const {problems} = await read([...ROWS, row]);
      const problem = problems.find(({line}) => line === 6);
      assert.equal(problem?.column, column);
      assert.match(problem.text.en, pattern);
    });

  it('takes nobody for gone whose row is wrong, and nobody at all where the row could be anyone’s', async () => {
    const {records} = await take(ROWS);
    const wrong = await take(
      [ROWS[0] ?? '', '00102,,,総務課,,,,,,,,', ...ROWS.slice(2)],
      records,
      '2026-05-01',
    );
    assert.equal(wrong.gone, 0);
    const anyone = await take([ROWS[0] ?? '', ',誰か,,総務課,,,,,,,,'], records, '2026-05-01');
    assert.equal(anyone.gone, 0);
    const told = await take([ROWS[0] ?? ''], records, '2026-05-01');
    assert.equal(told.gone, 2);
    assert.deepEqual(beyondLimits(told, {}), {gone: true, moved: false});
    assert.deepEqual(beyondLimits(told, {gone: 2}), {gone: false, moved: false});
    assert.equal(beyondLimits(told, {gone: 3}).gone, true);
  });

  it('gives a number, a mail or a UPN to somebody else without anything of the former holder', async () => {
    const {records} = await take(ROWS);
    const next = await take(
      [...ROWS.slice(1), '00101,別野 次郎,,区民課,,,,s101@city.example,,,,'],
      records,
      '2027-04-01',
    );
    const [old, fresh] = [person(records, '00101'), person(next.records, '00101')];
    assert.ok(fresh !== undefined && old !== undefined);
    assert.notEqual(fresh.member.key, old.member.key);
    assert.deepEqual(fresh.member.flags, []);
    for (const [kind, value] of [
      ['number', '00101'],
      ['upn', 'S101@city.example'],
    ] as const) {
      assert.equal(holderOn(next.records, kind, value, '2027-03-31'), old.member.key);
      assert.equal(holderOn(next.records, kind, value, '2027-04-01'), fresh.member.key);
    }
  });

  it('knows one who married, one with a new number, and one who comes back', async () => {
    const {records} = await take(ROWS);
    const keyOf = (number: string) => person(records, number)?.member.key;
    const married = await take(
      [...ROWS.filter((_, i) => i !== 1), '00102,山本 花子,,総務課,,,,y102@city.example,,,,'],
      records,
    );
    assert.equal(person(married.records, '00102')?.member.key, keyOf('00102'));
    const renumbered = await take(
      [...ROWS.filter((_, i) => i !== 1), '00999,田中 花子,,総務課,,,,s102@city.example,,,,'],
      records,
      '2026-05-01',
    );
    assert.equal(person(renumbered.records, '00999')?.member.key, keyOf('00102'));
    const left = await take(
      ROWS.filter((_, i) => i !== 1),
      records,
      '2026-05-01',
    );
    const back = await take(ROWS, left.records, '2028-04-01');
    assert.equal(person(back.records, '00102')?.member.key, keyOf('00102'));
    assert.equal(holderOn(back.records, 'number', '00102', '2027-01-01'), undefined);
  });

  it('makes the same list of any order of its rows, and importing twice changes nothing', async () => {
    const {records} = await take(ROWS);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(ROWS, {minLength: ROWS.length}), async (rows) => {
        const first = await take(rows);
        assert.deepEqual(first.records, records);
        const second = await take(rows, first.records, '2026-06-01');
        assert.equal(second.same, 3);
        assert.deepEqual(second.records, records);
      }),
    );
  });

  it('reads what the Entra admin centre exports, without guests and accounts that are off', async () => {
    const head = 'userPrincipalName,displayName,mail,objectId,userType,jobTitle,department,accountEnabled';
    const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    const file = await read(
      [
        `a@city.example,例 一,a@city.example,${id(1)},Member,主事,総務課,True`,
        `b@other.example,客 二,,${id(2)},Guest,,,True`,
        `c@city.example,元 三,,${id(3)},Member,,,False`,
      ],
      [],
      head,
    );
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      file.people.map(({objectId, values}) => [objectId, values.upn, values.main.section]),
      [[id(1), 'a@city.example', '総務課']],
    );
  });
});
