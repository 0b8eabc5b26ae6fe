import {writeFile} from 'node:fs/promises';
import {CodedError, EXIT} from '../../../../kernel/errors.ts';
import {accountKey, shortHash} from '../../../../kernel/ids.ts';
import type {Account} from '../../../../kernel/person.ts';
import {localTime} from '../../../../kernel/time.ts';
import type {Audit} from '../../../../platform/access/audit.ts';
import {inForce} from '../../../../platform/directory/live.ts';
import type {StaffMember} from '../../../../platform/directory/staff.ts';
import type {StaffStore} from '../../../../platform/directory/store.ts';
import type {Command, CommandIo, HeldItem} from '../../../../platform/feature.ts';
import {eraseAll, fileOf, itemsOf, type NamedData, type Subject} from '../../own-data/gather.ts';
import {listData} from '../../own-data/house-data.ts';
import {messages} from '../../own-data/messages.ts';

export interface PersonDeps {
  readonly staff: StaffStore;
  readonly personalData: () => readonly NamedData[];
  readonly audit: Pick<Audit, 'list'>;
  readonly zone: string;
  /** Reads what features keep in memory: a command has started nothing. */
  readonly loadAll: (signal: AbortSignal) => Promise<void>;
}

/** What the audit keeps goes back so far. */
const AUDIT_HOURS = 24 * 366 * 5;

const PERSON = {
  name: '<person>',
  describe: {
    ja: '職員番号、UPNかメール、または テナントID/オブジェクトID',
    en: 'employee number, UPN or mail, or TENANT/OBJECT-ID',
  },
};

// For the audit: what was typed may be a mail address, which holds a name.
const subject = ({arguments: [given = '']}: Parameters<Command['run']>[0]): string =>
  given.includes('@') ? `mail ${shortHash(given.trim().toLowerCase())}` : given.trim().slice(0, 80);

/** `person export`: all that is held on one person, for their request on paper. */
export function personExportCommand(deps: PersonDeps): Command {
  return {
    name: 'person export',
    describe: {
      ja: '一人について保存しているすべてを、本人の求めに応じてファイルに書き出す',
      en: 'Writes all that is kept about one person to a file, at that person’s request',
    },
    role: 'personnel',
    // It takes a person's data out, so it leaves a row in the audit.
    changes: true,
    arguments: [PERSON],
    options: [{flags: '--out <file>', describe: {ja: '新しいファイル（JSON）', en: 'a new file, JSON'}}],
    subject,
    async run({arguments: [given = ''], options}, io) {
      const out = options['out'];
      if (typeof out !== 'string') throw new CodedError('command/usage', {what: 'PERSON --out FILE'});
      const {subject: whose, data} = await find(deps, given, io);
      const about = {language: 'ja', now: io.now, zone: deps.zone, note: messages.ja.note} as const;
      const bytes = await fileOf(data, whose, about, io.signal);
      await writeFile(out, bytes, {flag: 'wx', mode: 0o600}).catch((error: unknown) => {
        const reason = (error as NodeJS.ErrnoException).code ?? '';
        throw new CodedError('command/unwritable', {file: out, reason}, {cause: error});
      });
      if (io.json) io.out(JSON.stringify({file: out, bytes: bytes.length}));
      else io.out(`${out}: ${bytes.length} バイトを書き出しました。 ${bytes.length} bytes written.`);
      return EXIT.done;
    },
  };
}

