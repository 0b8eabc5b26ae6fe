import assert from 'node:assert/strict';
import {Temporal} from '../../../src/kernel/time.ts';
import {isWeekday, nextDecent} from '../../../src/platform/scheduling/decent-hours.ts';

const HOURS = {zone: 'Asia/Tokyo', opens: 510, closes: 1035, isOpen: isWeekday};
const next = (text: string) =>
  nextDecent(Temporal.Instant.from(text), HOURS)
    .toZonedDateTimeISO('Asia/Tokyo')
    .toPlainDateTime()
    .toString();

describe('decent hours', () => {
  it('are now while the office is open', () => {
    assert.equal(next('2026-11-24T10:00+09:00'), '2026-11-24T10:00:00');
    assert.equal(next('2026-11-24T08:30+09:00'), '2026-11-24T08:30:00');
  });

  it('begin the same morning, the next one, or after the weekend', () => {
    assert.equal(next('2026-11-24T00:10+09:00'), '2026-11-24T08:30:00');
    assert.equal(next('2026-11-24T17:15+09:00'), '2026-11-25T08:30:00');
    assert.equal(next('2026-11-27T23:00+09:00'), '2026-11-30T08:30:00');
    assert.equal(next('2026-11-28T12:00+09:00'), '2026-11-30T08:30:00');
  });

  it('are now where nobody ever works', () => {
    const now = Temporal.Instant.from('2026-11-24T10:00Z');
    assert.equal(nextDecent(now, {...HOURS, isOpen: () => false}), now);
  });
});
