import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  DEFAULT_ZONE,
  formatDay,
  formatEra,
  formatMinute,
  formatMinutePadded,
  Temporal,
} from '../../../src/kernel/time.ts';
import type {Slots, World} from '../../../src/platform/understand/sentence.ts';
import {asks, understand} from '../../../src/platform/understand/understand.ts';

const world: World = {
  now: Temporal.Instant.from('2026-11-25T01:10:00Z'),
  zone: DEFAULT_ZONE,
  opens: 510,
  closes: 1035,
};
const read = (text: string, at: Partial<World> = {}) => understand(text, {...world, ...at});
const slots = (text: string, at: Partial<World> = {}): Slots => read(text, at).slots;

const FROM = Temporal.PlainDate.from('2024-01-01');
const anyDay = fc.integer({min: 0, max: 3000}).map((days) => FROM.add({days}));
const atNoon = (day: Temporal.PlainDate): Partial<World> => ({
  now: day.toZonedDateTime({timeZone: DEFAULT_ZONE, plainTime: '12:00'}).toInstant(),
});
const pair = fc
  .tuple(anyDay, fc.integer({min: -300, max: 300}))
  .map(([today, days]) => ({today, day: today.add({days})}));

describe('what the bot prints for a date', () => {
  it('it reads back as that date: 11月24日(火), Tue 24 Nov, with the year where it is another', () => {
    fc.assert(
      fc.property(pair, fc.constantFrom('ja' as const, 'en' as const), ({today, day}, language) => {
        assert.deepEqual(slots(formatDay(day, language, today), atNoon(today)), {date: day.toString()});
      }),
      {numRuns: 1000},
    );
  });

  it('so with 令和8年3月5日, R8.3.5, 2026-03-05 and 2026年3月5日', () => {
    fc.assert(
      fc.property(pair, ({today, day}) => {
        const year = day.year - 2018;
        for (const text of [
          formatEra(day),
          day.toString(),
          `${day.year}/${day.month}/${day.day}`,
          `${day.year}年${day.month}月${day.day}日`,
          `R${year}.${day.month}.${day.day}`,
          `r${year}/${day.month}/${day.day}`,
        ]) {
          assert.deepEqual(slots(`${text}の会議`, atNoon(today)), {date: day.toString()}, text);
        }
      }),
    );
  });

  it('so with 11/27, from a month ago to ten months ahead', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({min: -31, max: 300}), (today, days) => {
        const day = today.add({days});
        for (const text of [`${day.month}/${day.day}`, `${day.month}月${day.day}日`]) {
          assert.deepEqual(
            slots(text, atNoon(today)),
            {date: day.toString()},
            `${text} said on ${today.toString()}`,
          );
        }
      }),
    );
  });

  it('so with a bare day of the next weeks and a bare weekday', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({min: 1, max: 7}), (today, days) => {
        const day = today.add({days});
        assert.equal(
          slots(`${'月火水木金土日'[day.dayOfWeek - 1]!}曜に`, atNoon(today)).date,
          day.toString(),
        );
        if (day.day > 1) assert.equal(slots(`${day.day}日に`, atNoon(today)).date, day.toString());
      }),
    );
  });
});

describe('what the bot prints for a time', () => {
  it('it reads back, alone and as a stretch', () => {
    const minutes = fc.integer({min: 0, max: 1439});
    fc.assert(
      fc.property(minutes, minutes, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
        const [start, end] = [formatMinutePadded(from), formatMinutePadded(to)];
        assert.deepEqual(slots(`${start}〜${end}`), {start, end, minutes: to - from});
        assert.deepEqual(slots(`${start}に`), {start});
        if (from >= world.opens) assert.deepEqual(slots(formatMinute(from)), {start});
      }),
      {numRuns: 500},
    );
  });
});

