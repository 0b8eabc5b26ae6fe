import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  dayOfEra,
  formatDay,
  formatEra,
  formatMinute,
  formatMinutePadded,
  localTime,
  Temporal,
} from '../../src/kernel/time.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('localTime', () => {
  it('gives day and minute of the zone, whatever the machine’s own', () => {
    const instant = Temporal.Instant.from('2026-11-24T15:05:59Z');
    const tokyo = localTime(instant, 'Asia/Tokyo');
    assert.deepEqual([tokyo.day.toString(), tokyo.minute], ['2026-11-25', 5]);
    const newYork = localTime(instant, 'America/New_York');
    assert.deepEqual([newYork.day.toString(), newYork.minute], ['2026-11-24', 605]);
  });
});

describe('times of day', () => {
  it('are written as people write them, and padded for slots', () => {
    assert.deepEqual([0, 545, 870, 1440].map(formatMinute), ['0:00', '9:05', '14:30', '24:00']);
    assert.deepEqual([0, 545, 870, 1440].map(formatMinutePadded), ['00:00', '09:05', '14:30', '24:00']);
  });
});

describe('formatDay', () => {
  it('names the weekday, and the year where it is not the reader’s', () => {
    const today = day('2026-11-25');
    assert.equal(formatDay(day('2026-11-24'), 'ja', today), '11月24日(火)');
    assert.equal(formatDay(day('2026-11-29'), 'en', today), 'Sun 29 Nov');
    assert.equal(formatDay(day('2027-01-04'), 'ja', today), '2027年1月4日(月)');
    assert.equal(formatDay(day('2025-12-31'), 'en', today), 'Wed 31 Dec 2025');
  });
});

describe('era dates', () => {
  it('are read by name and by letter', () => {
    assert.equal(dayOfEra('令和', 8, 3, 5)?.toString(), '2026-03-05');
    assert.equal(dayOfEra('r', 1, 5, 1)?.toString(), '2019-05-01');
    assert.equal(dayOfEra('H', 31, 4, 30)?.toString(), '2019-04-30');
    assert.equal(dayOfEra('昭和', 64, 1, 7)?.toString(), '1989-01-07');
  });

  it('are refused where there is no such day, or not in that era', () => {
    assert.equal(dayOfEra('令和', 8, 2, 29), undefined);
    assert.equal(dayOfEra('令和', 8, 13, 1), undefined);
    assert.equal(dayOfEra('令和', 1, 4, 30), undefined);
    assert.equal(dayOfEra('平成', 31, 5, 1), undefined);
    assert.equal(dayOfEra('永禄', 3, 5, 19), undefined);
    assert.equal(dayOfEra('令和', 0, 5, 1), undefined);
  });

  it('are written with the first year as 元年', () => {
    assert.equal(formatEra(day('2026-11-30')), '令和8年11月30日');
    assert.equal(formatEra(day('2019-05-01')), '令和元年5月1日');
    assert.equal(formatEra(day('2019-04-30')), '平成31年4月30日');
  });

  it('come back as they were written, for every day since 1900', () => {
    const since = day('1900-01-01');
    fc.assert(
      fc.property(fc.integer({min: 0, max: 55_000}), (days) => {
        const written = since.add({days});
        const [, era, year, month, dayOfMonth] = /^(..)(元|\d+)年(\d+)月(\d+)日$/.exec(formatEra(written))!;
        const read = dayOfEra(era!, year === '元' ? 1 : Number(year), Number(month), Number(dayOfMonth));
        assert.equal(read?.toString(), written.toString());
      }),
    );
  });
});
