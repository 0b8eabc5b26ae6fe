import type {Reply, Speaker} from '../../../platform/feature.ts';
import {calendarOf, nextOpenDay} from '../../../platform/office/calendar.ts';
import {isDay, type Office} from '../../../platform/office/shape.ts';
import {Temporal, type DayText} from '../../../kernel/time.ts';
import {bookingReply, type Heading} from '../cards/booking.ts';
import {mineReply} from '../cards/mine.ts';
import {noteReply} from '../cards/note.ts';
import {dayReply} from '../cards/overview.ts';
import {planReply} from '../cards/plan.ts';
import type {Scene} from '../cards/words.ts';
import {messages} from '../messages.ts';
import {completed, type Draft} from '../planning/draft.ts';
import {neutral, stepBeforeDay, stepOnDay} from '../planning/plan.ts';
import {availability} from '../rules/availability.ts';
import {lastDay} from '../rules/breach.ts';
import {extensionsOf} from '../rules/lifecycle.ts';
import {nowIn, type Now, type Span} from '../rules/stretch.ts';
import type {BoothDesk, GivenTo, KeptBooking} from '../store/desk.ts';

export interface ReceptionDeps {
  readonly desk: BoothDesk;
  /** The office as it is at this moment. */
  readonly office: () => Office;
  readonly zone: string;
  readonly newId: () => string;
  /** Tells those who waited what came free. Never fails, and is not waited for. */
  readonly given: (given: readonly GivenTo[]) => void;
}

/** A day to be looked at. */
export interface Look {
  readonly day?: DayText | undefined;
  readonly kind?: string | undefined;
  readonly floor?: number | undefined;
  readonly booth?: string | undefined;
  readonly page?: number | undefined;
  readonly at?: Span | undefined;
}

export type Reception = ReturnType<typeof reception>;

/** What sentences and presses have in common: reads what is so, and draws it. */
export function reception(deps: ReceptionDeps) {
  const {desk, zone} = deps;

  /** @param shared whether all of a group will see the answer */
  function sceneOf({language, now}: Speaker, shared = false): Scene {
    return {language, office: deps.office(), now: nowIn(now, zone), zone, op: deps.newId(), shared};
  }

  /** The next step of a booking. */
  async function plan(speaker: Speaker, draft: Draft, shared = false): Promise<Reply> {
    const scene = sceneOf(speaker, shared);
    const {office, now} = scene;
    const {account, signal} = speaker;
    const moving =
      draft.moving === undefined || shared ? undefined : await desk.find(account, draft.moving, signal);
    if (draft.moving !== undefined && moving === undefined) {
      return noteReply(messages[scene.language].stale.gone, scene);
    }
    const early = stepBeforeDay(draft, office, now);
    if (early !== undefined) return planReply(early, scene);
    const full = completed(draft, office);
    const state = await desk.day(account, full.day ?? now.day, now, signal, full.kind);
    return planReply(stepOnDay(full, office, shared ? neutral(state) : state, now, moving), scene);
  }

  /** A day at a glance. Days by hand that cannot be are today. */
  async function look(speaker: Speaker, asked: Look, shared = false): Promise<Reply> {
    const scene = sceneOf(speaker, shared);
    const {office, now} = scene;
    const last =
      office.kinds
        .map((kind) => lastDay(kind, now))
        .sort()
        .at(-1) ?? now.day;
    const day =
      asked.day !== undefined && isDay(asked.day) && asked.day >= now.day && asked.day <= last
        ? asked.day
        : now.day;
    const booths = office.booths.filter(
      ({id, kind, floor}) =>
        (asked.booth === undefined || asked.booth === id) &&
        (asked.kind === undefined || asked.kind === kind) &&
        (asked.floor === undefined || asked.floor === floor),
    );
    const read = await desk.day(speaker.account, day, now, speaker.signal);
    // In a group everybody's client asks for its own state again.
    const state = shared ? neutral(read) : read;
    const days = availability(booths, state, office, now);
    return dayReply(
      {
        day,
        kind: asked.kind,
        page: asked.page ?? 0,
        days,
        at: asked.at,
        before: openDayBefore(office, booths[0]?.site, day, now),
        after: openDayAfter(office, booths[0]?.site, day, last),
        last,
      },
      {...scene, shared: speaker.place !== 'personal'},
    );
  }

  /** One booking of the person's own, with what can be done with it now. */
  async function show(speaker: Speaker, booking: KeptBooking, heading: Heading): Promise<Reply> {
    const scene = sceneOf(speaker);
    const {office, now} = scene;
    const open = booking.status === 'booked' || booking.status === 'started';
    const state = open ? await desk.day(speaker.account, booking.day, now, speaker.signal) : undefined;
    const extensions = state === undefined ? [] : extensionsOf(booking, state, office, now);
    return bookingReply({booking, extensions}, heading, scene);
  }

  /** All that the person has. */
  async function mine(speaker: Speaker): Promise<Reply> {
    const scene = sceneOf(speaker);
    const {account, signal} = speaker;
    const [bookings, waits] = await Promise.all([
      desk.bookings(account, scene.now, signal),
      desk.waits(account, scene.now, signal),
    ]);
    const [only, other] = bookings;
    if (only !== undefined && other === undefined && waits.length === 0) {
      return show(speaker, only, {title: messages[scene.language].mine.title});
    }
    return mineReply(bookings, waits, scene);
  }

  return {...deps, sceneOf, plan, look, show, mine};
}

const DAY_LIMIT = 31;

function openDayAfter(
  office: Office,
  site: string | undefined,
  day: DayText,
  last: DayText,
): DayText | undefined {
  const from = Temporal.PlainDate.from(day).add({days: 1}).toString();
  const next = nextOpenDay(calendarOf(office, site === undefined ? {} : {site}), from, DAY_LIMIT);
  return next !== undefined && next <= last ? next : undefined;
}

function openDayBefore(
  office: Office,
  site: string | undefined,
  day: DayText,
  now: Now,
): DayText | undefined {
  const calendar = calendarOf(office, site === undefined ? {} : {site});
  let at = Temporal.PlainDate.from(day).subtract({days: 1});
  for (; at.toString() >= now.day; at = at.subtract({days: 1})) {
    if (nextOpenDay(calendar, at.toString(), 0) !== undefined) return at.toString();
  }
  return undefined;
}