describe('understand', () => {
  it('takes any text, and gives slots only of their form', () => {
    const part = fc.constantFrom(
      ...'0123456789:/-.~〜年月日時分半間階曜火水午前後令和R 第のからまでf'.split(''),
      '時間',
      '午後',
      'さん',
      '課長',
    );
    const text = fc.oneof(
      fc.string({unit: 'binary'}),
      fc.array(part, {maxLength: 24}).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (said) => {
        const {date, dateEnd, start, end, minutes} = slots(said);
        for (const day of [date, dateEnd])
          if (day !== undefined) assert.equal(Temporal.PlainDate.from(day).toString(), day);
        for (const time of [start, end])
          if (time !== undefined) assert.match(time, /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);
        if (minutes !== undefined) assert.ok(Number.isInteger(minutes) && minutes > 0 && minutes <= 1440);
        if (start !== undefined && end !== undefined) assert.ok(start < end);
      }),
      {numRuns: 3000},
    );
  });

  it('names what cannot be, in the words that were said', () => {
    for (const [text, kind, words] of [
      ['11/31に予約', 'no-such-date', '11/31'],
      ['2月30日の会議', 'no-such-date', '2月30日'],
      ['令和8年13月1日', 'no-such-date', '令和8年13月1日'],
      ['2027-02-29', 'no-such-date', '2027-02-29'],
      ['32日に', 'no-such-date', '32日'],
      ['25時に予約', 'no-such-time', '25時'],
      ['26:00から', 'no-such-time', '26:00'],
      ['14:75', 'no-such-time', '14:75'],
      ['15時から14時まで', 'end-before-start', '15時から14時'],
      ['明日15:00〜14:00', 'end-before-start', '15:00~14:00'],
      ['12/2から11/30まで', 'end-before-start', '12/2から11/30'],
      ['from 5pm to 4pm', 'end-before-start', '5pm to 4pm'],
    ] as const) {
      assert.deepEqual(read(text).troubles, [{kind, text: words}], text);
    }
    assert.deepEqual(read('11/30の14時から15時まで').troubles, []);
  });

  it('reads bare hours by the opening hours that it is given', () => {
    assert.equal(slots('2時から').start, '14:00');
    assert.equal(slots('午後6時から8時').end, '20:00');
    assert.equal(slots('9時から5時').end, '17:00');
    assert.equal(slots('2時から', {opens: 0, closes: 1440}).start, '02:00');
    assert.equal(slots('7時から').start, '07:00');
    assert.equal(slots('7時から', {closes: 1320}).start, '19:00');
    assert.equal(slots('朝イチで', {opens: 540}).start, '09:00');
  });

  it('computes today in the zone that it is given', () => {
    const now = Temporal.Instant.from('2026-11-24T23:30:00Z');
    assert.deepEqual(slots('今日、今から', {now}), {date: '2026-11-25', start: '08:30'});
    assert.equal(slots('今日', {now, zone: 'America/New_York'}).date, '2026-11-24');
  });

  it('keeps an end within the day', () => {
    assert.deepEqual(slots('23時から2時間'), {start: '23:00', minutes: 120});
    assert.deepEqual(slots('23時から1時間'), {start: '23:00', end: '24:00', minutes: 60});
  });

  it('keeps the text and gives its normal form', () => {
    const {text, normal} = read('  Ｗｈｅｒｅ is Sato？ ');
    assert.deepEqual([text, normal], ['Ｗｈｅｒｅ is Sato？', 'where is sato?']);
  });

  it('speaks the language of the sentence', () => {
    for (const text of ['田中', 'はい', 'ﾒﾆｭｰ', 'help をお願い', '123', '', '😀'])
      assert.equal(read(text).language, 'ja', text);
    for (const text of ['help', 'Ｈｅｌｐ', '14:00 ok']) assert.equal(read(text).language, 'en', text);
  });

  it('reads a text of any length at once', () => {
    for (const text of ['1時間'.repeat(5000), '11/'.repeat(5000), '田'.repeat(20_000), 'a '.repeat(10_000)]) {
      assert.equal(read(text).text, text.trim());
    }
  });
});

describe('asks', () => {
  it('hears a question', () => {
    for (const text of [
      '集中ブースは何時間まで?',
      '電話していいですか',
      '使えますか。',
      '申請は必要か',
      'いつまで',
      'どこに置く',
      '誰に言えばいい',
      'ロッカーの使い方を教えて',
      '休暇について知りたい',
      '勤務間インターバルとは',
      'テレワークって何',
      '電話していいの',
      'いくつまで',
      'where can i call',
      'can i eat here',
      'is it allowed',
    ]) {
      assert.equal(asks(text), true, text);
    }
  });

  it('hears none where nothing is asked', () => {
    for (const text of [
      '明日休みます',
      'どうもありがとう',
      '6階にいます',
      'メールを誤送信した',
      'いつもの席です',
      '誰かいます',
      'i am on floor 6',
      'book a booth',
    ]) {
      assert.equal(asks(text), false, text);
    }
  });
});
