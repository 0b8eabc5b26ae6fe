import type {Day} from '../../../platform/directory/staff.ts';
import {countsIn, fiscalYearOf} from '../rules/validity.ts';
import type {Entry} from './entry.ts';
import {recordOf, type PersonRecord, type RoundRecord} from './record.ts';

/** From which day on the register is kept: so many whole fiscal years before the present one. */
export function keptFrom(today: Day, keepYears: number, fiscalYearStart: number): Day {
  const {from} = fiscalYearOf(today, fiscalYearStart);
  return `${Number(from.slice(0, 4)) - keepYears}${from.slice(4)}`;
}

export interface Retiring {
  /** The register is kept from this day on. */
  readonly kept: Day;
  readonly today: Day;
  /** Month, 4 for April. */
  readonly fiscalYearStart: number;
}

/** Whether a round's fiscal year is past keeping. One that still counts for somebody stays. */
export function isPastKeeping({round, duty}: Pick<RoundRecord, 'round' | 'duty'>, at: Retiring): boolean {
  const still = duty !== undefined && (duty.counts.to === undefined || duty.counts.to >= at.today);
  return !still && fiscalYearOf(round, at.fiscalYearStart).to < at.kept;
}

/**
 * The entries of a person that are past keeping: those about rounds of such years, the completions that count for no
 * round that stays, and what was said of those completions.
 */
export function retirable(entries: readonly Entry[], at: Retiring): Entry[] {
  const {rounds} = recordOf(entries);
  const old = new Set(rounds.filter((round) => isPastKeeping(round, at)).map(nameOf));
  const staying = rounds.filter((round) => !old.has(nameOf(round)));
  const gone = new Set<number>();
  for (const entry of entries) {
    if (entry.kind !== 'completion' || entry.day >= at.kept) continue;
    const needed = staying.some(
      ({course, duty}) => course === entry.course && duty !== undefined && countsIn(duty.counts, entry.day),
    );
    if (!needed) gone.add(entry.number);
  }
  return entries.filter((entry) => {
    if (entry.kind === 'completion') return gone.has(entry.number);
    if (entry.kind === 'void' || entry.kind === 'unconfirmed') return gone.has(entry.entry);
    return old.has(nameOf(entry));
  });
}

/** A record with nothing but what is past keeping: what is counted before it goes. */
export function onlyOld(record: PersonRecord, at: Retiring): PersonRecord {
  return {...record, rounds: record.rounds.filter((round) => isPastKeeping(round, at))};
}

const nameOf = ({course, round}: {readonly course: string; readonly round: string}) => `${course}|${round}`;
