import {card, text, type Button, type Element} from '../../../platform/cards/card.ts';
import type {Reply} from '../../../platform/feature.ts';
import {formatMinute, Temporal} from '../../../kernel/time.ts';
import type {Booth, BoothKind} from '../../../platform/office/shape.ts';
import {messages} from '../messages.ts';
import type {Draft} from '../planning/draft.ts';
import type {Step} from '../planning/plan.ts';
import {confirmReply, otherDay} from './confirm.ts';
import {noteReply} from './note.ts';
import {refusalReply} from './refusal.ts';
import {press} from './verbs.ts';
import {boothWords, dayWords, kindWords, type Scene} from './words.ts';

/** おまかせ among the choices of booths. */
export const ANY = 'any';

/** The card for the next step: it asks for one thing, with all that is known already said. */
export function planReply(step: Step, scene: Scene): Reply {
  const m = messages[scene.language];
  const {draft} = step;
  switch (step.step) {
    case 'nothing':
      return noteReply(m.plan.noBooths, scene);
    case 'kind':
      return drawn(
        draft,
        [text(m.plan.which)],
        step.kinds
          .slice(0, 6)
          .map((kind) => press(kind.name[scene.language], 'booths.plan', {draft: {...draft, kind: kind.id}})),
        scene,
      );
    case 'site':
      return drawn(
        draft,
        [text(m.plan.site)],
        step.sites
          .slice(0, 6)
          .map((site) => press(site.name[scene.language], 'booths.plan', {draft: {...draft, site: site.id}})),
        scene,
      );
    case 'day':
      return dayReply(step, scene);
    case 'start':
      return startReply(step, scene);
    case 'length':
      return lengthReply(step, scene);
    case 'confirm':
      return confirmReply(step, scene);
    case 'refused':
      return refusalReply(step.refused, {draft, wanted: step.wanted}, scene);
    case 'unmovable': {
      const why = {gone: m.stale.gone, over: m.stale.over, begun: m.stale.begun, same: m.stale.same}[
        step.why
      ];
      return noteReply(why, scene);
    }
  }
}

function drawn(draft: Draft, body: readonly Element[], buttons: readonly Button[], scene: Scene): Reply {
  const m = messages[scene.language];
  const kind = draft.kind === undefined ? '' : kindWords(draft.kind, scene);
  const title = draft.moving === undefined ? m.plan.title(kind || m.facts.booth) : m.plan.move;
  const chosen = [
    draft.booth === undefined ? undefined : boothWords(draft.booth, scene),
    draft.day === undefined ? undefined : dayWords(draft.day, scene),
    draft.from === undefined ? undefined : m.starting(formatMinute(draft.from)),
    draft.minutes === undefined ? undefined : m.minutes(draft.minutes),
  ].filter((part) => part !== undefined);
  const top = [
    text(title, 'title'),
    ...(chosen.length === 0 ? [] : [text(chosen.join(' '), 'strong')]),
    ...(draft.moving === undefined ? [] : [text(m.keepMove, 'quiet')]),
  ];
  return {
    kind: 'card',
    card: card([...top, ...body], buttons, [title, ...chosen].join(' ')),
    summary: m.summary.plan,
  };
}

function rule(kind: BoothKind, {language}: Scene): Element {
  const m = messages[language];
  return text(m.plan.rule(kind.name[language], m.minutes(kind.longestUse)), 'quiet');
}

function dayReply({draft, kind, first, last}: Step & {step: 'day'}, scene: Scene): Reply {
  const {plan} = messages[scene.language];
  const tomorrow = Temporal.PlainDate.from(first).add({days: 1}).toString();
  const input = {
    type: 'Input.Date',
    id: 'in_day',
    label: plan.day,
    value: first,
    min: first,
    max: last,
    isRequired: true,
    errorMessage: plan.dayError,
  };
  // A day that has its own button needs no input.
  const shortcut = (title: string, day: string) =>
    press(title, 'booths.plan', {draft: {...draft, day}}, {associatedInputs: 'none'});
  return drawn(
    draft,
    [input, rule(kind, scene)],
    [
      press(plan.next, 'booths.plan', {draft}),
      shortcut(plan.today, first),
      ...(tomorrow <= last ? [shortcut(plan.tomorrow, tomorrow)] : []),
    ],
    scene,
  );
}

function choices(
  id: string,
  label: string,
  errorMessage: string,
  all: readonly {title: string; value: string}[],
  value: string | undefined,
): Element {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'compact',
    choices: all,
    isRequired: true,
    errorMessage,
    ...(value === undefined ? {} : {value}),
  };
}

function startReply({draft, kind, starts}: Step & {step: 'start'}, scene: Scene): Reply {
  const {plan} = messages[scene.language];
  const all = starts.map((start) => ({title: formatMinute(start), value: String(start)}));
  return drawn(
    draft,
    [choices('in_start', plan.start, plan.startError, all, all[0]?.value), rule(kind, scene)],
    [press(plan.next, 'booths.plan', {draft}), otherDay(draft, scene)],
    scene,
  );
}

function lengthReply({draft, kind, from, lengths, booths}: Step & {step: 'length'}, scene: Scene): Reply {
  const m = messages[scene.language];
  const {plan} = m;
  const all = lengths.map((length) => ({
    title: plan.until(m.minutes(length), formatMinute(from + length)),
    value: String(length),
  }));
  // An hour is what most need; where it is not to be had, the longest.
  const usual = lengths.includes(60) ? 60 : lengths.at(-1);
  return drawn(
    draft,
    [
      choices(
        'in_length',
        plan.length,
        plan.lengthError,
        all,
        usual === undefined ? undefined : String(usual),
      ),
      boothChoice(booths, draft, scene),
      rule(kind, scene),
    ],
    [
      press(plan.next, 'booths.plan', {draft}),
      press(plan.otherTime, 'booths.plan', {draft: {...draft, from: undefined}}, {associatedInputs: 'none'}),
      otherDay(draft, scene),
    ],
    scene,
  );
}

function boothChoice(booths: readonly Booth[], draft: Draft, scene: Scene): Element {
  const {plan} = messages[scene.language];
  const all = [
    {title: plan.any, value: ANY},
    ...booths.map(({id, name}) => ({title: name[scene.language], value: id})),
  ];
  const value = booths.some(({id}) => id === draft.booth) ? draft.booth : ANY;
  return choices('in_booth', plan.booth, plan.which, all, value);
}
