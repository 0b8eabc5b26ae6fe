import assert from 'node:assert/strict';
import {concernOf, matches} from '../../../../src/features/training/rules/audience.ts';
import type {AudienceRule} from '../../../../src/features/training/rules/course.ts';
import {course, member} from '../sample.ts';

const DAY = '2026-02-10';
const head = member('1', {
  main: {section: '010', sectionName: '総務課', unit: '庶務', post: '課長'},
  flags: ['manager'],
});

/** Whether a rule has a person. */
function has(rule: AudienceRule, who = head): boolean {
  return matches(rule, who, DAY);
}

describe('an audience rule', () => {
  it('names sections by code or name, units, posts, employment, flags and columns', () => {
    assert.ok(has({everyone: true}));
    assert.ok(has({sections: ['総務課']}) && has({sections: ['010']}));
    assert.ok(!has({sections: ['税務課']}));
    assert.ok(has({units: ['庶務']}) && !has({units: ['人事']}));
    assert.ok(has({posts: ['部長', '課長']}) && !has({posts: ['係長']}));
    assert.ok(has({employment: ['正規']}) && !has({employment: ['派遣']}));
    assert.ok(has({flags: ['manager']}) && !has({flags: ['lent-terminal']}));
    const marked = member('2', {columns: {区分: 'A'}});
    assert.ok(has({columns: {区分: ['A', 'B']}}, marked) && !has({columns: {区分: ['C']}}, marked));
  });

  it('holds only if all that it says holds', () => {
    assert.ok(has({sections: ['総務課'], posts: ['課長']}));
    assert.ok(!has({sections: ['総務課'], posts: ['課長'], employment: ['派遣']}));
  });

  it('asks section and post of one and the same posting', () => {
    const both = member('3', {
      main: {section: '010', sectionName: '総務課', post: '課長'},
      further: [{section: '020', sectionName: '税務課', post: '主事'}],
    });
    assert.ok(has({sections: ['税務課']}, both));
    assert.ok(!has({sections: ['税務課'], posts: ['課長']}, both));
  });

  it('knows hours a week, and holds of nobody whose hours are not known', () => {
    const part = member('4', {weeklyHours: 20});
    assert.ok(has({weeklyHours: {from: 20}}, part) && has({weeklyHours: {to: 20}}, part));
    assert.ok(!has({weeklyHours: {from: 20.5}}, part));
    assert.ok(!has({weeklyHours: {from: 0}}, member('5', {weeklyHours: undefined})));
  });

  it('knows who was hired after a day', () => {
    assert.ok(has({hiredAfter: '2026-02-01'}, member('6', {from: '2026-02-02'})));
    assert.ok(!has({hiredAfter: '2026-02-02'}, member('6', {from: '2026-02-02'})));
  });

  it('knows absences of a kind, and who is present', () => {
    const away = member('7', {absences: [{kind: '育休', from: '2026-01-01', to: DAY}]});
    assert.ok(has({status: ['育休']}, away) && !has({status: ['present']}, away));
    assert.ok(matches({status: ['present']}, away, '2026-02-11'));
  });
});

describe('an audience', () => {
  const all = course({
    audience: {
      required: [{everyone: true}],
      encouraged: [{employment: ['派遣']}],
      except: [{posts: ['部長']}],
    },
  });
  const of = (who: typeof head, day = DAY) => concernOf(all, who, day);

  it('requires of the staff what it encourages dispatched people to do', () => {
    assert.deepEqual(of(head), {kind: 'in', need: 'required'});
    assert.deepEqual(of(member('8', {employment: '派遣'})), {kind: 'in', need: 'encouraged'});
  });

  it('leaves out exceptions, whatever else holds', () => {
    const chief = member('9', {
      main: {section: '1', sectionName: '総務部', post: '部長'},
      employment: '派遣',
    });
    assert.deepEqual(of(chief), {kind: 'excepted'});
  });

  it('has nobody who is not yet, or no more, employed', () => {
    assert.deepEqual(of(member('10', {from: '2026-02-11'})), {kind: 'out'});
    assert.deepEqual(of(member('11', {to: '2026-02-09'})), {kind: 'out'});
    assert.deepEqual(of(member('12', {to: DAY})).kind, 'in');
  });
});
