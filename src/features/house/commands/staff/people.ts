import {CodedError, EXIT} from '../../../../kernel/errors.ts';
import {localTime} from '../../../../kernel/time.ts';
import {inForce} from '../../../../platform/directory/live.ts';
import type {StaffRecord} from '../../../../platform/directory/record.ts';
import type {Command, CommandIo} from '../../../../platform/feature.ts';
import type {StaffDeps} from './import.ts';

async function peopleOf({staff, zone}: StaffDeps, io: CommandIo): Promise<StaffRecord[]> {
  const today = localTime(io.now, zone).day.toString();
  const list = inForce(await staff.lists(io.signal), today);
  const records = list === undefined ? [] : await staff.read(list, io.signal);
  return records.filter(({closed}) => closed === undefined);
}

/** `staff unlinked`: who has no account yet, and contacts that were refused. Employee numbers alone. */
export function staffUnlinkedCommand(deps: StaffDeps): Command {
  return {
    name: 'staff unlinked',
    describe: {
      ja: 'アカウントと結び付いていない職員と、結び付けなかった連絡を示す',
      en: 'Lists people without an account, and contacts that were refused',
    },
    role: 'personnel',
    changes: false,
    async run(_input, io) {
      const [people, links, refused] = await Promise.all([
        peopleOf(deps, io),
        deps.staff.links(io.signal),
        deps.staff.refused(io.signal),
      ]);
      const linked = new Set(links.map(({person}) => person));
      const numbers = new Map(people.map(({member}) => [member.key, member.number]));
      const unlinked = people
        .filter(({member, held}) => !linked.has(member.key) && !held.some((one) => one.kind === 'object'))
        .map(({member}) => member.number)
        .sort();
      const conflicts = refused.map(({person, account, at}) => ({
        number: numbers.get(person) ?? '',
        objectId: account.objectId,
        at,
      }));
      if (io.json) io.out(JSON.stringify({unlinked, conflicts}));
      else {
        for (const number of unlinked) io.out(number);
        for (const {number, objectId, at} of conflicts) io.out(`拒否 refused: ${number} ${objectId} ${at}`);
        io.out(`未連携 unlinked: ${unlinked.length}  拒否 refused: ${conflicts.length}`);
      }
      return EXIT.done;
    },
  };
}

/** `staff hide`, `staff unhide`: 名簿に出さない, for those who need protection. Survives every import. */
export function staffHideCommand(deps: StaffDeps, hidden: boolean): Command {
  return {
    name: hidden ? 'staff hide' : 'staff unhide',
    describe: hidden
      ? {
          ja: '職員を名簿に出さない（検索・一覧・人数に現れない）',
          en: 'Leaves a person out of all that others see',
        }
      : {ja: '職員を名簿に再び出す', en: 'Shows a person again'},
    role: 'personnel',
    changes: true,
    arguments: [{name: '<number>', describe: {ja: '職員番号', en: 'employee number'}}],
    async run({arguments: [number = '']}, io) {
      const person = (await peopleOf(deps, io)).find(({member}) => member.number === number);
      if (person === undefined) throw new CodedError('staff/unknown', {number});
      await deps.staff.hide(person.member.key, hidden, io.signal);
      await deps.announceStaff(io.signal);
      io.out(hidden ? '名簿に出しません。 Left out.' : '名簿に出します。 Shown.');
      return EXIT.done;
    },
  };
}
