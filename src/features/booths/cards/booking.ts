import {card, facts, linkButton, text, type Button, type Element} from '../../../platform/cards/card.ts';
import type {Reply} from '../../../platform/feature.ts';
import {boothOf, kindOf} from '../../../platform/office/office.ts';
import {messages} from '../messages.ts';
import {phaseOf, START_EARLY, type Booking} from '../rules/lifecycle.ts';
import {minutesOf, minutesUntil} from '../rules/stretch.ts';
import {press, type Data} from './verbs.ts';
import {boothWords, calendarLink, dayWords, placeWords, spanWords, whenWords, type Scene} from './words.ts';

/** A booking as cards tell of it. */
export interface Told extends Booking {
  readonly movedTo?: string;
  readonly byOffice?: boolean;
}

/** A booking with what its owner may do with it at present. */
export interface BookingView {
  readonly booking: Told;
  /** By how many minutes it can be extended. */
  readonly extensions: readonly number[];
}

/** What stands above a booking: what was just done, or why nothing was. */
export interface Heading {
  readonly title: string;
  readonly note?: string | undefined;
  /** The next use, where two were offered at once. */
  readonly then?: Data<'booths.wait'> | undefined;
}

/** A booking, whole, with all that can be done with it. */
export function bookingReply({booking, extensions}: BookingView, heading: Heading, scene: Scene): Reply {
  const {language, office} = scene;
  const m = messages[language];
  const kind = kindOf(office, booking.kind);
  const stands = isAlive(booking, scene);
  const body: Element[] = [
    text(heading.title, 'title'),
    ...(heading.note === undefined ? [] : [text(heading.note)]),
    facts(bookingFacts(booking, scene)),
  ];
  if (stands && kind !== undefined) {
    body.push(text(kind.phone.say[language]));
    if (booking.status === 'booked') body.push(text(m.releaseIn(kind.releaseAfter), 'quiet'));
  }
  const buttons = stands
    ? waysWith({booking, extensions}, heading, scene)
    : [press(m.press.mine, 'booths.mine', {}), press(m.press.free, 'booths.day', {})];
  const said = `${heading.title} ${boothWords(booking.booth, scene)} ${whenWords(booking.day, booking, scene)}`;
  return {kind: 'card', card: card(body, buttons.slice(0, 6), said), summary: m.summary.done};
}

/** Booth, time and state in words. */
export function bookingFacts(booking: Told, scene: Scene): (readonly [string, string])[] {
  const {language, office} = scene;
  const m = messages[language];
  const booth = boothOf(office, booking.booth);
  const where = booth === undefined ? '' : m.aside(placeWords(booth, scene));
  return [
    [m.facts.booth, `${boothWords(booking.booth, scene)}${where}`],
    [m.facts.when, `${whenWords(booking.day, booking, scene)}${m.aside(m.minutes(minutesOf(booking)))}`],
    [m.facts.state, statusWords(booking, scene)],
  ];
}

/** Whether its slots are still the person's. */
export function isAlive(booking: Told, {now}: Scene): boolean {
  const open = booking.status === 'booked' || booking.status === 'started';
  return open && phaseOf(booking, now) !== 'over';
}

/** What has become of it. */
export function statusWords(booking: Told, scene: Scene): string {
  const {status} = messages[scene.language];
  if (booking.movedTo !== undefined) return status.moved;
  if (booking.byOffice === true) return status.withdrawn;
  const open = booking.status === 'booked' || booking.status === 'started';
  return open && !isAlive(booking, scene) ? status.over : status[booking.status];
}

function waysWith({booking, extensions}: BookingView, {then}: Heading, scene: Scene): Button[] {
  const {language, op, now} = scene;
  const m = messages[language];
  const of = (more: string) => ({op: `${op}-${more}`, booking: booking.id});
  const phase = phaseOf(booking, now);
  const early = minutesUntil(booking.day, booking.from, now) <= START_EARLY;
  const buttons: Button[] = [];
  if (then !== undefined) {
    const time = `${spanWords(then, scene)} ${'booth' in then.wanted ? boothWords(then.wanted.booth, scene) : ''}`;
    buttons.push(press(m.press.then(time.trim()), 'booths.book', then));
  }
  if (booking.status === 'booked' && early) buttons.push(press(m.press.start, 'booths.start', of('s')));
  if (phase === 'running') buttons.push(press(m.press.end, 'booths.end', of('e')));
  for (const by of extensions.slice(0, 2)) {
    buttons.push(press(m.press.extend(m.minutes(by)), 'booths.extend', {...of(`x${by}`), by}));
  }
  if (phase === 'before') {
    const moving = {moving: booking.id, kind: booking.kind};
    buttons.push(press(m.press.move, 'booths.plan', {draft: moving}));
    buttons.push(press(m.press.cancel, 'booths.asked', {booking: booking.id}));
  }
  buttons.push(linkButton(m.press.calendar, calendarLink(booking, scene)));
  return buttons;
}

/** Asks once more before a booking is given up. */
export function cancelReply(booking: Told, scene: Scene): Reply {
  const m = messages[scene.language];
  const body = [text(m.cancelAsk, 'title'), facts(bookingFacts(booking, scene))];
  const buttons = [
    press(
      m.press.cancelNow,
      'booths.cancel',
      {op: `${scene.op}-c`, booking: booking.id},
      {style: 'destructive'},
    ),
    press(m.press.keep, 'booths.one', {booking: booking.id}),
  ];
  const said = `${m.cancelAsk} ${dayWords(booking.day, scene)}`;
  return {kind: 'card', card: card(body, buttons, said), summary: m.summary.mine};
}
