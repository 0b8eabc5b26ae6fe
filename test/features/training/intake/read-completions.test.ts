import assert from 'node:assert/strict';
import fc from 'fast-check';
import {orderOf, readDay} from '../../../../src/features/training/intake/days.ts';
import {moodleColumns} from '../../../../src/features/training/intake/moodle.ts';
import {
  readCompletions,
  type ReadingDeps,
} from '../../../../src/features/training/intake/read-completions.ts';
import type {Sheet} from '../../../../src/features/training/intake/sheet.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import {addDays} from '../../../../src/features/training/rules/validity.ts';
import {trainings} from '../sample.ts';

const COURSES = trainings([{id: 'security'}, {id: 'privacy', title: {ja: '個人情報研修', en: 'Privacy'}}]);

/** A sheet from lines of cells, the headings first. */
function sheet(...lines: string[]): Sheet {
  const [headings = [], ...rows] = lines.map((line) => line.split(','));
  return {file: 'file.csv', headings, rows: rows.map((cells, i) => ({line: i + 2, cells}))};
}

const PEOPLE: Record<string, string> = {'0001': 'p1', '0002': 'p2', 'sakura@example.lg.jp': 'p1', ken: 'p3'};

const deps: ReadingDeps = {
  trainings: COURSES,
  today: '2026-03-20',
  who: ({number, mail}) => PEOPLE[number ?? ''] ?? PEOPLE[mail ?? ''],
};

/** What was read, a line each. */
function read(given: Sheet, more: Partial<ReadingDeps> = {}): string[] {
  const {completions, unknown, problems} = readCompletions(given, {...deps, ...more});
  for (const {text} of problems) assert.match(text.ja, /[ぁ-ん]/);
  return [
    ...completions.map(({line, person, course, day}) => `${line} ${person} ${course.id} ${day}`),
    ...unknown.map(({line, who}) => `${line} unknown ${who}`),
    ...problems.map(({line, column, text}) => `${line} ${column ?? ''}: ${text.en}`),
  ];
}

describe('a table of completions', () => {
  it('is matched by number or mail, with days as people write them', () => {
    assert.deepEqual(
      read(
        sheet(
          '職員番号,氏名,メールアドレス,研修,受講日',
          '0001,見本 さくら,,security,2026/2/10',
          '０００２,見本 健,,個人情報研修,令和8年3月5日',
          ',,Sakura@example.lg.jp,Privacy,R8.3.6 10:15',
          ',,,,',
        ),
      ),
      ['2 p1 security 2026-02-10', '3 p2 privacy 2026-03-05', '4 p1 privacy 2026-03-06'],
    );
  });

  it('lists whom the list does not have', () => {
    assert.deepEqual(read(sheet('職員番号,研修,受講日', '9999,security,2026-02-10')), ['2 unknown 9999']);
  });

  it('says what is wrong, in which row and column', () => {
    assert.deepEqual(
      read(
        sheet(
          '職員番号,研修,受講日',
          '0001,security,2026-02-30',
          '0001,宇宙研修,2026-02-10',
          ',security,2026-02-10',
          '0001,security,2026-03-21',
          '0001,security,2026-02-08',
        ),
      ),
      [
        '2 受講日: "2026-02-30" is no date; write 2026-03-05',
        '3 研修: "宇宙研修" is no course; write its id or its title',
        '4 職員番号: has neither a number nor a mail address',
        '5 受講日: 2026-03-21 lies in the future',
        '6 受講日: 2026-02-08 lies before the course opened',
      ],
    );
  });

  it('says which columns are missing', () => {
    assert.deepEqual(read(sheet('氏名', '見本')), [
      '1 : has no column for the employee number or the mail address',
      '1 : has no column for the course; add one or give --course',
      '1 : has no column for the day of the completion',
    ]);
  });

  it('asks for the order of days that can be read in two ways', () => {
    const course = COURSES.courses[0];
    assert.deepEqual(read(sheet('職員番号,受講日', '0001,03/02/26'), {course, today: '2026-04-01'}), [
      '2 受講日: "03/02/26": give --date-order dmy or mdy',
    ]);
    const given = sheet('職員番号,受講日', '0001,03/02/26', '0002,02/13/26');
    assert.deepEqual(read(given, {course}), ['2 p1 security 2026-03-02', '3 p2 security 2026-02-13']);
    const one = sheet('職員番号,受講日', '0001,10/02/26');
    assert.deepEqual(read(one, {course, order: 'dmy'}), ['2 p1 security 2026-02-10']);
  });
});

