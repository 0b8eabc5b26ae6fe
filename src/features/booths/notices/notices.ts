/** What the bot says of booths unasked: before a start, before an end, and when what one waits for came free. */
import type {Account, Language} from '../../../kernel/person.ts';
import {formatMinute, Temporal, type DayText} from '../../../kernel/time.ts';
import {text} from '../../../platform/cards/card.ts';
import type {CardReply, Job, Reply, Speaker} from '../../../platform/feature.ts';
import type {Log} from '../../../platform/log.ts';
import type {FeatureOutbox} from '../../../platform/scheduling/outbox/outbox.ts';
import {kindOf} from '../../../platform/office/office.ts';
import {QUARTER, type Office} from '../../../platform/office/shape.ts';
import {noteReply} from '../cards/note.ts';
import {press} from '../cards/verbs.ts';
import {boothWords, whenWords} from '../cards/words.ts';
import {messages} from '../messages.ts';
import type {Reception} from '../presses/reception.ts';
import {minutesUntilRelease, RELEASE_NOTICE, START_EARLY} from '../rules/lifecycle.ts';
import {floorTo, minutesUntil, nowIn, type Now} from '../rules/stretch.ts';
import type {BackOffice} from '../store/back-office.ts';
import type {BoothDesk, GivenTo, KeptBooking, OwnedBooking} from '../store/desk.ts';
import {occasionText, readOccasion, type Occasion} from './occasion.ts';

export interface NoticesDeps {
  readonly desk: BoothDesk & BackOffice;
  readonly at: Pick<Reception, 'plan' | 'show' | 'sceneOf'>;
  readonly outbox: FeatureOutbox;
  /** Whether the bot was up all the time between. */
  readonly up: (from: Temporal.Instant, to: Temporal.Instant, signal: AbortSignal) => Promise<boolean>;
  readonly office: () => Office;
  readonly zone: string;
  readonly log: Log;
}

// How long before its time a person is told, and how much before that the notice is put into the outbox.
const BEFORE = 10;
const AHEAD = 5;
const EVERY_MS = 60_000;
const RENDER_MS = 5_000;
const WRITE_MS = 10_000;
/** Days after which bookings become counts without persons. */
const KEPT_DAYS = 90;

