import {join} from 'node:path';
import type {Account} from '../../kernel/person.ts';
import type {DayText, Temporal} from '../../kernel/time.ts';
import type {Clock} from '../../platform/clock.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import {readYamlFile} from '../../platform/content/yaml-file.ts';
import type {Feature} from '../../platform/feature.ts';
import {OFFICE_KIND, officeSchema} from '../../platform/office/office.ts';
import type {Office} from '../../platform/office/shape.ts';
import type {Log} from '../../platform/log.ts';
import {upWithoutGap} from '../../platform/scheduling/beats.ts';
import type {FeatureOutbox} from '../../platform/scheduling/outbox/outbox.ts';
import type {Storage} from '../../platform/storage/table.ts';
import {checkCommand} from './commands/check.ts';
import {closeCommand, openCommand} from './commands/close.ts';
import {listCommand} from './commands/list.ts';
import {statsCommand} from './commands/stats.ts';
import {help} from './messages.ts';
import {notices} from './notices/notices.ts';
import {refit} from './notices/refit.ts';
import {boothData} from './personal-data.ts';
import {boothActions} from './presses/actions.ts';
import {placing, type Placing} from './presses/placing.ts';
import {reception} from './presses/reception.ts';
import {nowIn} from './rules/stretch.ts';
import {boothDesk} from './store/booth-desk.ts';
import {counting, refusalCounts} from './store/upkeep/refusals.ts';
import type {GivenTo} from './store/desk.ts';
import {boothIntents} from './turns.ts';

export {BOOTHS_TABLE} from './store/tables/rows.ts';

export interface BoothsDeps {
  readonly storage: Storage;
  readonly content: ContentStore;
  readonly office: LiveContent<Office>;
  readonly clock: Clock;
  readonly zone: string;
  readonly newId: () => string;
  readonly outbox: FeatureOutbox;
  readonly log: Log;
  /** Is told of whoever enters or leaves a booth. */
  readonly placing: Placing;
}

/** The feature, and what others may do with a person's bookings. */
export interface BoothsFeature extends Feature {
  /** How many bookings a person still has on a day that have not begun. */
  readonly on: (account: Account, day: DayText, signal: AbortSignal) => Promise<number>;
  /** Cancels those; says how many. The same token does it once. */
  readonly giveBack: (account: Account, day: DayText, op: string, signal: AbortSignal) => Promise<number>;
}

/** Books focus booths and web-meeting booths, by card or in a sentence, under each kind's rules. */
export function booths(deps: BoothsDeps): BoothsFeature {
  const {storage, content, clock, zone, newId, outbox, log} = deps;
  const office = () => deps.office.current();
  const counted = counting(boothDesk({storage, office, newId}), refusalCounts(storage, newId, log));
  const desk = placing(counted, deps.placing, log);
  const given = (all: readonly GivenTo[]) => {
    notes.given(all, nowIn(clock.now(), zone));
  };
  const at = reception({desk, office, zone, newId, given});
  const up = (from: Temporal.Instant, to: Temporal.Instant, signal: AbortSignal) =>
    upWithoutGap(storage, from, to, {signal});
  const notes = notices({desk, at, outbox, up, office, zone, log});
  const operator = {
    desk,
    zone,
    async office(signal?: AbortSignal) {
      await deps.office.refresh(signal);
      return office();
    },
  };
  return {
    name: 'booths',
    help,
    intents: boothIntents(at),
    actions: boothActions(at),
    commands: [
      listCommand(operator),
      openCommand(operator),
      closeCommand({...operator, tell: notes.withdrawn}),
      checkCommand({storage, ...operator}),
      statsCommand({storage, ...operator}),
    ],
    jobs: notes.jobs,
    personalData: boothData({desk, office, zone, now: () => clock.now()}),
    content: async (directory, instant) => {
      const file = await readYamlFile(join(directory, `${OFFICE_KIND}.yaml`), officeSchema);
      return {
        problems: file.kind === 'wrong' ? file.problems : [],
        async apply(signal) {
          if (file.kind !== 'read') return [];
          await deps.office.refresh(signal);
          const former = office();
          const change = await content.put(OFFICE_KIND, file.source, signal);
          await deps.office.refresh(signal);
          // Also where nothing changed: an earlier push may have broken off before this was done.
          const fitting = {desk, office, zone, tell: notes.withdrawn};
          return [{name: OFFICE_KIND, change, notes: await refit(fitting, former, instant, signal)}];
        },
      };
    },
    refresh: (signal) => deps.office.refresh(signal),
    render: notes.render,
    on: async (account, day, signal) => (await open(account, day, signal)).length,
    async giveBack(account, day, op, signal) {
      let count = 0;
      for (const {id} of await open(account, day, signal)) {
        const press = {op: `${op}|${id}`, booking: id};
        const result = await desk.cancel(account, press, nowIn(clock.now(), zone), signal);
        if (!('given' in result)) continue;
        given(result.given);
        count++;
      }
      return count;
    },
  };

  async function open(account: Account, day: DayText, signal: AbortSignal) {
    const all = await desk.bookings(account, nowIn(clock.now(), zone), signal);
    return all.filter((each) => each.day === day && each.status === 'booked');
  }
}
