import {card, facts, text, type Button} from '../../../platform/cards/card.ts';
import type {Reply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import type {Draft} from '../planning/draft.ts';
import type {Step} from '../planning/plan.ts';
import {minutesOf} from '../rules/stretch.ts';
import {press} from './verbs.ts';
import {placeWords, spanWords, whenWords, type Scene} from './words.ts';

/** All of a booking that is not yet one, and the button that makes it one. */
export function confirmReply({draft, allowed}: Step & {step: 'confirm'}, scene: Scene): Reply {
  const {language, op} = scene;
  const m = messages[language];
  const {day, booth, boothKind, from, to, rounded} = allowed;
  // The booth that is shown is the one that is booked.
  const order = {op, wanted: {booth: booth.id}, day, from, to};
  const {moving} = draft;
  const main =
    moving === undefined
      ? press(m.plan.book, 'booths.book', order, {style: 'positive'})
      : press(m.plan.moveTo, 'booths.move', {...order, booking: moving}, {style: 'positive'});
  const body = [
    text(moving === undefined ? m.plan.title(boothKind.name[language]) : m.plan.move, 'title'),
    ...(rounded === undefined ? [] : [text(m.plan.rounded(spanWords(rounded, scene)), 'quiet')]),
    facts([
      [m.facts.booth, `${booth.name[language]}${m.aside(placeWords(booth, scene))}`],
      [m.facts.when, `${whenWords(day, {from, to}, scene)}${m.aside(m.minutes(minutesOf({from, to})))}`],
      ...(booth.equipment.length === 0
        ? []
        : [[m.facts.equipment, m.list(booth.equipment.map((each) => each[language]))] as const]),
    ]),
    text(boothKind.phone.say[language]),
    text(moving === undefined ? m.plan.confirm : m.keepMove, 'quiet'),
    ...(scene.shared ? [text(m.plan.neutral, 'quiet')] : []),
  ];
  const again = {...draft, booth: undefined, from: undefined, minutes: undefined};
  const buttons = [main, press(m.plan.otherTime, 'booths.plan', {draft: again}), otherDay(draft, scene)];
  const said = `${booth.name[language]} ${whenWords(day, {from, to}, scene)}`;
  return {kind: 'card', card: card(body, buttons, `${m.plan.confirm} ${said}`), summary: m.summary.plan};
}

/** The way to another day: the time goes with the day. */
export function otherDay(draft: Draft, {language}: Scene): Button {
  const free = {...draft, day: undefined, from: undefined};
  return press(messages[language].plan.otherDay, 'booths.plan', {draft: free}, {associatedInputs: 'none'});
}