/** The notices of booths, and the jobs that see to them. */
export function notices({desk, at, outbox, up, office, zone, log}: NoticesDeps) {
  const instantOf = (day: DayText, minute: number) =>
    Temporal.PlainDate.from(day).toZonedDateTime(zone).add({minutes: minute}).toInstant();

  async function tell(
    account: Account,
    occasion: Occasion,
    [notBefore, notAfter]: readonly [Temporal.Instant, Temporal.Instant],
    signal: AbortSignal,
  ): Promise<void> {
    const notice = {account, occasion: occasionText(occasion), lane: 'booths', notBefore, notAfter} as const;
    await outbox.enqueue(notice, {signal});
  }

  async function tellGiven(given: readonly GivenTo[], now: Now, signal: AbortSignal): Promise<void> {
    for (const {account, wait, booth, day, from, to, until} of given) {
      const over = until ?? instantOf(day, to);
      const held = until === undefined ? {} : {until: Math.floor(until.epochMilliseconds / 60_000)};
      await tell(account, {about: 'free', wait, booth, from, ...held}, [now.instant, over], signal);
    }
  }

  async function tellDue({account, booking}: OwnedBooking, now: Now, signal: AbortSignal): Promise<void> {
    const {id, day, from, to, status} = booking;
    const start = instantOf(day, from);
    const [untilStart, untilEnd] = [minutesUntil(day, from, now), minutesUntil(day, to, now)];
    // Who books a time that is about to begin need not be told that it begins.
    const early = Temporal.Instant.compare(booking.placed, start.subtract({minutes: BEFORE})) <= 0;
    if (status === 'booked' && early && untilStart > 0 && untilStart <= BEFORE + AHEAD) {
      const times = [start.subtract({minutes: BEFORE}), start.add({minutes: AHEAD})] as const;
      await tell(account, {about: 'start', booking: id, minute: from}, times, signal);
    }
    const open = status === 'booked' || status === 'started';
    if (open && untilStart <= 0 && untilEnd > 0 && untilEnd <= BEFORE + AHEAD) {
      const end = instantOf(day, to);
      await tell(
        account,
        {about: 'end', booking: id, minute: to},
        [end.subtract({minutes: BEFORE}), end],
        signal,
      );
    }
  }

  // 自動解放: only where the person was told in time, and the bot was there to hear 「利用開始」 all the while.
  async function release({account, booking}: OwnedBooking, now: Now, signal: AbortSignal): Promise<void> {
    const kind = kindOf(office(), booking.kind);
    if (kind === undefined || booking.status !== 'booked') return;
    const minutes = minutesUntilRelease(booking, kind, now);
    const end = instantOf(booking.day, booking.to);
    if (minutes > RELEASE_NOTICE + 1 || Temporal.Instant.compare(end, now.instant) <= 0) return;
    const notice = {about: 'release', booking: booking.id, minute: booking.from} as const;
    const due = now.instant.add({minutes});
    await tell(account, notice, [due.subtract({minutes: RELEASE_NOTICE}), end], signal);
    if (minutes > 0) return;
    const sent = await outbox.find(account, occasionText(notice), {signal});
    const early = now.instant.subtract({minutes: RELEASE_NOTICE - 1});
    const told = sent?.state === 'sent' && Temporal.Instant.compare(sent.at, early) <= 0;
    const start = instantOf(booking.day, booking.from).subtract({minutes: START_EARLY});
    const watched = {told, up: told && (await up(start, now.instant, signal))};
    const result = await desk.release(booking.id, watched, now, signal);
    if (result.kind !== 'released') return;
    await tell(account, {...notice, about: 'released'}, [now.instant, end], signal);
    await tellGiven(result.given, now, signal);
  }

  const watch: Job = {
    name: 'booths.watch',
    every: EVERY_MS,
    async run(instant, signal) {
      const now = nowIn(instant, zone);
      await desk.finishMoves(now, signal);
      // One can wait on any day that can be booked, and a hold runs out on each alike.
      const horizon = Math.max(0, ...office().kinds.map((kind) => kind.horizon));
      for (let ahead = 0; ahead <= horizon; ahead++) {
        const day = Temporal.PlainDate.from(now.day).add({days: ahead}).toString();
        await tellGiven(await desk.settleWaits(day, now, signal), now, signal);
      }
      for (const owned of await desk.bookingsOn(now.day, signal)) {
        await tellDue(owned, now, signal);
        await release(owned, now, signal);
      }
    },
  };
  const retire: Job = {
    name: 'booths.retire',
    every: 24 * 60 * EVERY_MS,
    purges: true,
    async run(instant, signal) {
      const {day} = nowIn(instant, zone);
      await desk.retire(Temporal.PlainDate.from(day).subtract({days: KEPT_DAYS}).toString(), signal);
    },
  };

  // The same hours in another booth of the kind, or what comes nearest; of one that ran, the hours that were lost.
  async function closed(
    {booth, kind, day, from, to, byOffice, formerTo}: KeptBooking,
    speaker: Speaker,
    now: Now,
  ): Promise<CardReply | undefined> {
    const lost = formerTo === undefined ? {from, to} : {from: to, to: formerTo};
    if (byOffice !== true || minutesUntil(day, lost.to, now) <= 0) return undefined;
    const scene = at.sceneOf(speaker);
    const m = messages[speaker.language].notice;
    const named = boothWords(booth, scene);
    const said =
      formerTo === undefined
        ? m.closed(`${named} ${whenWords(day, lost, scene)}`)
        : m.cut(named, formatMinute(to), whenWords(day, lost, scene));
    if (kindOf(office(), kind) === undefined) return noticeOf(noteReply(said, scene), m.summary);
    // A notice may be late: what has passed meanwhile is not offered.
    const start = day === now.day ? Math.max(lost.from, floorTo(now.minute, QUARTER)) : lost.from;
    const reply = await at.plan(speaker, {kind, day, from: start, minutes: lost.to - start});
    return noticeOf(headed(said, reply), m.summary);
  }

  return {
    jobs: [watch, retire],
    /** Tells those whose bookings the office took away. */
    withdrawn: async (
      all: readonly OwnedBooking[],
      now: Temporal.Instant,
      signal = AbortSignal.timeout(WRITE_MS),
    ): Promise<void> => {
      for (const {account, booking} of all) {
        const times = [now, instantOf(booking.day, booking.formerTo ?? booking.to)] as const;
        await tell(account, {about: 'closed', booking: booking.id, minute: booking.from}, times, signal);
      }
    },
    /** Tells those who waited what a press set free. A notice that is lost here is made by the next watch. */
    given: (given: readonly GivenTo[], now: Now): void => {
      tellGiven(given, now, AbortSignal.timeout(WRITE_MS)).catch((error: unknown) => {
        log.error('booths.given', error);
      });
    },
    /** The card of a notice as things stand at its sending; undefined where there is nothing left to say. */
    render: async (
      occasion: string,
      account: Account,
      instant: Temporal.Instant,
      language: Language,
    ): Promise<CardReply | undefined> => {
      const read = readOccasion(occasion);
      if (read === undefined) return undefined;
      const signal = AbortSignal.timeout(RENDER_MS);
      const speaker: Speaker = {account, roles: ['staff'], language, place: 'personal', now: instant, signal};
      const now = nowIn(instant, zone);
      const m = messages[language].notice;
      if (read.about === 'free') {
        const wait = await desk.findWait(account, read.wait, signal);
        if (wait === undefined || wait.status === 'passed' || minutesUntil(wait.day, wait.from, now) < 0) {
          return undefined;
        }
        const draft = {booth: read.booth, day: wait.day, from: wait.from, minutes: wait.to - wait.from};
        return noticeOf(headed(m.free, await at.plan(speaker, draft)), m.summary);
      }
      const booking = await desk.find(account, read.booking, signal);
      const minute = read.about === 'end' ? booking?.to : booking?.from;
      if (booking === undefined || minute !== read.minute) return undefined;
      if (read.about === 'closed') return closed(booking, speaker, now);
      if (minutesUntil(booking.day, booking.to, now) <= 0) return undefined;
      if (read.about === 'released') {
        if (booking.status !== 'released') return undefined;
        const scene = at.sceneOf(speaker);
        const words = messages[language].press;
        const back = {op: `${scene.op}-t`, booking: booking.id};
        const buttons = [
          press(words.takeBack, 'booths.takeback', back),
          press(words.mine, 'booths.mine', {}),
        ];
        return noticeOf(noteReply(m.released, scene, buttons), m.summary);
      }
      const open = booking.status === 'booked' || (read.about === 'end' && booking.status === 'started');
      if (!open) return undefined;
      const reply = await at.show(speaker, booking, {title: m[read.about]});
      return noticeOf(reply, m.summary);
    },
  };
}

// What happened stands above what can be done about it.
function headed(said: string, reply: Reply): Reply {
  if (reply.kind !== 'card') return reply;
  const body = reply.card['body'] as readonly object[];
  return {...reply, card: {...reply.card, body: [text(said, 'strong'), ...body]}};
}

// Previews stand where others may read them.
function noticeOf(reply: Reply, summary: string): CardReply | undefined {
  return reply.kind === 'card' ? {...reply, summary} : undefined;
}