describe('a roster', () => {
  it('has who was there, on the day of its session', () => {
    const course = COURSES.courses[0];
    assert.deepEqual(
      read(sheet('職員番号,出欠', '0001,○', '0002,欠席', '9999,×', '0002,多分'), {course, day: '2026-02-12'}),
      ['2 p1 security 2026-02-12', '5 出欠: "多分": write ○ or ×'],
    );
  });
});

describe('Moodle’s export', () => {
  const course = COURSES.courses[0];
  const JAPANESE = 'ID,氏名,IDナンバー,メールアドレス,小テスト,小テスト - 完了日,コース完了';

  it('is taken as it is: who completed the course, and not who only passed a part of it', () => {
    const given = sheet(
      JAPANESE,
      '17,見本 さくら,0001,sakura@example.lg.jp,完了,2026/02/10 09:30,2026/02/11 10:00',
      '18,見本 健,0002,,完了,2026/02/10 09:30,',
    );
    assert.deepEqual(read(given, {course}), ['2 p1 security 2026-02-11']);
  });

  it('in English has days first and two digits of the year', () => {
    const given = sheet(
      'ID,Name,Email address,Quiz,Quiz - Completion date,Course complete',
      '17,Sample,sakura@example.lg.jp,Completed,x,13/02/26',
      '18,Nobody,nobody@example.lg.jp,Completed,x,14/02/26',
    );
    assert.deepEqual(read(given, {course}), ['2 p1 security 2026-02-13', '3 unknown nobody@example.lg.jp']);
  });

  it('may have the user name alone', () => {
    assert.deepEqual(read(sheet('ID,氏名,ユーザ名,コース完了', '9,見本,0002,2026-02-12'), {course}), [
      '2 p2 security 2026-02-12',
    ]);
  });

  it('does not take Moodle’s own id for an employee number', () => {
    assert.deepEqual(read(sheet('ID,Name,Course complete', '0001,Sample,2026-02-12'), {course}), [
      '1 : has no column for the employee number or the mail address',
    ]);
    assert.equal(moodleColumns(sheet('職員番号,研修,受講日')), undefined);
  });
});

describe('a day of a file', () => {
  const day = fc.integer({min: 0, max: 20_000}).map((n) => addDays('1990-01-01', n));

  it('is read in whatever form it was written', () => {
    fc.assert(
      fc.property(day, (at) => {
        const date = Temporal.PlainDate.from(at);
        const {year, month, day: of} = date;
        const two = (n: number) => String(n).padStart(2, '0');
        for (const form of [
          at,
          `${year}/${month}/${of}`,
          `${year}年${month}月${of}日`,
          `${year}年 ${month}月 ${of}日 09:05`,
          `${year}${two(month)}${two(of)}`,
          `${at}T10:00`,
        ]) {
          assert.equal(readDay(form), at, form);
        }
        assert.equal(readDay(`${of}/${month}/${year}`, 'dmy'), at);
        assert.equal(readDay(`${month}/${of}/${year}, 10:00`, 'mdy'), at);
        assert.equal(readDay(`${of}/${month}/${year}`), undefined);
      }),
    );
  });

  it('is none where there is no such day', () => {
    for (const text of [
      '2026-13-01',
      '2026-02-29',
      '令和8年2月29日',
      '平成32年1月1日',
      '2月10日',
      'あした',
      '',
    ]) {
      assert.equal(readDay(text), undefined, text);
    }
  });

  it('tells its order by the days after the twelfth', () => {
    assert.equal(orderOf(['01/02/26', '13/02/26']), 'dmy');
    assert.equal(orderOf(['01/02/26', '02/13/26']), 'mdy');
    assert.equal(orderOf(['01/02/26']), undefined);
    assert.equal(orderOf(['02/02/26']), 'dmy');
    assert.equal(orderOf(['2026-01-02']), 'dmy');
  });
});
