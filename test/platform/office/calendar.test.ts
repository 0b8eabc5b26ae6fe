import assert from 'node:assert/strict';
import {HOLIDAY_YEARS, nationalHoliday} from '../../../src/platform/office/holidays.ts';
import {calendarOf, hoursOn, isOpen, nextOpenDay, whyClosed} from '../../../src/platform/office/calendar.ts';
import {NO_OFFICE, officeSchema} from '../../../src/platform/office/office.ts';

const own = (day: string, en: string) => ({day, name: {ja: en, en}});
const office = officeSchema.parse({
  sites: [
    {id: 'main', name: {ja: '本庁舎', en: 'Main'}, floors: [{number: 1, name: {ja: '1階', en: '1st'}}]},
  ],
  calendars: {
    organisation: {
      weekends: ['sat', 'sun'],
      nationalHolidays: true,
      yearEnd: {from: '12-29', to: '01-03'},
      closed: [own('2026-12-01', 'founding day'), {...own('2026-12-07', 'works'), until: '2026-12-09'}],
      open: [own('2027-03-28', 'fiscal year')],
    },
    sites: {main: {weekends: ['mon'], closed: [own('2027-03-28', 'power cut')]}},
    sections: {市民課: {open: [own('2026-12-01', 'counter')], nationalHolidays: false, yearEnd: null}},
  },
  kinds: [
    {
      id: 'focus',
      name: {ja: '集中ブース', en: 'Focus'},
      longestUse: 120,
      hours: {from: '08:30', to: '20:00'},
      hoursOn: {wed: {from: '09:00', to: '21:00'}},
      horizon: 14,
      phone: {allowed: false, say: {ja: '不可', en: 'no'}},
    },
  ],
  booths: [],
});

describe('nationalHoliday', () => {
  const days = (year: number) => {
    const found: string[] = [];
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      if (nationalHoliday(day).kind === 'holiday') found.push(day.slice(5));
    }
    return found.join(' ');
  };

  it('knows the days of 2026 to 2028 with substitute days and the day between two', () => {
    assert.equal(
      days(2026),
      '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
    );
    assert.equal(
      days(2027),
      '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23',
    );
    assert.equal(
      days(2028),
      '01-01 01-10 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-22 10-09 11-03 11-23',
    );
  });

  it('says so where its list does not reach', () => {
    assert.equal(nationalHoliday(`${HOLIDAY_YEARS.last}-01-01`).kind, 'holiday');
    assert.equal(nationalHoliday(`${HOLIDAY_YEARS.last + 1}-01-01`).kind, 'not-covered');
    assert.equal(nationalHoliday('0999-01-01').kind, 'not-covered');
    assert.deepEqual(whyClosed(calendarOf(office), '2099-06-01'), {kind: 'not-covered'});
  });
});

describe('a calendar', () => {
  const all = calendarOf(office);
  const kind = (day: string, calendar = all) => whyClosed(calendar, day)?.kind;

  it('closes weekends, holidays, the turn of the year and own days, each with its reason', () => {
    assert.equal(isOpen(all, '2026-11-24'), true);
    assert.equal(kind('2026-11-21'), 'weekend');
    assert.deepEqual(whyClosed(all, '2026-11-23'), {
      kind: 'holiday',
      name: {ja: '勤労感謝の日', en: 'Labor Thanksgiving Day'},
    });
    assert.deepEqual(
      ['2026-12-28', '2026-12-29', '2026-12-31', '2027-01-01', '2027-01-03', '2027-01-04'].map((day) =>
        kind(day),
      ),
      [undefined, 'year-end', 'year-end', 'holiday', 'year-end', undefined],
    );
    assert.deepEqual(whyClosed(all, '2026-12-01'), {
      kind: 'own',
      name: {ja: 'founding day', en: 'founding day'},
    });
    assert.deepEqual(
      ['2026-12-06', '2026-12-07', '2026-12-09', '2026-12-10'].map((day) => kind(day)),
      ['weekend', 'own', 'own', undefined],
    );
    assert.equal(isOpen(all, '2027-03-28'), true);
  });

  it('of a site or a section goes before the wider one, setting by setting', () => {
    const main = calendarOf(office, {site: 'main'});
    assert.deepEqual(
      ['2026-11-21', '2026-11-30', '2026-11-23', '2027-03-28', '2026-12-30'].map((day) => kind(day, main)),
      [undefined, 'weekend', 'holiday', 'own', 'year-end'],
    );
    const section = calendarOf(office, {site: 'main', section: '市民課'});
    assert.deepEqual(
      ['2026-12-01', '2026-11-03', '2026-12-30', '2026-11-30', '2027-03-28'].map((day) => kind(day, section)),
      [undefined, undefined, undefined, 'weekend', 'own'],
    );
    assert.deepEqual(calendarOf(office, {site: 'none', section: 'none'}), all);
  });

  it('finds the next open day, over the turn of the year too', () => {
    assert.equal(nextOpenDay(all, '2026-12-29'), '2027-01-04');
    assert.equal(nextOpenDay(all, '2026-11-20'), '2026-11-20');
    assert.equal(nextOpenDay(all, '2098-01-01', 30), undefined);
    assert.equal(nextOpenDay(calendarOf(NO_OFFICE), '2026-11-21'), '2026-11-24');
  });

  it('gives a kind’s hours of the day of the week', () => {
    const [focus] = office.kinds;
    assert.ok(focus);
    assert.deepEqual(hoursOn(focus, '2026-11-24'), {from: 510, to: 1200});
    assert.deepEqual(hoursOn(focus, '2026-11-25'), {from: 540, to: 1260});
  });
});