/** `person erase`: deletes what may be deleted of one person, and says what stays and why. */
export function personEraseCommand(deps: PersonDeps): Command {
  return {
    name: 'person erase',
    describe: {
      ja: '一人について、消してよいものを消す。残るものと、その理由も示す',
      en: 'Deletes what may be deleted of one person; says what stays, and why',
    },
    role: 'personnel',
    changes: true,
    arguments: [PERSON],
    options: [{flags: '--yes', describe: {ja: '確かめたので消す', en: 'go ahead'}}],
    subject,
    async run({arguments: [given = ''], options}, io) {
      const {subject: whose, data} = await find(deps, given, io);
      const before = await itemsOf(data, whose, 'ja', io.signal);
      if (options['yes'] !== true) {
        show(before, io);
        io.err('まだ何も消していません。よければ --yes を付けてください。');
        io.err('Nothing was deleted yet. Add --yes to go ahead.');
        return EXIT.refused;
      }
      const rows = await eraseAll(data, whose, io.signal);
      const left = await itemsOf(data, whose, 'ja', io.signal);
      if (io.json) io.out(JSON.stringify({rows, stays: left.map(({label, stays}) => ({label, stays}))}));
      else {
        io.out(`${rows} 行を消しました。 ${rows} rows deleted.`);
        show(left, io);
      }
      return EXIT.done;
    },
  };
}

// Labels alone: the values are for the person, and `person export` writes them.
function show(items: readonly HeldItem[], io: CommandIo): void {
  if (io.json) {
    io.out(JSON.stringify(items.map(({label, kept, stays}) => ({label, kept, stays}))));
    return;
  }
  for (const {label, stays} of items)
    io.out(stays === undefined ? `消える goes: ${label}` : `残る stays: ${label}（${stays}）`);
}

async function find(
  {staff, personalData, audit, zone, loadAll}: PersonDeps,
  given: string,
  io: CommandIo,
): Promise<{subject: Subject; data: readonly NamedData[]}> {
  const {signal} = io;
  await loadAll(signal);
  const today = localTime(io.now, zone).day.toString();
  const list = inForce(await staff.lists(signal), today);
  // Also those who have left: they may ask for their data as long as it is there.
  const records = list === undefined ? [] : await staff.read(list, signal);
  const links = await staff.links(signal);
  const wanted = given.trim().toLowerCase();
  const typed = /^([^/\s]+)\/([^/\s]+)$/.exec(given.trim());
  const account = typed === null ? undefined : {tenant: typed[1] ?? '', objectId: typed[2] ?? ''};
  const linked = links.find((link) => account !== undefined && same(link.account, account))?.person;
  const members = records
    .map(({member}) => member)
    .filter(({key, number, upn, mail}) =>
      account === undefined
        ? number === given.trim() || upn?.toLowerCase() === wanted || mail?.toLowerCase() === wanted
        : key === linked,
    );
  const [member] = members;
  // An address that two share names nobody, and a wrong person's data must not be given out.
  if (members.length > 1 || (member === undefined && account === undefined))
    throw new CodedError('staff/unknown', {number: given.trim()});
  const accounts = new Map<string, Account>();
  for (const link of links)
    if (link.person === member?.key) accounts.set(accountKey(link.account), link.account);
  if (account !== undefined) accounts.set(accountKey(account), account);
  const whose = {accounts: [...accounts.values()], person: member?.key};
  return {
    subject: whose,
    data: [...ownEntry(member, whose.accounts), ...personalData(), recorded(audit, io)],
  };
}

function ownEntry(member: StaffMember | undefined, accounts: readonly Account[]): NamedData[] {
  if (member === undefined) return [];
  return [{feature: 'staff', data: listData({person: () => member, accountsOf: () => accounts})}];
}

/** What the person did with a role. It is on record for whoever audits, and nobody deletes from it. */
function recorded(audit: Pick<Audit, 'list'>, io: CommandIo): NamedData {
  return {
    feature: 'audit',
    data: {
      show: () => Promise.resolve([]),
      async export(account, signal) {
        const found: unknown[] = [];
        for await (const {at, ...entry} of audit.list(io.now.subtract({hours: AUDIT_HOURS}), io.now, {
          signal,
        }))
          if (entry.actor === accountKey(account)) found.push({at: at.toString(), ...entry});
        return found.length === 0 ? undefined : found;
      },
      erase: () => Promise.resolve(0),
    },
  };
}

function same(a: Account, b: Account): boolean {
  return (
    a.tenant.toLowerCase() === b.tenant.toLowerCase() && a.objectId.toLowerCase() === b.objectId.toLowerCase()
  );
}
