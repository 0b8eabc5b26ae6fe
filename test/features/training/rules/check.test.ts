import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {trainingsAgainst, trainingsSchema} from '../../../../src/features/training/rules/check.ts';
import {courseOf, type Trainings} from '../../../../src/features/training/rules/course.ts';
import {parseYaml} from '../../../../src/platform/content/yaml-file.ts';
import {listOf, member} from '../sample.ts';

const TEXT = readFileSync(resolve(import.meta.dirname, '../../../../content/trainings.yaml'), 'utf8');

function read(text: string): Trainings {
  const result = parseYaml(text, 'trainings.yaml', trainingsSchema);
  assert.equal(result.kind, 'read', JSON.stringify(result));
  return result.value;
}

/** The mistakes of the sample with one piece replaced: the text of the line, and the English sentence. */
function mistakes(piece: string, by: string, schema = trainingsSchema): string[] {
  const changed = TEXT.replace(piece, () => by);
  assert.notEqual(changed, TEXT);
  const result = parseYaml(changed, 'trainings.yaml', schema);
  assert.equal(result.kind, 'wrong');
  return result.problems.map(({line, text}) => {
    assert.match(text.ja, /[ぁ-ん]/);
    return `${changed.split('\n')[(line ?? 0) - 1]?.trim()} | ${text.en.replace(/^[^:]*: /, '')}`;
  });
}

describe('content/trainings.yaml', () => {
  const all = read(TEXT);

  it('is the year of a ward', () => {
    assert.deepEqual(
      all.courses.map(({id, kind, minutes}) => `${id} ${kind} ${minutes}`),
      [
        'information-security video 30',
        'personal-information video 15',
        'human-error-managers video 40',
        'human-error-sections classroom 120',
        'cloud-basics video 60',
        'specific-personal-information e-learning 40',
        'information-linkage e-learning 20',
        'harassment survey 20',
      ],
    );
    assert.deepEqual(courseOf(all, 'information-security')?.windows[0], {
      from: '2026-02-09',
      to: '2026-03-06',
    });
    assert.deepEqual(courseOf(all, 'personal-information')?.windows[0], {
      from: '2026-06-09',
      to: '2026-07-07',
    });
    assert.equal(courseOf(all, 'gone'), undefined);
  });

  it('reminds within the hours set, and counts a completion for its fiscal year', () => {
    assert.deepEqual(all.settings.hours, [
      {from: 570, to: 705},
      {from: 780, to: 990},
    ]);
    assert.ok(all.courses.every(({validity}) => validity === 'fiscal-year'));
  });
});

describe('a file of courses', () => {
  it('is refused where a window ends before it starts, goes over the year, or overlaps another', () => {
    const from = "- { from: '2026-02-09', to: '2026-03-06' }";
    assert.deepEqual(mistakes(from, "- { from: '2026-02-09', to: '2026-02-08' }"), [
      "- { from: '2026-02-09', to: '2026-02-08' } | ends on 2026-02-08, before it begins on 2026-02-09",
    ]);
    assert.deepEqual(mistakes(from, "- { from: '2026-02-09', to: '2026-04-01' }"), [
      "- { from: '2026-02-09', to: '2026-04-01' } | goes over the end of the fiscal year: give validity: window",
    ]);
    assert.deepEqual(mistakes(from, "- { from: '2027-01-09', to: '2027-02-09' }"), [
      "- { from: '2027-02-09', to: '2027-03-06' } | overlaps the window that begins on 2027-01-09",
    ]);
  });

  it('is refused where an audience names no one', () => {
    assert.deepEqual(mistakes('required: [{ flags: [manager] }]', 'except: [{ flags: [manager] }]'), [
      'except: [{ flags: [manager] }] | names no one; give required or encouraged, or nominate alone',
    ]);
    const [nothing = ''] = mistakes('required: [{ flags: [manager] }]', 'required: [{}]');
    assert.match(nothing, /says nothing$/);
  });

  it('is refused where an id stands twice', () => {
    assert.deepEqual(mistakes('id: cloud-basics', 'id: harassment'), [
      '- id: harassment | "harassment" stands there twice',
    ]);
  });

  it('is refused where a video has sessions or a roster, or a day does not exist', () => {
    const [roster = ''] = mistakes('proof: self\n\n', 'proof: roster\n\n');
    assert.equal(roster, 'proof: roster | only classroom courses have rosters');
    const [sessions = ''] = mistakes('kind: classroom', 'kind: video');
    assert.match(sessions, /only classroom courses have sessions$/);
    assert.equal(mistakes("'2026-07-07'", "'2026-06-31'").length, 1);
  });

  it('is refused where hours overlap', () => {
    assert.deepEqual(mistakes("{ from: '13:00', to: '16:30' }", "{ from: '11:30', to: '16:30' }").length, 1);
  });

  describe('held against the staff list', () => {
    const list = listOf([member('1'), member('2', {flags: ['manager', 'specific-personal-information']})]);
    const against = trainingsAgainst({sections: list.sections(), staff: list.all(), today: '2026-11-24'});

    it('is refused where a section does not exist', () => {
      const [unknown = '', ...more] = mistakes(
        'required: [{ flags: [manager] }]',
        'required: [{ sections: [宇宙課] }]',
        against,
      );
      assert.match(unknown, /"宇宙課" is no section of the staff list$/);
      // And therefore it names no one.
      assert.equal(more.length, 1);
      assert.equal(parseYaml(TEXT, 'trainings.yaml', against).kind, 'read');
    });

    it('is refused where nobody of the list is named, but for who is yet to come', () => {
      const nobody = mistakes('required: [{ flags: [manager] }]', 'required: [{ posts: [船長] }]', against);
      assert.match(nobody.join(), /names no one of the staff list/);
      const future = TEXT.replace(
        'required: [{ flags: [manager] }]',
        "required: [{ hiredAfter: '2027-04-01' }]",
      );
      assert.equal(parseYaml(future, 'trainings.yaml', against).kind, 'read');
    });
  });
});
