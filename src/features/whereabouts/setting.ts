import {Temporal, formatDay} from '../../kernel/time.ts';
import type {Account} from '../../kernel/person.ts';
import type {Directory, StaffMember} from '../../platform/directory/staff.ts';
import type {Reply, Speaker, Turn} from '../../platform/feature.ts';
import type {Office} from '../../platform/office/shape.ts';
import type {FeatureOutbox} from '../../platform/scheduling/outbox/outbox.ts';
import {accountKey} from '../../kernel/ids.ts';
import {chooseReply, noteReply, offerReply, saidReply} from './cards/own.ts';
import {privacyReply} from './cards/privacy.ts';
import {plannedWords, type Scene} from './cards/words.ts';
import type {Desk} from './desk.ts';
import {minuteOf, type Finding} from './finding/answers.ts';
import type {LiveNames} from './finding/names.ts';
import {search} from './finding/search.ts';
import {messages} from './messages.ts';
import {floorsOf, isPlace} from './rules/place.ts';
import {isAbsence, type Where} from './rules/state.ts';
import type {WhereaboutsPolicy} from './rules/settings.ts';
import type {Policy} from './rules/visibility.ts';
import {spread, type When} from './rules/when.ts';
import type {Presence} from './store/presence.ts';
import type {SettingsStore} from './store/settings.ts';
import {aboutOther, CHOOSE} from './understanding/recognise.ts';
import {readSpoken} from './understanding/spoken.ts';

/** What the booths do when somebody is away. */
export interface Bookings {
  /** How many a person has on a day. */
  readonly on: (account: Account, day: string, signal: AbortSignal) => Promise<number>;
  /** Cancels them; says how many. */
  readonly giveBack: (account: Account, day: string, op: string, signal: AbortSignal) => Promise<number>;
}

export interface SettingDeps {
  readonly desk: Desk;
  readonly presence: Presence;
  readonly settings: SettingsStore;
  readonly finding: Finding;
  readonly names: LiveNames;
  readonly directory: Directory;
  readonly office: () => Office;
  readonly policy: () => Policy & Pick<WhereaboutsPolicy, 'dayEnds'>;
  readonly bookings: Bookings;
  readonly outbox: FeatureOutbox;
  readonly newId: () => string;
  readonly zone: string;
}

export type Setting = ReturnType<typeof setting>;

/** How long a colleague's word for somebody waits to be told to them. */
const TOLD_HOURS = 4;

