import assert from 'node:assert/strict';
import {Temporal} from '../../../../src/kernel/time.ts';
import {digestToSend, type HoldOf} from '../../../../src/features/training/reminding/held.ts';
import type {DigestView} from '../../../../src/features/training/views/digest.ts';

const ZONE = 'Asia/Tokyo';
// Only the course's id is looked at.
const view = (day: string, ...ids: string[]) =>
  ({person: 'p', day, courses: ids.map((id) => ({course: {id}}))}) as unknown as DigestView;
const hold =
  (kind: 'held' | 'cancelled'): HoldOf =>
  (course) =>
    course === 'security' ? {kind, at: Temporal.Instant.from('2026-03-02T01:00:00Z')} : undefined;
const left = (digest: DigestView) => digest.courses.map(({course}) => course.id);

describe('a digest of which an operator keeps something back', () => {
  it('says all of it where nothing is', () => {
    const digest = digestToSend(view('2026-03-02', 'security', 'privacy'), undefined, ZONE);
    assert.deepEqual([left(digest), digest.isHeld], [['security', 'privacy'], false]);
  });

  it('leaves the held course out, on whatever day, and knows that it may come', () => {
    const digest = digestToSend(view('2026-03-09', 'security', 'privacy'), hold('held'), ZONE);
    assert.deepEqual([left(digest), digest.isHeld], [['privacy'], true]);
  });

  it('leaves the cancelled course out up to the end of that day', () => {
    const digest = digestToSend(view('2026-03-02', 'security'), hold('cancelled'), ZONE);
    assert.deepEqual([left(digest), digest.isHeld], [[], false]);
    assert.deepEqual(left(digestToSend(view('2026-03-03', 'security'), hold('cancelled'), ZONE)), [
      'security',
    ]);
  });
});
