import {join} from 'node:path';
import {localTime, type Temporal} from '../../kernel/time.ts';
import type {Account} from '../../kernel/person.ts';
import type {Clock} from '../../platform/clock.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import {readYamlFile} from '../../platform/content/yaml-file.ts';
import type {Directory} from '../../platform/directory/staff.ts';
import type {Feature} from '../../platform/feature.ts';
import type {Log} from '../../platform/log.ts';
import {boothOf} from '../../platform/office/office.ts';
import type {Office} from '../../platform/office/shape.ts';
import type {FeatureOutbox} from '../../platform/scheduling/outbox/outbox.ts';
import type {Storage} from '../../platform/storage/table.ts';
import {chooseReply, toldReply} from './cards/own.ts';
import {plannedWords, type Scene} from './cards/words.ts';
import {qrCommand} from './commands/qr.ts';
import {statsCommand} from './commands/stats.ts';
import {whereaboutsDesk, type Desk} from './desk.ts';
import {finding} from './finding/answers.ts';
import {liveNames} from './finding/names.ts';
import {whereaboutsJobs} from './jobs.ts';
import {help} from './messages.ts';
import {whereaboutsData} from './personal-data.ts';
import {floorOf, isPlace} from './rules/place.ts';
import {WHEREABOUTS_KIND, whereaboutsShape, type WhereaboutsPolicy} from './rules/settings.ts';
import {setting, type Bookings} from './setting.ts';
import {hiddenOnes} from './store/hidden.ts';
import {presence} from './store/presence.ts';
import {settingsStore} from './store/settings.ts';
import {whereaboutsActions, whereaboutsIntents} from './turns.ts';

export {NO_POLICY, WHEREABOUTS_KIND, whereaboutsShape} from './rules/settings.ts';
export {WHEREABOUTS_SETTINGS_TABLE, WHEREABOUTS_TABLE} from './store/rows.ts';

export interface WhereaboutsDeps {
  readonly storage: Storage;
  readonly content: ContentStore;
  readonly policy: LiveContent<WhereaboutsPolicy>;
  readonly office: LiveContent<Office>;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly zone: string;
  readonly newId: () => string;
  readonly outbox: FeatureOutbox;
  readonly log: Log;
  readonly bookings: Bookings;
  readonly botId: string | undefined;
}

/** The feature, and what others may know of somebody's whereabouts. */
export interface WhereaboutsFeature extends Feature {
  /** Who is on leave, on a trip or out on most of a day; which of these, nobody learns. */
  readonly away: Desk['away'];
  /** Somebody checked in to a booth, or stays longer. */
  readonly entered: (
    account: Account,
    booking: BoothStay,
    now: Temporal.Instant,
    signal?: AbortSignal,
  ) => Promise<void>;
  /** Somebody left it: the place before holds again. */
  readonly left: (account: Account, booking: BoothStay, signal?: AbortSignal) => Promise<void>;
}

/** A use of a booth, minutes of its day. */
export interface BoothStay {
  readonly booth: string;
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

/** Records where people work today, and answers where a colleague is. */
export function whereabouts(deps: WhereaboutsDeps): WhereaboutsFeature {
  const {storage, content, directory, clock, zone, newId, outbox, log, bookings, botId} = deps;
  const office = () => deps.office.current();
  const policy = () => deps.policy.current();
  const [present, settings, hidden] = [presence(storage), settingsStore(storage), hiddenOnes(storage)];
  const names = liveNames(directory, log);
  const desk = whereaboutsDesk({presence: present, settings, hidden, directory, policy, zone});
  const found = finding({desk, presence: present, names, directory, office, policy, zone});
  const set = setting({
    ...{desk, presence: present, settings, finding: found, names, directory, office, policy},
    ...{bookings, outbox, newId, zone},
  });
  const turns = {setting: set, finding: found, desk, names: () => names.current(), office};
  const operator = {
    ...{storage, zone, botId},
    async office(signal?: AbortSignal) {
      await deps.office.refresh(signal);
      return office();
    },
  };
  return {
    name: 'whereabouts',
    help,
    intents: whereaboutsIntents(turns),
    actions: whereaboutsActions(turns),
    commands: [qrCommand(operator), statsCommand(operator)],
    jobs: whereaboutsJobs({storage, desk, presence: present, settings, directory, office, outbox, zone}),
    personalData: whereaboutsData({
      presence: present,
      settings,
      hidden,
      office,
      zone,
      now: () => clock.now(),
    }),
    content: async (folder) => {
      const file = await readYamlFile(join(folder, `${WHEREABOUTS_KIND}.yaml`), whereaboutsShape);
      return {
        problems: file.kind === 'wrong' ? file.problems : [],
        async apply(signal) {
          if (file.kind !== 'read') return [];
          return [{name: WHEREABOUTS_KIND, change: await content.put(WHEREABOUTS_KIND, file.source, signal)}];
        },
      };
    },
    async refresh(signal) {
      await Promise.all([deps.policy.refresh(signal), names.refresh()]);
    },
    async render(occasion, account, now, language) {
      const {day, minute} = localTime(now, zone);
      const scene: Scene = {language, office: office(), zone, day: day.toString(), minute, now};
      const [kind, of, by = ''] = occasion.split('|');
      const said = await present.said(account, of ?? '');
      if (kind === 'morning') {
        if (said.length > 0 || of !== scene.day) return undefined;
        const {usual} = await settings.of(account);
        return chooseReply(
          usual.filter(({where}) => isPlace(where, office())),
          scene,
        );
      }
      const told = said.findLast((each) => each.by === by);
      const at = by.indexOf('~');
      const colleague = directory.memberOf({tenant: by.slice(0, at), objectId: by.slice(at + 1)});
      // Taken back meanwhile: nothing to tell.
      if (kind !== 'for' || told === undefined || colleague === undefined || of === undefined)
        return undefined;
      // Who is not to stand in the list is not named here either.
      const name = colleague.unlisted ? undefined : colleague.name;
      return toldReply(name, plannedWords(told.where, [{...told, day: of}], scene), scene);
    },
    away: (day, signal) => desk.away(day, signal),
    async entered(account, {booth, day, to}, now, signal) {
      const place = boothOf(office(), booth);
      if (place === undefined) return;
      const area = floorOf(office(), place.floor, place.site)?.floor.areas.find(
        ({kind}) => kind === `${place.kind}-booths`,
      );
      const where = {kind: 'place', site: place.site, floor: place.floor, area: area?.id, booth} as const;
      const from = localTime(now, zone).minute;
      if (from < to) await desk.entered(account, where, {day, from, until: to}, now, signal);
    },
    left: (account, {booth, day}, signal) => desk.left(account, day, booth, signal),
  };
}