/** Takes in where somebody is. */
export function setting(deps: SettingDeps) {
  const {desk, presence, directory, names, bookings, finding, zone} = deps;
  const {sceneOf} = finding;

  async function put(speaker: Speaker, where: Where, when: When): Promise<Reply> {
    const scene = sceneOf(speaker);
    if (!isPlace(where, scene.office)) return unknownPlace(scene);
    const spreadOut = spread(when, scene, deps.policy().dayEnds);
    if (spreadOut.kind !== 'ok') return trouble(spreadOut, scene);
    const {parts} = spreadOut;
    const {account, signal} = speaker;
    const [own, count] = await Promise.all([
      desk.set(account, where, parts, speaker.now, signal),
      // Gone home is no day away.
      isAbsence(where) ? bookings.on(account, parts[0].day, signal) : 0,
    ]);
    const visibility = desk.visibilityOf(account, own);
    const unused = count === 0 ? undefined : {day: parts[0].day, count};
    return saidReply({where, parts, visibility, unused, op: deps.newId()}, scene);
  }

  async function choose(speaker: Speaker): Promise<Reply> {
    const {usual} = await deps.settings.of(speaker.account, speaker.signal);
    const scene = sceneOf(speaker);
    return chooseReply(
      usual.filter(({where}) => isPlace(where, scene.office)),
      scene,
    );
  }

  /** A sentence about a colleague: the speaker's own state stays as it is. */
  async function forOther(turn: Turn): Promise<Reply | undefined> {
    const scene = sceneOf(turn);
    const index = names.current();
    const about = aboutOther(turn.sentence, index, scene.office);
    if (about === undefined) return undefined;
    const asker = directory.memberOf(turn.account);
    const found = search(about.asked, turn.slots.name, index, directory, asker);
    const refusal = noteReply(messages[turn.language].other.no, scene);
    // One answer for all that is not allowed: that somebody hides, or is not on the list, is nobody's business.
    if (found.kind !== 'one' || !(await desk.mayFor(asker, found.person, turn.signal))) return refusal;
    const spreadOut = spread(about.spoken.when, scene, deps.policy().dayEnds);
    if (spreadOut.kind !== 'ok') return trouble(spreadOut, scene);
    const words = plannedWords(about.spoken.where, spreadOut.parts, scene);
    return offerReply(found.person, about.spoken.where, about.spoken.when, words, scene);
  }

  /** Registers for a colleague, who is told. */
  async function putFor(speaker: Speaker, key: string, where: Where, when: When): Promise<Reply> {
    const scene = sceneOf(speaker);
    const person = directory.person(key);
    const asker = directory.memberOf(speaker.account);
    const m = messages[speaker.language];
    if (person === undefined || !(await desk.mayFor(asker, person, speaker.signal))) {
      return noteReply(m.other.no, scene);
    }
    if (!isPlace(where, scene.office)) return unknownPlace(scene);
    const spreadOut = spread(when, scene, deps.policy().dayEnds);
    if (spreadOut.kind !== 'ok') return trouble(spreadOut, scene);
    const [account] = directory.accountsOf(person.key);
    if (account === undefined) return noteReply(m.other.no, scene);
    await desk.set(account, where, spreadOut.parts, speaker.now, speaker.signal, speaker.account);
    await deps.outbox.enqueue(
      {
        ...{
          account,
          lane: 'booths',
          occasion: `for|${spreadOut.parts[0].day}|${accountKey(speaker.account)}`,
        },
        ...{notBefore: speaker.now, notAfter: speaker.now.add({hours: TOLD_HOURS})},
      },
      {signal: speaker.signal},
    );
    return noteReply(m.saidFor(familyOf(person), plannedWords(where, spreadOut.parts, scene)), scene);
  }

  async function privacy(speaker: Speaker, saved = false): Promise<Reply> {
    const scene = sceneOf(speaker);
    const {account, signal} = speaker;
    const [own, askers] = await Promise.all([
      deps.settings.of(account, signal),
      presence.askers(account, scene.day, signal),
    ]);
    const asked = askers.slice(0, 20).map(({asker, at}) => {
      const person = directory.memberOf(asker);
      return {
        name: person === undefined || person.unlisted ? undefined : person.name,
        minute: minuteOf(at, zone),
      };
    });
    const manager = directory.memberOf(account)?.flags.includes('manager') ?? false;
    return privacyReply({settings: own, policy: deps.policy(), manager, saved, asked}, scene);
  }

  return {
    put,
    choose,
    putFor,
    privacy,
    async said(turn: Turn): Promise<Reply> {
      if (CHOOSE.test(turn.sentence.normal)) return choose(turn);
      const spoken = readSpoken(turn.sentence, deps.office());
      if (spoken === undefined) return (await forOther(turn)) ?? choose(turn);
      return spoken.kind === 'said' ? put(turn, spoken.where, spoken.when) : unknownPlace(sceneOf(turn));
    },
    async clear(speaker: Speaker, day: string | undefined): Promise<Reply> {
      const scene = sceneOf(speaker);
      const had = await desk.clear(speaker.account, day ?? scene.day, speaker.signal);
      const m = messages[speaker.language];
      return noteReply(had ? m.cleared : m.nothingToClear, scene, 'choose');
    },
    async giveBack(speaker: Speaker, day: string, op: string): Promise<Reply> {
      const count = await bookings.giveBack(speaker.account, day, op, speaker.signal);
      return noteReply(messages[speaker.language].givenBack(count), sceneOf(speaker));
    },
  };
}

function familyOf({name}: StaffMember): string {
  return name.split(' ')[0] ?? name;
}

function trouble(spreadOut: Exclude<ReturnType<typeof spread>, {kind: 'ok'}>, scene: Scene): Reply {
  const m = messages[scene.language].trouble;
  if (spreadOut.kind !== 'too-far') return noteReply(m[spreadOut.kind], scene, 'choose');
  const last = Temporal.PlainDate.from(spreadOut.last);
  return noteReply(
    m['too-far'](formatDay(last, scene.language, Temporal.PlainDate.from(scene.day))),
    scene,
    'choose',
  );
}

function unknownPlace(scene: Scene): Reply {
  const floors = floorsOf(scene.office).map(({floor}) => floor.name[scene.language]);
  return noteReply(messages[scene.language].trouble['unknown-place'](floors.join('、')), scene, 'choose');
}
