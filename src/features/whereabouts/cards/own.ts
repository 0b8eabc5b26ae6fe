import {formatDay, formatMinute, Temporal} from '../../../kernel/time.ts';
import {card, text, warning, type Element} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import {floorsOf} from '../rules/place.ts';
import type {Where} from '../rules/state.ts';
import type {Visibility} from '../rules/visibility.ts';
import type {DayPart} from '../rules/when.ts';
import type {Usual} from '../store/settings.ts';
import {press} from './verbs.ts';
import {plannedWords, whereWords, type Scene} from './words.ts';

const MOST_USUAL = 3;
const ENDS = [10 * 60, 12 * 60, 13 * 60, 15 * 60, 17 * 60 + 15];

export interface SaidView {
  readonly where: Where;
  readonly parts: readonly DayPart[];
  /** Undefined: not on the list, found by nobody. */
  readonly visibility: Visibility | undefined;
  /** Bookings that an absence leaves unused, by day. */
  readonly unused: {readonly day: string; readonly count: number} | undefined;
  readonly op: string;
}

/** What was registered, who sees it, and how to take it back. */
export function saidReply(view: SaidView, scene: Scene): CardReply {
  const m = messages[scene.language];
  const title = m.said(plannedWords(view.where, view.parts, scene));
  const {unused} = view;
  const day =
    unused &&
    formatDay(Temporal.PlainDate.from(unused.day), scene.language, Temporal.PlainDate.from(scene.day));
  const body = [
    text(title, 'title'),
    text(view.visibility === undefined ? m.notListed : m.seenBy(view.visibility)),
    text(m.gone, 'quiet'),
    ...(unused === undefined ? [] : [warning(m.bookings(unused.count, day ?? unused.day))]),
  ];
  const buttons = [
    ...(unused === undefined
      ? []
      : [press(m.giveBack(unused.count), 'whereabouts.giveback', {op: view.op, day: unused.day})]),
    press(m.change, 'whereabouts.choose', {}),
    press(m.clear, 'whereabouts.clear', view.parts[0] === undefined ? {} : {day: view.parts[0].day}),
    press(m.privacy, 'whereabouts.privacy', {}),
  ];
  return {kind: 'card', card: card(body, buttons, title), summary: m.summary};
}

/** 「今日はどこで？」: the usual places as one tap, any other in three. */
export function chooseReply(usual: readonly Usual[], scene: Scene): CardReply {
  const m = messages[scene.language];
  const choices = floorsOf(scene.office).flatMap(({site, floor}) => {
    const name = floor.name[scene.language];
    const areas = floor.areas
      .filter(({kind}) => kind !== 'lockers' && kind !== 'counter')
      .map((area) => ({
        title: `${name} ${area.name[scene.language]}`,
        value: `${site}|${floor.number}|${area.id}`,
      }));
    return [...areas, {title: name, value: `${site}|${floor.number}|`}];
  });
  const ends = ENDS.filter((minute) => minute > scene.minute).map((minute) => ({
    title: m.until(formatMinute(minute)),
    value: String(minute),
  }));
  const hasSeats = floorsOf(scene.office).some(({floor}) =>
    floor.areas.some(({seats}) => seats !== undefined),
  );
  const body: Element[] = [
    text(m.choose, 'title'),
    ...(usual.length === 0 ? [] : [text(m.chooseText, 'quiet')]),
    {
      ...{type: 'Input.ChoiceSet', id: 'in_place', label: m.place, choices, placeholder: m.placeChoose},
      errorMessage: m.placeChoose,
    },
    {
      ...{type: 'Input.ChoiceSet', id: 'in_until', label: m.untilInput, value: '1440'},
      choices: [...ends, {title: m.untilNone, value: '1440'}],
    },
    ...(hasSeats
      ? [{type: 'Input.Text', id: 'in_seat', label: m.seatInput, placeholder: '6F-C-12', maxLength: 12}]
      : []),
  ];
  const fixed: Where[] = [{kind: 'home'}, {kind: 'out'}];
  const offered = usual.slice(0, MOST_USUAL).map(({where}) => where);
  const more = fixed.filter(({kind}) => !offered.some((where) => where.kind === kind));
  const buttons = [
    press(m.register, 'whereabouts.set', {}),
    // One tap: what the inputs hold does not count then.
    ...[...offered, ...more]
      .slice(0, 5)
      .map((where) =>
        press(whereWords(where, scene), 'whereabouts.set', {where: plain(where)}, {associatedInputs: 'none'}),
      ),
  ];
  return {kind: 'card', card: card(body, buttons, m.choose), summary: m.summary};
}

// A booth is entered by its booking, not by a tap.
function plain(
  where: Where,
): Exclude<Where, {kind: 'place'}> | Omit<Extract<Where, {kind: 'place'}>, 'booth'> {
  if (where.kind !== 'place') return where;
  const {booth: _, ...place} = where;
  return place;
}

/** One sentence, with ways on. */
export function noteReply(note: string, scene: Scene, ways: 'choose' | 'none' = 'none'): CardReply {
  const m = messages[scene.language];
  const buttons = ways === 'choose' ? [press(m.titles.set, 'whereabouts.choose', {})] : [];
  return {kind: 'card', card: card([text(note)], buttons, note), summary: m.summary};
}

/** Offers to register for a colleague what was said of them. */
export function offerReply(
  person: {readonly key: string; readonly name: string},
  where: Where,
  when: {
    date?: string | undefined;
    dateEnd?: string | undefined;
    from?: number | undefined;
    until?: number | undefined;
  },
  words: string,
  scene: Scene,
): CardReply {
  const m = messages[scene.language];
  const title = m.other.offer(person.name, words);
  const buttons = [
    press(m.other.yes(person.name), 'whereabouts.for', {person: person.key, where: plain(where), when}),
  ];
  return {kind: 'card', card: card([text(title)], buttons, title), summary: m.summary};
}

/** What a colleague registered for the person, told to them. */
export function toldReply(by: string | undefined, words: string, scene: Scene): CardReply {
  const m = messages[scene.language];
  const title = m.other.told(by, words);
  const buttons = [
    press(m.change, 'whereabouts.choose', {}),
    press(m.clear, 'whereabouts.clear', {}),
    press(m.privacy, 'whereabouts.privacy', {}),
  ];
  return {
    kind: 'card',
    card: card([text(m.other.toldTitle, 'title'), text(title)], buttons, title),
    summary: m.summary,
  };
}
