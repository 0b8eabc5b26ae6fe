import type {Account, Language} from '../../../kernel/person.ts';
import type {Temporal} from '../../../kernel/time.ts';
import type {PersonKey} from '../../../platform/directory/staff.ts';
import type {HeldItem, PersonalData} from '../../../platform/feature.ts';

/** What one feature holds, under its name. */
export interface NamedData {
  readonly feature: string;
  readonly data: PersonalData;
}

/** Whose data: a person of the staff list with their accounts, or an account of nobody on the list. */
export interface Subject {
  readonly accounts: readonly Account[];
  readonly person?: PersonKey | undefined;
}

type Gather<T> = (data: PersonalData) => readonly Promise<T>[];

// What is held by the list's person is asked for once, however many accounts they have.
function asks<T>(
  {accounts, person}: Subject,
  byAccount: (data: PersonalData, account: Account) => Promise<T>,
  byPerson: (data: NonNullable<PersonalData['ofPerson']>, person: PersonKey) => Promise<T>,
): Gather<T> {
  return (data) =>
    data.ofPerson !== undefined && person !== undefined
      ? [byPerson(data.ofPerson, person)]
      : accounts.map((account) => byAccount(data, account));
}

/** All that is held on somebody, in the order of the features. */
export async function itemsOf(
  all: readonly NamedData[],
  subject: Subject,
  language: Language,
  signal: AbortSignal,
): Promise<HeldItem[]> {
  const gather = asks(
    subject,
    (data, account) => data.show(account, language, signal),
    (data, person) => data.show(person, language, signal),
  );
  return (await Promise.all(all.flatMap(({data}) => gather(data)))).flat();
}

/**
 * The same as a file: what it is in words, and the data itself by feature.
 *
 * @returns JSON in UTF-8, laid out to be read
 */
export async function fileOf(
  all: readonly NamedData[],
  subject: Subject,
  {language, now, zone, note}: {language: Language; now: Temporal.Instant; zone: string; note: string},
  signal: AbortSignal,
): Promise<Uint8Array> {
  const gather = asks(
    subject,
    (data, account) => data.export(account, signal),
    (data, person) => data.export(person, signal),
  );
  const [items, ...parts] = await Promise.all([
    itemsOf(all, subject, language, signal),
    ...all.map(async ({feature, data}) => {
      const found = (await Promise.all(gather(data))).filter((part) => part !== undefined);
      return [feature, found.length === 1 ? found[0] : found] as const;
    }),
  ]);
  const at = now.toZonedDateTimeISO(zone).toString({smallestUnit: 'second'});
  const content = {note, at, items, data: Object.fromEntries(parts)};
  return new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`);
}

/** Deletes what may be deleted. Returns how many rows went. */
export async function eraseAll(
  all: readonly NamedData[],
  subject: Subject,
  signal: AbortSignal,
): Promise<number> {
  const gather = asks(
    subject,
    (data, account) => data.erase(account, signal),
    (data, person) => data.erase(person, signal),
  );
  let gone = 0;
  // One after the other, the house last: what forgets the chat must not come before what may still want it.
  for (const {data} of all) for (const erased of gather(data)) gone += await erased;
  return gone;
}
