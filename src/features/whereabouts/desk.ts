import {accountKey} from '../../kernel/ids.ts';
import type {Account} from '../../kernel/person.ts';
import type {Temporal} from '../../kernel/time.ts';
import {localTime, type DayText} from '../../kernel/time.ts';
import type {Directory, PersonKey, StaffMember} from '../../platform/directory/staff.ts';
import {isAway, saidAt, say, unsayBooth, type DaySaid, type Said, type Where} from './rules/state.ts';
import {chosen, sharesSection, sightOf, type Policy, type Visibility} from './rules/visibility.ts';
import type {DayPart} from './rules/when.ts';
import type {Shown} from './cards/found.ts';
import type {HiddenOnes} from './store/hidden.ts';
import type {Presence} from './store/presence.ts';
import {chosenOnce, type OwnSettings, type SettingsStore} from './store/settings.ts';

export interface DeskDeps {
  readonly presence: Presence;
  readonly settings: SettingsStore;
  readonly hidden: HiddenOnes;
  readonly directory: Directory;
  readonly policy: () => Policy;
  readonly zone: string;
}

export type Desk = ReturnType<typeof whereaboutsDesk>;

/** What is done with whereabouts, whoever asks for it and however. */
export function whereaboutsDesk(deps: DeskDeps) {
  const {presence, settings, hidden, directory, zone} = deps;

  /**
   * Says for each part of a day where somebody is. Said twice, it is said once more: nothing else changes.
   *
   * @returns the settings of the account
   */
  async function set(
    account: Account,
    where: Where,
    parts: readonly DayPart[],
    now: Temporal.Instant,
    signal: AbortSignal | undefined,
    by?: Account,
  ): Promise<OwnSettings> {
    const said = {where, at: now.toString(), ...(by === undefined ? {} : {by: accountKey(by)})};
    const today = localTime(now, zone).day.toString();
    const isUsual = (where.kind === 'place' && where.booth === undefined) || where.kind === 'home';
    const counts = by === undefined && isUsual && parts.some(({day}) => day === today);
    // Days lie in partitions of their own and do not wait for each other.
    const [own] = await Promise.all([
      counts ? noteUsual(account, usualOf(where), signal) : settings.of(account, signal),
      ...parts.map(({day, from, until}) =>
        presence.change(account, day, (before) => say(before, {...said, from, until}), signal),
      ),
    ]);
    return own;
  }

  // Most days it is the same place again: then there is nothing to write.
  function noteUsual(account: Account, where: Where, signal: AbortSignal | undefined): Promise<OwnSettings> {
    const chosenBefore = (own: OwnSettings) => JSON.stringify(own.usual[0]?.where) === JSON.stringify(where);
    return settings.change(
      account,
      (own) => (chosenBefore(own) ? own : {...own, usual: chosenOnce(own.usual, where)}),
      signal,
    );
  }

  /** @returns whether there was anything to take back */
  async function clear(account: Account, day: DayText, signal: AbortSignal | undefined): Promise<boolean> {
    let had = false;
    await presence.change(
      account,
      day,
      (before) => {
        had = before.length > 0;
        return [];
      },
      signal,
    );
    return had;
  }

  /** Of several accounts of a person that which spoke last. */
  async function saidOf(person: StaffMember, day: DayText, signal?: AbortSignal): Promise<DaySaid> {
    const all = await Promise.all(
      directory.accountsOf(person.key).map((account) => presence.said(account, day, signal)),
    );
    return all.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  async function settingsOf(person: StaffMember, signal?: AbortSignal): Promise<OwnSettings> {
    const all = await Promise.all(
      directory.accountsOf(person.key).map((account) => settings.of(account, signal)),
    );
    // Whoever hides in one account hides.
    const most = all.find(({visibility}) => visibility === 'hidden') ?? all[0];
    return most ?? {othersMay: false, usual: []};
  }

  /** What an asker may be shown of a person now. */
  async function shown(
    person: StaffMember,
    asker: StaffMember | undefined,
    now: Temporal.Instant,
    signal?: AbortSignal,
  ): Promise<Shown> {
    const {day, minute} = localTime(now, zone);
    const [own, said] = await Promise.all([
      settingsOf(person, signal),
      saidOf(person, day.toString(), signal),
    ]);
    const one = saidAt(said, minute);
    const sight = sightOf(person, asker, own, deps.policy());
    if (one === undefined || sight === 'silent') return {kind: 'silent'};
    return sight === 'status' ? {kind: 'status', said: one} : {kind: 'exact', said: one, by: byName(one)};
  }

  // A colleague who is not to stand in the list is not named as the one who said it either.
  function byName({by}: Said): string | undefined {
    if (by === undefined) return undefined;
    const at = by.indexOf('~');
    const colleague = directory.memberOf({tenant: by.slice(0, at), objectId: by.slice(at + 1)});
    return colleague === undefined || colleague.unlisted
      ? undefined
      : (colleague.name.split(' ')[0] ?? colleague.name);
  }

  /** Notes that somebody was asked for, where they can see it. */
  async function noteAsked(
    person: StaffMember,
    asker: Account,
    now: Temporal.Instant,
    signal?: AbortSignal,
  ): Promise<void> {
    const day = localTime(now, zone).day.toString();
    for (const account of directory.accountsOf(person.key)) {
      await presence.asked(account, day, asker, now.toString(), signal);
    }
  }

  /** Whether a colleague may say for somebody where they are. */
  async function mayFor(
    asker: StaffMember | undefined,
    person: StaffMember,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (asker === undefined || person.unlisted || asker.key === person.key) return false;
    const [account] = directory.accountsOf(person.key);
    if (account === undefined || !sharesSection(person, asker)) return false;
    return (await settings.of(account, signal)).othersMay;
  }

  async function save(account: Account, to: (own: OwnSettings) => OwnSettings, signal?: AbortSignal) {
    const before = await settings.of(account, signal);
    const after = to(before);
    if (after.visibility === 'hidden') await hidden.add(account, signal);
    const saved = await settings.change(account, to, signal);
    if (saved.visibility !== 'hidden') await hidden.remove(account, signal);
    return saved;
  }

  /** What holds for a person who is on the list. */
  function visibilityOf(account: Account, own: OwnSettings): Visibility | undefined {
    const person = directory.memberOf(account);
    return person && chosen(person, own, deps.policy());
  }

  /** Whether an asker may see of a person where exactly they are. */
  async function isOpenTo(
    person: StaffMember,
    asker: StaffMember | undefined,
    signal?: AbortSignal,
  ): Promise<boolean> {
    return sightOf(person, asker, await settingsOf(person, signal), deps.policy()) === 'exact';
  }

  /** Who is away on most of a day, by person. */
  async function away(day: DayText, signal?: AbortSignal): Promise<ReadonlySet<PersonKey>> {
    const found = new Set<PersonKey>();
    for await (const {account, said} of presence.everybody(day, signal)) {
      const person = directory.memberOf(account);
      if (person !== undefined && isAway(said)) found.add(person.key);
    }
    return found;
  }

  /** Whom counts, bands and boards leave out, by account key. */
  async function leftOut(signal?: AbortSignal): Promise<(account: string) => boolean> {
    const hiding = await hidden.all(signal);
    const unlisted = new Set(
      directory
        .all()
        .filter((person) => person.unlisted)
        .flatMap(({key}) => directory.accountsOf(key).map(accountKey)),
    );
    return (account) => hiding.has(account) || unlisted.has(account);
  }

  return {
    ...{
      set,
      clear,
      saidOf,
      settingsOf,
      shown,
      isOpenTo,
      noteAsked,
      mayFor,
      save,
      visibilityOf,
      away,
      leftOut,
    },
    /** A booth was entered: until its end that is the place; the place before holds again afterwards. */
    async entered(
      account: Account,
      where: Where & {kind: 'place'},
      part: DayPart,
      now: Temporal.Instant,
      signal?: AbortSignal,
    ) {
      const one: Said = {where, from: part.from, until: part.until, at: now.toString()};
      await presence.change(
        account,
        part.day,
        // Not through `say`: the place before must be kept, whatever its hours.
        (before) => [...unsayBooth(before, where.booth ?? ''), one].slice(-24),
        signal,
      );
    },
    async left(account: Account, day: DayText, booth: string, signal?: AbortSignal) {
      await presence.change(account, day, (before) => unsayBooth(before, booth), signal);
    },
  };
}

// A seat changes from day to day; the area is what is usual.
function usualOf(where: Where): Where {
  if (where.kind !== 'place') return where;
  const {seat: _, booth: __, ...area} = where;
  return area;
}
