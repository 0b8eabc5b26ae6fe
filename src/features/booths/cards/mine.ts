import {box, card, text, type Button, type Element} from '../../../platform/cards/card.ts';
import type {Reply} from '../../../platform/feature.ts';
import {localTime, formatMinute, type DayText, type Temporal} from '../../../kernel/time.ts';
import {messages} from '../messages.ts';
import type {Wanted} from '../rules/choices.ts';
import type {Span} from '../rules/stretch.ts';
import {statusWords, type Told} from './booking.ts';
import {press} from './verbs.ts';
import {boothWords, kindWords, whenWords, type Scene} from './words.ts';

/** One's wait as cards tell of it. */
export interface ToldWait extends Span {
  readonly id: string;
  readonly day: DayText;
  readonly wanted: Wanted;
  readonly held?: {readonly booth: string; readonly until: Temporal.Instant};
}

/** More would not be looked through; the nearest come first. */
const MOST_SHOWN = 12;

/** The person's bookings and waits, each to be pressed. */
export function mineReply(
  bookings: readonly Told[],
  waits: readonly ToldWait[],
  scene: Scene,
  title: string = messages[scene.language].mine.title,
): Reply {
  const m = messages[scene.language];
  const entries = [
    ...bookings.slice(0, MOST_SHOWN).map((booking) => bookingLine(booking, scene)),
    ...waits.slice(0, MOST_SHOWN).map((wait) => waitLine(wait, scene)),
  ];
  const body = [text(title, 'title'), ...(entries.length === 0 ? [text(m.mine.none)] : entries)];
  const buttons: Button[] = [
    ...waits.slice(0, 2).flatMap((wait) => waitButtons(wait, scene)),
    press(m.press.free, 'booths.day', {}),
  ];
  const said = bookings.map((each) => whenWords(each.day, each, scene)).join('\n');
  return {
    kind: 'card',
    card: card(body, buttons.slice(0, 6), `${title}\n${said}`),
    summary: entries.length === 0 ? m.summary.nothing : m.summary.mine,
  };
}

function bookingLine(booking: Told, scene: Scene): Element {
  const name = boothWords(booking.booth, scene);
  const when = whenWords(booking.day, booking, scene);
  const {title, ...select} = press(`${name} ${when}`, 'booths.one', {booking: booking.id});
  return box(
    [
      text(`▸ ${when}`, 'strong'),
      text(`${name} ${statusWords(booking, scene)}`, 'plain', {spacing: 'small'}),
    ],
    {selectAction: {...select, title}},
  );
}

function waitLine(wait: ToldWait, scene: Scene): Element {
  const {mine} = messages[scene.language];
  const {held, wanted} = wait;
  const name = 'booth' in wanted ? boothWords(wanted.booth, scene) : kindWords(wanted.kind, scene);
  const state =
    held === undefined ? mine.waiting : mine.held(formatMinute(localTime(held.until, scene.zone).minute));
  return box([
    text(`⏳ ${whenWords(wait.day, wait, scene)}`, 'strong'),
    text(`${held === undefined ? name : boothWords(held.booth, scene)} ${state}`, 'plain', {
      spacing: 'small',
    }),
  ]);
}

function waitButtons(wait: ToldWait, {language, op}: Scene): Button[] {
  const m = messages[language];
  const {id, day, from, to, held} = wait;
  const order = {op: `${op}-${id}`.slice(0, 100), day, from, to};
  return [
    ...(held === undefined
      ? []
      : [press(m.press.bookHeld, 'booths.book', {...order, wanted: {booth: held.booth}})]),
    press(m.press.unwait, 'booths.unwait', {op: `${op}-u${id}`.slice(0, 100), wait: id}),
  ];
}

/** What came of waiting. */
export function waitReply(title: string, wait: ToldWait | undefined, scene: Scene): Reply {
  const m = messages[scene.language];
  const body = [text(title, 'title'), ...(wait === undefined ? [] : [waitLine(wait, scene)])];
  const buttons = [
    ...(wait === undefined ? [] : waitButtons(wait, scene)),
    press(m.press.mine, 'booths.mine', {}),
  ];
  return {kind: 'card', card: card(body, buttons, title), summary: m.summary.done};
}
