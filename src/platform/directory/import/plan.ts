import {Temporal} from '../../../kernel/time.ts';
import type {Day, PersonKey, StaffMember} from '../staff.ts';
import type {Held, StaffRecord} from '../record.ts';
import {matcher} from './matching.ts';
import type {BadRow, FilePerson, ReadStaff} from './read-staff.ts';
import type {TableProblem} from '../../tabular/table.ts';

/** Shares of the people beyond which an import stops unless the counts are named. */
export const LIMITS = {gone: 0.02, moved: 0.1} as const;

export interface PlanDeps {
  /** Everybody who is stored, those who left included. */
  readonly former: readonly StaffRecord[];
  /** The first day of the new list. */
  readonly day: Day;
  /** Only people of this section (its code or name) can be gone. */
  readonly scope?: string | undefined;
  readonly newKey: (person: FilePerson) => PersonKey;
}

export interface Plan {
  readonly records: readonly StaffRecord[];
  readonly added: number;
  readonly changed: number;
  readonly moved: number;
  readonly gone: number;
  readonly same: number;
  /** People before; what the limits are shares of. */
  readonly before: number;
  /** Rows of two people that claim one address or one stored person. */
  readonly problems: readonly TableProblem[];
}

/** What a file would make of the list. Pure: the file's order means nothing, and planning twice changes nothing. */
export function planImport(file: ReadStaff, {former, day, scope, newKey}: PlanDeps): Plan {
  const problems: TableProblem[] = [];
  const people = matcher(former);
  const taken = new Map<PersonKey, StaffRecord>();
  const counts = {added: 0, changed: 0, moved: 0, gone: 0, same: 0};
  const clashing = clashes(file.people);
  for (const person of [...file.people].sort(byIdentity)) {
    const clash = clashing.get(person);
    if (clash !== undefined) problems.push(clash);
    const before = people.match(person);
    if (before !== undefined && taken.has(before.member.key)) {
      problems.push({
        line: person.line,
        text: {ja: '別の行と同じ人と判定されます。', en: 'another row is taken for the same person'},
      });
      continue;
    }
    const record = renew(person, before, day, newKey);
    taken.set(record.member.key, record);
    if (before === undefined || before.closed !== undefined) counts.added += 1;
    else if (JSON.stringify(before.member) === JSON.stringify(record.member)) counts.same += 1;
    else if (before.member.main.section !== record.member.main.section) counts.moved += 1;
    else counts.changed += 1;
  }
  const givenAway = new Set([...taken.values()].flatMap(({held}) => held.filter(isHeld).map(idOf)));
  // A wrong row whose person cannot be told could be anybody's: then nobody is gone.
  const unknown = file.bad.some((row) => !former.some((record) => isOf(record, row)));
  const records = [...taken.values()];
  for (const record of former) {
    if (taken.has(record.member.key)) continue;
    const spared =
      record.closed !== undefined ||
      unknown ||
      file.bad.some((row) => isOf(record, row)) ||
      (scope !== undefined && !isIn(record.member, scope));
    if (!spared) counts.gone += 1;
    records.push(spared ? ended(record, givenAway, day) : closed(record, day));
  }
  records.sort((a, b) => (a.member.key < b.member.key ? -1 : 1));
  const before = former.filter((record) => record.closed === undefined).length;
  return {records, ...counts, before, problems};
}

/** Whether so many may be gone or moved without being named. */
export function beyondLimits(
  {gone, moved, before}: Plan,
  expected: {readonly gone?: number | undefined; readonly moved?: number | undefined},
): {readonly gone: boolean; readonly moved: boolean} {
  return {
    gone: gone > before * LIMITS.gone && expected.gone !== gone,
    moved: moved > before * LIMITS.moved && expected.moved !== moved,
  };
}

const identity = ({number, values}: FilePerson) => number ?? values.upn ?? '';
const byIdentity = (a: FilePerson, b: FilePerson) => (identity(a) < identity(b) ? -1 : 1);

function clashes(people: readonly FilePerson[]): Map<FilePerson, TableProblem> {
  const found = new Map<FilePerson, TableProblem>();
  for (const key of ['upn', 'objectId'] as const) {
    const seen = new Map<string, FilePerson>();
    for (const person of people) {
      const value = key === 'upn' ? person.values.upn : person.objectId;
      if (value === undefined) continue;
      const other = seen.get(value);
      seen.set(value, person);
      if (other === undefined) continue;
      const text = {ja: `${other.line}行目と同じ値です。`, en: `the same value as in row ${other.line}`};
      const column = key === 'upn' ? 'UPN' : 'オブジェクトID';
      found.set(person, {line: person.line, column, text});
    }
  }
  return found;
}

const isHeld = ({to}: Held) => to === undefined;
const idOf = ({kind, value}: Held) => `${kind}|${value}`;

function dayBefore(day: Day): Day {
  return Temporal.PlainDate.from(day).subtract({days: 1}).toString();
}

function renew(
  person: FilePerson,
  before: StaffRecord | undefined,
  day: Day,
  newKey: PlanDeps['newKey'],
): StaffRecord {
  const {values, objectId} = person;
  const number = person.number ?? before?.member.number ?? values.upn ?? '';
  const now: [Held['kind'], string | undefined][] = [
    ['number', number],
    ['upn', values.upn],
    ['mail', values.mail],
    ['object', objectId ?? before?.held.find((one) => one.kind === 'object' && isHeld(one))?.value],
  ];
  const held: Held[] = (before?.held ?? []).map((one) =>
    isHeld(one) && !now.some(([kind, value]) => kind === one.kind && value === one.value)
      ? {...one, to: dayBefore(day)}
      : one,
  );
  for (const [kind, value] of now) {
    if (value !== undefined && !held.some((one) => isHeld(one) && one.kind === kind && one.value === value))
      held.push({kind, value, from: day});
  }
  const member: StaffMember = {
    key: before?.member.key ?? newKey(person),
    number,
    ...values,
    unlisted: before?.member.unlisted ?? false,
  };
  return {member, held};
}

/** What somebody else holds now is held no longer. */
function ended(record: StaffRecord, given: ReadonlySet<string>, day: Day): StaffRecord {
  const held = record.held.map((one) =>
    isHeld(one) && given.has(idOf(one)) ? {...one, to: dayBefore(day)} : one,
  );
  return {...record, held};
}

function closed(record: StaffRecord, day: Day): StaffRecord {
  const held = record.held.map((one) => (isHeld(one) ? {...one, to: dayBefore(day)} : one));
  return {...record, held, closed: day};
}

function isOf({member, closed: gone}: StaffRecord, {number, upn}: BadRow): boolean {
  if (gone !== undefined) return false;
  return (number !== undefined && member.number === number) || (upn !== undefined && member.upn === upn);
}

const isIn = ({main}: StaffMember, scope: string) => main.section === scope || main.sectionName === scope;
