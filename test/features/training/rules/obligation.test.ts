import assert from 'node:assert/strict';
import {
  standingOf,
  type Completion,
  type Decided,
} from '../../../../src/features/training/rules/obligation.ts';

const decided: Decided = {
  course: 'security',
  round: '2026-02-09',
  status: 'asked',
  duty: {
    need: 'required',
    opens: '2026-02-09',
    due: '2026-03-06',
    counts: {from: '2025-04-01', to: '2026-03-31'},
    why: 'audience',
  },
  proof: 'import',
  all: 100,
};
const may: Decided = {...decided, duty: {...decided.duty!, need: 'encouraged'}};

const done = (day: string, more: Partial<Completion> = {}): Completion => {
  return {entry: 1, day, channel: 'import', written: day, unconfirmed: false, ...more};
};

function stands(day: string, completions: readonly Completion[] = [], of = decided): string {
  const standing = standingOf(of, completions, day);
  if (standing.kind === 'done') return standing.late ? 'done late' : 'done';
  if (standing.kind === 'exempt') return `exempt ${standing.why}`;
  const unconfirmed = 'unconfirmed' in standing && standing.unconfirmed;
  return unconfirmed ? `${standing.kind} unconfirmed` : standing.kind;
}

describe('where a person stands', () => {
  it('is pending up to the due day, and overdue after it', () => {
    assert.equal(stands('2026-03-06'), 'pending');
    assert.equal(stands('2026-03-07'), 'overdue');
    assert.equal(stands('2026-03-07', [], may), 'pending');
  });

  it('is done from the completion on, in time or late', () => {
    assert.equal(stands('2026-03-06', [done('2026-03-06')]), 'done');
    assert.equal(stands('2026-03-05', [done('2026-03-06')]), 'pending');
    assert.equal(stands('2026-03-20', [done('2026-03-07')]), 'done late');
    assert.equal(stands('2026-03-20', [done('2026-03-07'), done('2026-02-10')]), 'done');
  });

  it('does not count what was done in another year', () => {
    assert.equal(stands('2026-03-07', [done('2025-03-31')]), 'overdue');
    assert.equal(stands('2026-04-02', [done('2026-04-01')]), 'overdue');
  });

  it('takes a person’s own word as proof only where the course does', () => {
    const said = done('2026-02-20', {channel: 'self'});
    assert.equal(stands('2026-03-07', [said]), 'self-reported');
    assert.equal(stands('2026-03-07', [said], {...decided, proof: 'self'}), 'done');
    assert.equal(stands('2026-03-07', [{...said, unconfirmed: true}]), 'overdue unconfirmed');
    assert.equal(stands('2026-03-06', [{...said, unconfirmed: true}]), 'pending unconfirmed');
    assert.equal(stands('2026-03-07', [said, done('2026-02-21', {entry: 2})]), 'done');
    assert.equal(stands('2026-03-07', [done('2026-02-21', {channel: 'officer'})]), 'done');
  });

  it('is exempt by ruling, by the rule’s exception, or while they are away', () => {
    assert.equal(stands('2026-03-07', [], {...decided, exempt: 'equivalent'}), 'exempt ruling');
    assert.equal(stands('2026-03-07', [done('2026-02-10')], {...decided, exempt: 'equivalent'}), 'done');
    assert.equal(stands('2026-03-07', [], {...decided, status: 'away', duty: undefined}), 'exempt away');
    assert.equal(stands('2026-03-07', [], {...decided, status: 'excepted', duty: undefined}), 'exempt rule');
    assert.equal(stands('2026-03-07', [], {...decided, status: 'out'}), 'none');
  });
});
