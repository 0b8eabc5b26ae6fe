import type {z} from 'zod/v4';
import type {Bilingual} from '../../../kernel/person.ts';
import type {Day, Section, StaffMember} from '../../../platform/directory/staff.ts';
import {matches} from './audience.ts';
import {roundsOf, trainingsShape, type AudienceRule, type Course, type Trainings} from './course.ts';
import {fiscalYearOf} from './validity.ts';

type Path = (string | number)[];
type Tell = (path: Path, text: Bilingual) => void;

/** The staff list, where there is one to check against. */
export interface CheckedAgainst {
  readonly sections: readonly Section[];
  readonly staff: readonly StaffMember[];
  readonly today: Day;
}

/** `content/trainings.yaml`, read and checked as a whole. */
export const trainingsSchema = trainingsShape.check(checking(undefined));

/** The same, held against the staff list as well. */
export function trainingsAgainst(list: CheckedAgainst | undefined) {
  return trainingsShape.check(checking(list));
}

function checking(list: CheckedAgainst | undefined) {
  return ({value, issues}: z.core.ParsePayload<Trainings>): void => {
    const tell: Tell = (path, text) => {
      issues.push({code: 'custom', input: value, path, params: {text}});
    };
    checkHours(value, tell);
    tellTwice(value.courses, ['courses'], tell);
    value.courses.forEach((course, i) => {
      const at = ['courses', i];
      checkCourse(course, at, value.settings.fiscalYearStart, tell);
      if (list !== undefined) checkList(course, at, list, tell);
    });
  };
}

function checkHours({settings: {hours}}: Trainings, tell: Tell): void {
  hours.forEach(({from, to}, i) => {
    const former = hours[i - 1];
    if (from < to && (former === undefined || former.to <= from)) return;
    tell(['settings', 'hours', i], {
      ja: '終わりが始まりより後で、前の時間帯より後の時間帯を書いてください。',
      en: 'must end after it begins, and begin after the one before',
    });
  });
}

function checkCourse(course: Course, at: Path, fiscalYearStart: number, tell: Tell): void {
  checkWindows(course, at, fiscalYearStart, tell);
  tellTwice(course.sessions, [...at, 'sessions'], tell);
  tellTwice(course.questions, [...at, 'questions'], tell);
  const {required, encouraged} = course.audience;
  const rules = required.length + encouraged.length;
  if ((course.nominate === undefined) === (rules === 0)) {
    tell([...at, 'audience'], {
      ja: '対象者がいません。required、encouraged、nominate のどれかを書いてください（nominate は単独で）。',
      en: 'names no one; give required or encouraged, or nominate alone',
    });
  }
  course.sessions.forEach(({from, to}, i) => {
    if (from >= to)
      tell([...at, 'sessions', i], {
        ja: '終わりが始まりより後ではありません。',
        en: 'must end after it begins',
      });
  });
  if (course.kind !== 'classroom' && course.sessions.length > 0) {
    tell([...at, 'sessions'], {
      ja: '集合研修だけが開催回を持てます。',
      en: 'only classroom courses have sessions',
    });
  }
  if (course.kind !== 'classroom' && course.proof === 'roster') {
    tell([...at, 'proof'], {ja: '名簿は集合研修だけにあります。', en: 'only classroom courses have rosters'});
  }
}

function checkWindows(course: Course, at: Path, fiscalYearStart: number, tell: Tell): void {
  course.windows.forEach(({from, to}, i) => {
    const path = [...at, 'windows', i];
    if (to < from) {
      tell([...path, 'to'], {
        ja: `終わりの日 ${to} が始まりの日 ${from} より前です。`,
        en: `ends on ${to}, before it begins on ${from}`,
      });
    } else if (course.validity === 'fiscal-year' && to > fiscalYearOf(from, fiscalYearStart).to) {
      tell([...path, 'to'], {
        ja: '年度をまたぐ期間には validity: window を書いてください。',
        en: 'goes over the end of the fiscal year: give validity: window',
      });
    }
  });
  roundsOf(course).forEach((round) => {
    if (round.next === undefined || round.to < round.next) return;
    const index = course.windows.findIndex(({from}) => from === round.next);
    tell([...at, 'windows', index], {
      ja: `期間が ${round.from} からの期間と重なります。`,
      en: `overlaps the window that begins on ${round.from}`,
    });
  });
}

function checkList(course: Course, at: Path, list: CheckedAgainst, tell: Tell): void {
  const known = new Set(list.sections.flatMap(({code, name}) => [code, name]));
  const unknown = (name: string, path: Path) => {
    if (known.has(name)) return;
    tell(path, {
      ja: `「${name}」という課は職員名簿にありません。`,
      en: `"${name}" is no section of the staff list`,
    });
  };
  if (course.section !== undefined) unknown(course.section, [...at, 'section']);
  for (const group of ['required', 'encouraged', 'except'] as const) {
    course.audience[group].forEach((rule, i) => {
      rule.sections?.forEach((name, j) => {
        unknown(name, [...at, 'audience', group, i, 'sections', j]);
      });
    });
  }
  const {required, encouraged} = course.audience;
  const rules = [...required, ...encouraged];
  if (
    course.nominate !== undefined ||
    rules.length === 0 ||
    rules.some(({hiredAfter}) => hiredAfter !== undefined)
  )
    return;
  const named = (rule: AudienceRule) => list.staff.some((member) => matches(rule, member, list.today));
  if (rules.some(named)) return;
  tell([...at, 'audience'], {
    ja: '職員名簿に、この条件に当てはまる人がいません。',
    en: 'names no one of the staff list',
  });
}

function tellTwice(entries: readonly {readonly id: string}[], at: Path, tell: Tell): void {
  const seen = new Set<string>();
  entries.forEach(({id}, i) => {
    if (seen.has(id))
      tell([...at, i, 'id'], {ja: `「${id}」が二つあります。`, en: `"${id}" stands there twice`});
    seen.add(id);
  });
}
