import {box, card, text, type Button, type Element} from '../../../platform/cards/card.ts';
import type {Card, Reply} from '../../../platform/feature.ts';
import type {DayText} from '../../../kernel/time.ts';
import {messages} from '../messages.ts';
import type {BoothDay, DayPart} from '../rules/availability.ts';
import {overlap, type Span} from '../rules/stretch.ts';
import type {Signs} from '../wording/shape.ts';
import {press, type Data} from './verbs.ts';
import {closedWords, dayWords, spanWords, type Scene} from './words.ts';

/** A day as it is looked at. */
export interface DayView {
  readonly day: DayText;
  /** Of one kind only, where one was asked for. */
  readonly kind?: string | undefined;
  readonly page: number;
  /** All booths that are looked at, in their order. */
  readonly days: readonly BoothDay[];
  /** A time that was asked for with the day. */
  readonly at?: Span | undefined;
  /** The working days next to it, as far as there are such that may be booked. */
  readonly before?: DayText | undefined;
  readonly after?: DayText | undefined;
  readonly last: DayText;
}

/** Forty lines would be no glance, and too large a card. */
export const BOOTHS_A_CARD = 12;

// Told apart by their shapes: squares, a diamond and crosses need no colour.
const SIGNS: Signs = {free: '□', taken: '■', mine: '◆', held: '◇', closed: '✕', past: '・'};
const CELL = 30;

/** A day at a glance: a line a booth, with a strip of signs and the free times in words. */
export function dayReply(view: DayView, scene: Scene): Reply {
  const {language} = scene;
  const m = messages[language];
  const {day, page, days, at} = view;
  const shown = days.slice(page * BOOTHS_A_CARD, (page + 1) * BOOTHS_A_CARD);
  const title = m.day.title(dayWords(day, scene));
  const shut = shown.length > 0 && shown.every((each) => 'closed' in each) ? shown[0] : undefined;
  const lines =
    shut !== undefined && 'closed' in shut
      ? [text(m.day.shut(closedWords(shut.closed, scene)))]
      : [
          ...(at === undefined ? [] : [text(freeAt(days, at, scene), 'strong')]),
          ...shown.map((each) => boothLine(each, view, scene)),
          text(m.day.legend(SIGNS), 'quiet'),
        ];
  const input: Element = {
    type: 'Input.Date',
    id: 'in_day',
    label: m.day.date,
    value: day,
    min: scene.now.day,
    max: view.last,
    isRequired: true,
    errorMessage: m.plan.dayError,
  };
  const body = [text(title, 'title'), ...(days.length === 0 ? [text(m.plan.noBooths)] : lines), input];
  const made = card(body, buttonsOf(view, scene), [title, ...shown.map((d) => said(d, scene))].join('\n'));
  return {kind: 'card', card: scene.shared ? forEachOne(made, view) : made, summary: m.summary.day};
}

// In a group each person's client asks for the person's own card, and only that person sees it. Teams does so in
// chats of up to 60; elsewhere the card stays as it is, and pressing works all the same.
function forEachOne(made: Card, {day, kind, page}: DayView): Card {
  const {title: _, ...action} = press('', 'booths.day', {day, kind, page});
  return {...made, refresh: {action}};
}

function buttonsOf({day, kind, page, days, before, after}: DayView, {language, ...scene}: Scene): Button[] {
  const m = messages[language];
  const at = {language, ...scene};
  const kept = {kind, day};
  const alone = {associatedInputs: 'none'};
  const to = (title: string, data: Data<'booths.day'>) => press(title, 'booths.day', data, alone);
  return [
    press(m.day.see, 'booths.day', kept),
    ...(before === undefined ? [] : [to(m.day.before(dayWords(before, at)), {kind, day: before})]),
    ...(after === undefined ? [] : [to(m.day.after(dayWords(after, at)), {kind, day: after})]),
    ...((page + 1) * BOOTHS_A_CARD < days.length ? [to(m.day.more, {...kept, page: page + 1})] : []),
    press(m.press.mine, 'booths.mine', {}, alone),
  ];
}

function freeAt(days: readonly BoothDay[], at: Span, scene: Scene): string {
  const m = messages[scene.language];
  const free = days.filter(
    (each) =>
      'stretches' in each &&
      each.stretches.some(({is, from, to}) => is === 'free' && from <= at.from && at.to <= to),
  );
  const time = spanWords(at, scene);
  if (free.length === 0) return m.day.noneAt(time);
  return m.day.at(time, m.list(free.map(({booth}) => booth.name[scene.language])));
}

function boothLine(each: BoothDay, {day}: DayView, scene: Scene): Element {
  const m = messages[scene.language];
  const name = each.booth.name[scene.language];
  const lines = [
    text(`▸ ${name}`, 'strong'),
    ...('stretches' in each ? [text(stripOf(each), 'plain', {fontType: 'monospace', spacing: 'none'})] : []),
    text(wordsOf(each, scene), 'plain', {spacing: 'none'}),
  ];
  const draft = {booth: each.booth.id, kind: each.booth.kind, day};
  const {title, ...select} = press(m.day.choose(name), 'booths.plan', {draft}, {associatedInputs: 'none'});
  return box(lines, {selectAction: {...select, title}, spacing: 'small'});
}

function said(each: BoothDay, scene: Scene): string {
  return `${each.booth.name[scene.language]}: ${wordsOf(each, scene)}`;
}

/** A sign for each half-hour: free only where all of it is. */
export function stripOf({hours, stretches}: Extract<BoothDay, {stretches: unknown}>): string {
  let strip = '';
  for (let from = hours.from; from < hours.to; from += CELL) {
    const cell = {from, to: Math.min(from + CELL, hours.to)};
    const states = new Set(stretches.filter((each) => overlap(each, cell)).map(({is}) => is));
    const order: readonly DayPart['is'][] = ['mine', 'held', 'closed', 'taken', 'past', 'free'];
    strip += SIGNS[order.find((state) => states.has(state)) ?? 'free'];
  }
  return strip;
}

function wordsOf(each: BoothDay, scene: Scene): string {
  const {day, list} = messages[scene.language];
  if (!('stretches' in each)) return closedWords(each.closed, scene);
  const spans = (state: DayPart['is']) =>
    list(each.stretches.filter(({is}) => is === state).map((span) => spanWords(span, scene)));
  const [free, mine, held] = [spans('free'), spans('mine'), spans('held')];
  const closed = each.stretches.every(({is}) => is === 'closed' || is === 'past');
  return [
    free !== ''
      ? day.free(free)
      : closed && each.stretches.some(({is}) => is === 'closed')
        ? day.closed
        : day.none,
    ...(mine === '' ? [] : [day.mine(mine)]),
    ...(held === '' ? [] : [day.held(held)]),
  ].join(' / ');
}
