import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {localTime} from '../../../kernel/time.ts';
import type {Day, Directory, StaffMember} from '../../../platform/directory/staff.ts';
import type {Command, CommandIo} from '../../../platform/feature.ts';
import {isDay} from '../../../platform/office/shape.ts';
import {findCourse} from '../intake/read-completions.ts';
import {decideClaim, type DayRefusal} from '../register/completing.ts';
import {officerRefusal, type OfficerRefusal} from '../register/correcting.ts';
import type {Course, Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {titleOf} from '../views/mine.ts';

export interface EnterDeps {
  readonly register: Register;
  readonly directory: Directory;
  readonly trainings: (signal?: AbortSignal) => Promise<Trainings>;
  readonly zone: string;
}

const REFUSED: Readonly<Record<OfficerRefusal | DayRefusal, string>> = {
  oneself: '自分のことは登録できません。 Nobody enters their own completion here.',
  'not-employed': '在籍していません。 Not on the staff on that day.',
  'other-section': '同じ課の人ではありません。 They do not work in the same section.',
  'has-account':
    'アカウントのある人は、自分で申告するか取込で登録します。 They have an account of their own.',
  future: '受講日が先の日です。 The day lies in the future.',
  'before-opening': '受講日が、研修の受講期間の始まる前です。 The day lies before the course opened.',
};

const COURSE = {flags: '--course <course>', describe: {ja: '研修のidか名前', en: 'its id or title'}} as const;

/** `training enter`: a section's training officer says it of somebody who has no account. */
export function enterCommand({register, directory, trainings, zone}: EnterDeps): Command {
  return {
    name: 'training enter',
    describe: {
      ja: 'アカウントのない人の受講を、課の研修担当者に代わって登録する（登録した人の名前も残る）',
      en: 'Enters a completion for somebody without an account; who said so is kept as well',
    },
    role: 'course-section',
    changes: true,
    options: [
      COURSE,
      {
        flags: '--person <number>',
        describe: {ja: '受講した人の職員番号', en: 'employee number of who took it'},
      },
      {
        flags: '--officer <number>',
        describe: {ja: '研修担当者の職員番号', en: 'employee number of the officer'},
      },
      {flags: '--date <date>', describe: {ja: '受講日（例 2026-03-05）', en: 'the day'}},
    ],
    async run({options}, io) {
      const live = await trainings(io.signal);
      const course = readCourse(live, options['course']);
      const person = byNumber(directory, options['person'], '--person');
      const officer = byNumber(directory, options['officer'], '--officer');
      const today = localTime(io.now, zone).day.toString();
      const day = readDate(options['date']);
      const refused = officerRefusal(officer, person, directory.accountsOf(person.key).length > 0, today);
      if (refused !== undefined) return refuse(refused, io);
      let why: DayRefusal | undefined;
      const written = await register.change(
        person.key,
        {role: 'officer', person: officer.key},
        ({record}) => {
          const claim = decideClaim(record, course, {day, channel: 'officer', source: ''}, today);
          if (claim.kind === 'refused') why = claim.why;
          return claim.kind === 'add' ? {entries: [claim.entry]} : undefined;
        },
        {signal: io.signal},
      );
      if (why !== undefined) return refuse(why, io);
      const known = written.kind === 'nothing';
      if (io.json)
        io.out(
          JSON.stringify({course: course.id, day, person: person.number, officer: officer.number, known}),
        );
      else
        io.out(known ? 'すでに登録されています。 It is in the register already.' : '登録しました。 Entered.');
      return EXIT.done;
    },
  };
}

/** `training entered`: what officers entered for others, to be printed and kept. */
export function enteredCommand({register, directory, trainings, zone}: EnterDeps): Command {
  return {
    name: 'training entered',
    describe: {
      ja: '代わりに登録した受講の一覧（印刷用。受講した人、登録した人、日時）',
      en: 'Lists what was entered for others, to be printed',
    },
    role: 'course-section',
    changes: false,
    options: [
      COURSE,
      {flags: '--section <section>', describe: {ja: '課の名前かコード', en: 'its name or code'}},
    ],
    async run({options}, io) {
      const live = await trainings(io.signal);
      const course = options['course'] === undefined ? undefined : readCourse(live, options['course']);
      const section = options['section'];
      const lines: {
        course: string;
        day: Day;
        person: string;
        section: string;
        officer: string;
        at: string;
      }[] = [];
      for await (const bucket of register.allEntries(io.signal)) {
        for (const entry of bucket) {
          if (entry.kind !== 'completion' || entry.by.role !== 'officer') continue;
          if (course !== undefined && entry.course !== course.id) continue;
          const person = directory.person(entry.person);
          const {section: code, sectionName} = person?.main ?? {section: '', sectionName: ''};
          if (typeof section === 'string' && section !== code && section !== sectionName) continue;
          const at = entry.at.toZonedDateTimeISO(zone).toPlainDateTime().toString({smallestUnit: 'minute'});
          const [who, officer] = [
            named(person, entry.person),
            named(directory.person(entry.by.person), entry.by.person),
          ];
          lines.push({
            course: titleOf(live, entry.course).ja,
            day: entry.day,
            person: who,
            section: sectionName,
            officer,
            at,
          });
        }
      }
      lines.sort((a, b) => (`${a.course}${a.section}${a.day}` < `${b.course}${b.section}${b.day}` ? -1 : 1));
      if (io.json) io.out(JSON.stringify(lines));
      else {
        io.out('研修\t課\t受講した人\t受講日\t登録した人\t登録日時');
        for (const line of lines) {
          io.out(
            [line.course, line.section, line.person, line.day, line.officer, line.at.replace('T', ' ')].join(
              '\t',
            ),
          );
        }
      }
      return EXIT.done;
    },
  };
}

// Whoever has left the list is shown by the key that the register has.
function named(person: StaffMember | undefined, key: string): string {
  return person === undefined ? key : `${person.name}（${person.number}）`;
}

function refuse(why: OfficerRefusal | DayRefusal, io: CommandIo) {
  io.err(REFUSED[why]);
  return EXIT.refused;
}

export function readCourse(live: Trainings, given: unknown): Course {
  const found = typeof given === 'string' ? findCourse(live, given) : undefined;
  if (found === undefined)
    throw new CodedError('command/usage', {what: `--course ${typeof given === 'string' ? given : ''}`});
  return found;
}

function byNumber(directory: Directory, given: unknown, option: string): StaffMember {
  const found = typeof given === 'string' ? directory.all().find(({number}) => number === given) : undefined;
  if (found === undefined)
    throw new CodedError('command/usage', {what: `${option} ${typeof given === 'string' ? given : ''}`});
  return found;
}

function readDate(given: unknown): Day {
  if (typeof given === 'string' && isDay(given)) return given;
  throw new CodedError('command/usage', {what: `--date ${typeof given === 'string' ? given : ''}`});
}
