import {localTime, Temporal} from '../../../kernel/time.ts';
import {accountKey} from '../../../kernel/ids.ts';
import type {Directory, StaffMember} from '../../../platform/directory/staff.ts';
import type {Reply, Speaker, Turn} from '../../../platform/feature.ts';
import type {Office} from '../../../platform/office/shape.ts';
import {boardReply, floorReply, foundReply, severalReply, type Listed} from '../cards/found.ts';
import {noteReply} from '../cards/own.ts';
import type {Scene} from '../cards/words.ts';
import type {Desk} from '../desk.ts';
import {messages} from '../messages.ts';
import {areaOf, bandOf, floorOf, floorsOf, type FoundFloor} from '../rules/place.ts';
import type {WhereaboutsPolicy} from '../rules/settings.ts';
import {sharesSection} from '../rules/visibility.ts';
import type {Presence} from '../store/presence.ts';
import type {LiveNames} from './names.ts';
import {search} from './search.ts';

export interface FindingDeps {
  readonly desk: Desk;
  readonly presence: Presence;
  readonly names: LiveNames;
  readonly directory: Directory;
  readonly office: () => Office;
  readonly policy: () => WhereaboutsPolicy;
  readonly zone: string;
}

export type Finding = ReturnType<typeof finding>;

const MOST_LISTED = 10;
const MOST_BOARD = 40;
const MOST_ON_FLOOR = 20;

/** Answers who is where. */
export function finding(deps: FindingDeps) {
  const {desk, presence, names, directory, zone} = deps;

  function sceneOf({language, now}: Speaker): Scene {
    const {day, minute} = localTime(now, zone);
    return {language, office: deps.office(), zone, day: day.toString(), minute, now};
  }

  async function find(turn: Turn): Promise<Reply> {
    const scene = sceneOf(turn);
    const m = messages[turn.language].find;
    if (!directory.known()) return noteReply(m.noList, scene);
    const index = names.current();
    const asked = index.ask(turn.sentence.text);
    const asker = directory.memberOf(turn.account);
    const {name} = turn.slots;
    const found = search(asked, name, index, directory, asker);
    switch (found.kind) {
      case 'one':
        return one(turn, found.person, asker, scene);
      case 'several':
        return list(turn, m.several(found.people.length), found.people, asker, scene);
      case 'board':
        return board(turn, found.name, found.people, asker, scene);
      case 'nobody':
        return found.near.length === 0
          ? noteReply(m.nobody, scene)
          : list(turn, `${m.nobody}${m.near}`, found.near, asker, scene);
    }
  }

  async function one(
    speaker: Speaker,
    person: StaffMember,
    asker: StaffMember | undefined,
    scene: Scene,
  ): Promise<Reply> {
    const self = asker?.key === person.key;
    const [shown] = await Promise.all([
      desk.shown(person, asker, speaker.now, speaker.signal),
      self ? undefined : desk.noteAsked(person, speaker.account, speaker.now, speaker.signal),
    ]);
    const {columns, main} = person;
    const deputy = columns['代理'] ?? columns['代理者'] ?? columns['deputy'];
    const unit = person.extension === undefined ? unitOf(person) : undefined;
    return foundReply(
      {
        person,
        shown,
        self,
        deputy,
        unit: unit === undefined ? undefined : {name: main.unit ?? main.sectionName, extension: unit},
      },
      deps.policy().staleMinutes,
      scene,
    );
  }

  // Somebody of the same unit answers the telephone.
  function unitOf({key, main}: StaffMember): string | undefined {
    return directory
      .all()
      .find(
        (each) =>
          each.key !== key &&
          !each.unlisted &&
          each.main.section === main.section &&
          each.main.unit === main.unit &&
          each.extension !== undefined,
      )?.extension;
  }

  async function listed(
    people: readonly StaffMember[],
    asker: StaffMember | undefined,
    {now, signal}: Speaker,
  ): Promise<Listed[]> {
    return Promise.all(
      people.map(async (person) => ({person, shown: await desk.shown(person, asker, now, signal)})),
    );
  }

  async function list(
    speaker: Speaker,
    title: string,
    people: readonly StaffMember[],
    asker: StaffMember | undefined,
    scene: Scene,
  ): Promise<Reply> {
    const shown = await listed(people.slice(0, MOST_LISTED), asker, speaker);
    return severalReply(title, shown, people.length - shown.length, scene);
  }

  async function board(
    speaker: Speaker,
    section: string,
    people: readonly StaffMember[],
    asker: StaffMember | undefined,
    scene: Scene,
  ): Promise<Reply> {
    const all = await listed(people, asker, speaker);
    const said = all.filter(({shown}) => shown.kind !== 'silent');
    return boardReply(section, said.slice(0, MOST_BOARD), Math.max(0, said.length - MOST_BOARD), scene);
  }

  async function floor(speaker: Speaker, at: FoundFloor): Promise<Reply> {
    const scene = sceneOf(speaker);
    const {language, signal} = speaker;
    const [present, leftOut] = await Promise.all([
      presence.onFloor(scene.day, {site: at.site, floor: at.floor.number}, scene.minute, signal),
      desk.leftOut(signal),
    ]);
    const counted = present.filter(({account}) => !leftOut(accountKey(account)));
    const {bands} = deps.policy();
    const areas = at.floor.areas.map(({id, name, seats}) => {
      const people = counted.filter(({area}) => area === id).length;
      return {name: name[language], band: bandOf(people, seats, bands)};
    });
    const asker = directory.memberOf(speaker.account);
    // Of strangers it takes their own word to be shown; those of one's section are looked at one by one.
    const near = counted
      .map(({account, area}) => ({person: directory.memberOf(account), area}))
      .flatMap(({person, area}) => (person === undefined ? [] : [{person, area}]))
      .filter(({person}) => sharesSection(person, asker) || deps.policy().visibility === 'everyone');
    const shown = await Promise.all(
      near.slice(0, 2 * MOST_ON_FLOOR).map(async ({person, area}) => {
        return (await desk.isOpenTo(person, asker, signal))
          ? [{name: person.name, area: areaOf(at.floor, area)?.name[language]}]
          : [];
      }),
    );
    const people = shown.flat();
    return floorReply(
      {
        floor: at.floor.name[language],
        areas,
        people: people.slice(0, MOST_ON_FLOOR),
        rest: Math.max(0, people.length - MOST_ON_FLOOR),
      },
      scene,
    );
  }

  return {
    sceneOf,
    find,
    floor,
    /** A floor by what a sentence says of it. */
    async floorAsked(turn: Turn): Promise<Reply> {
      const {slots, language} = turn;
      const office = deps.office();
      const byArea = floorsOf(office).find((each) => areaOf(each.floor, String(slots['area'])) !== undefined);
      const at = slots.floor === undefined ? byArea : floorOf(office, slots.floor);
      return at === undefined ? noteReply(messages[language].floor.unknown, sceneOf(turn)) : floor(turn, at);
    },
    /** A person whom a card names, once more; on another day it is over. */
    async again(speaker: Speaker, key: string, day: string): Promise<Reply> {
      const scene = sceneOf(speaker);
      const m = messages[speaker.language].find;
      const person = directory.person(key);
      if (day !== scene.day) return noteReply(m.expired, scene);
      if (person === undefined || person.unlisted || person.flags.includes('shared-account')) {
        return noteReply(m.nobody, scene);
      }
      return one(speaker, person, directory.memberOf(speaker.account), scene);
    },
  };
}

/** The instant as rows keep it, as a minute of the office's day. */
export function minuteOf(at: string, zone: string): number {
  return localTime(Temporal.Instant.from(at), zone).minute;
}
