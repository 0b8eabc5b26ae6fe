import assert from 'node:assert/strict';
import {historyOf} from '../../../../src/features/training/views/history.ts';
import {openCourses} from '../../../../src/features/training/views/mine.ts';
import {sectionViews} from '../../../../src/features/training/views/section.ts';
import {member, trainings} from '../sample.ts';
import {at, trainingWorld} from '../world.ts';

const TAXES = {section: '020', sectionName: '税務課'};
const COURSES = trainings([
  {id: 'security'},
  {id: 'cloud', audience: {encouraged: [{everyone: true}]}, proof: 'self'},
  {
    id: 'privacy',
    title: {ja: '個人情報研修', en: 'Privacy'},
    windows: [{from: '2026-02-02', to: '2026-02-10'}],
  },
]);

async function world() {
  const found = await trainingWorld([member('1'), member('2', {main: TAXES})], COURSES);
  await found.assign('2026-02-09T09:00');
  return found;
}

describe('what a person still has to take', () => {
  it('comes most urgent first, with the days that are left', async () => {
    const {register} = await world();
    const shown = openCourses(await register.read('1'), COURSES, '2026-02-12').map(
      ({course, daysLeft, overdue, need}) => `${course.id} ${daysLeft} ${overdue} ${need}`,
    );
    assert.deepEqual(shown, [
      'privacy -2 true required',
      'security 22 false required',
      'cloud 22 false encouraged',
    ]);
  });
});

describe('「自分の受講履歴」', () => {
  it('has the latest first, without what was taken back', async () => {
    const {register, completes, state} = await world();
    state.now = at('2026-02-20T09:00');
    await completes('1', 'privacy', '2026-02-10');
    await completes('1', 'security', '2026-02-19', 'self');
    await completes('1', 'cloud', '2026-02-12', 'self');
    await register.change('1', {role: 'operator'}, ({record}) => {
      const [wrong] = record.completions['cloud'] ?? [];
      return wrong && {entries: [{kind: 'void', course: 'cloud', entry: wrong.entry, reason: 'x'}]};
    });
    const lines = historyOf(await register.entriesOf('1'), trainings([{id: 'security'}]));
    // A course that is out of the file keeps its id.
    assert.deepEqual(
      lines.map(({title, day, channel}) => `${day} ${title.ja} ${channel}`),
      ['2026-02-19 情報セキュリティ研修 self', '2026-02-10 privacy import'],
    );
  });
});

describe('a section’s view', () => {
  it('has its own figures and who is pending, what is encouraged left out', async () => {
    const {register, completes} = await world();
    await completes('1', 'security', '2026-02-09');
    const views = await sectionViews(register, COURSES, '2026-02-09');
    assert.deepEqual([...views.keys()].sort(), ['010', '020']);
    const own = views.get('010');
    assert.deepEqual(own?.pending, [{person: '1', courses: ['privacy']}]);
    assert.deepEqual(
      own.report.lines.map(({course, mark, section}) => `${section} ${course} ${mark}`),
      ['010 cloud －', '010 privacy ×', '010 security ○'],
    );
    assert.deepEqual(views.get('020')?.pending, [{person: '2', courses: ['privacy', 'security']}]);
  });
});
