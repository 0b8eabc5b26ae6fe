import {basename} from 'node:path';
import {CodedError, EXIT} from '../../../../kernel/errors.ts';
import {localTime} from '../../../../kernel/time.ts';
import {
  readSections,
  SECTION_COLUMNS,
  withoutSuccessor,
} from '../../../../platform/directory/import/read-sections.ts';
import {inForce} from '../../../../platform/directory/live.ts';
import type {SectionSpan} from '../../../../platform/directory/store.ts';
import type {Command, CommandIo} from '../../../../platform/feature.ts';
import {readTable} from '../../../../platform/tabular/read-table.ts';
import {readBytes, tellProblems, type StaffDeps} from './import.ts';

/** `staff sections import`: codes with their names over the years, all of them or nothing. */
export function staffSectionsImportCommand(deps: StaffDeps): Command {
  return {
    name: 'staff sections import',
    describe: {
      ja: '所属の一覧（コード、名前、期間、後継）を取り込む',
      en: 'Takes in the sections: codes, names, from when to when, who took over',
    },
    role: 'personnel',
    changes: true,
    arguments: [
      {name: '<file>', describe: {ja: '所属の一覧（CSV・Excel）', en: 'the sections, CSV or Excel'}},
    ],
    options: [
      {
        flags: '--dry-run',
        describe: {ja: '調べるだけで、何も書き込まない', en: 'looks only, writes nothing'},
      },
    ],
    async run({arguments: [path = ''], options}, io) {
      const table = await readTable(await readBytes(path), basename(path), {columns: SECTION_COLUMNS});
      const {sections, problems} = readSections(table);
      const former = await deps.staff.sections(io.signal);
      const unknown = await unlistedCodes(deps, sections, io);
      report({sections, former, unknown}, io);
      tellProblems(problems, table.file, io);
      if (problems.length > 0 || sections.length === 0) {
        throw new CodedError('staff/invalid', {count: problems.length});
      }
      if (options['dryRun'] === true) return EXIT.done;
      await deps.staff.putSections(sections, {now: io.now, id: deps.newId(), signal: io.signal});
      await deps.announceStaff(io.signal);
      return EXIT.done;
    },
  };
}

/** Codes that people of the list in force have and the table has not: they would be in no section. */
async function unlistedCodes(
  {staff, zone}: StaffDeps,
  sections: readonly SectionSpan[],
  {now, signal}: CommandIo,
): Promise<string[]> {
  const list = inForce(await staff.lists(signal), localTime(now, zone).day.toString());
  const records = list === undefined ? [] : await staff.read(list, signal);
  const known = new Set(sections.map(({code}) => code));
  const used = records
    .filter(({closed}) => closed === undefined)
    .flatMap(({member}) => [member.main, ...member.further].map(({section}) => section));
  return [...new Set(used)].filter((code) => code !== '' && !known.has(code)).sort();
}

interface Found {
  readonly sections: readonly SectionSpan[];
  readonly former: readonly SectionSpan[];
  readonly unknown: readonly string[];
}

function report({sections, former, unknown}: Found, io: CommandIo): void {
  const formOf = (section: SectionSpan) => JSON.stringify(section);
  const before = new Set(former.map(formOf));
  const codes = new Set(former.map(({code}) => code));
  const now = new Set(sections.map(({code}) => code));
  const changed = sections.filter((section) => !before.has(formOf(section)));
  const counts = {
    added: changed.filter(({code}) => !codes.has(code)).length,
    changed: changed.filter(({code}) => codes.has(code)).length,
    gone: [...codes].filter((code) => !now.has(code)).length,
  };
  const orphans = withoutSuccessor(sections);
  if (io.json) {
    io.out(JSON.stringify({...counts, withoutSuccessor: orphans.map(({code}) => code), unknown}));
    return;
  }
  for (const {code, name, to} of orphans) {
    io.out(`後継なし no successor: ${code} ${name} 〜${to ?? ''}`);
  }
  for (const code of unknown) io.out(`職員がいるのに表にない people without it in the table: ${code}`);
  const {added, gone} = counts;
  io.out(`新規 new: ${added}  変更 changed: ${counts.changed}  なくなる gone: ${gone}`);
}
