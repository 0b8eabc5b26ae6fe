import {card, text, type Button, type Element} from '../../../platform/cards/card.ts';
import type {Reply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import type {Draft} from '../planning/draft.ts';
import type {Refused} from '../rules/booking.ts';
import type {Wanted} from '../rules/choices.ts';
import type {Offer} from '../rules/offers.ts';
import {press, type Data} from './verbs.ts';
import {boothWords, breachWords, dayWords, spanWords, whenWords, type Scene} from './words.ts';

/** What was asked for, as far as it is known. */
export interface Asked {
  readonly draft: Draft;
  readonly wanted: Wanted | undefined;
}

/** Why it cannot be booked, and the nearest that can. */
export function refusalReply(refused: Refused, {draft, wanted}: Asked, scene: Scene): Reply {
  const {language} = scene;
  const m = messages[language];
  const {breach, allowed} = refused;
  const why = breachWords(breach, draft.kind, scene);
  const {day, from, minutes} = draft;
  const asked =
    day === undefined || from === undefined || minutes === undefined
      ? undefined
      : whenWords(day, {from, to: Math.min(1440, from + minutes)}, scene);
  const offers = day === undefined ? [] : offerButtons(allowed, {...draft, day}, scene);
  const body: Element[] = [
    text(m.refused, 'title'),
    ...(asked === undefined ? [] : [text(asked, 'strong')]),
    text(why),
    ...(offers.length === 0 ? [] : [text(m.nearest, 'quiet')]),
  ];
  const buttons: Button[] = [...offers];
  if (breach.rule === 'closed-day' && breach.next !== undefined) {
    const next = {...draft, day: breach.next};
    buttons.push(press(m.press.nextOpen(dayWords(breach.next, scene)), 'booths.plan', {draft: next}));
  }
  if (
    breach.rule === 'taken' &&
    breach.by.kind !== 'closed' &&
    draft.moving === undefined &&
    wanted !== undefined &&
    day !== undefined &&
    from !== undefined &&
    minutes !== undefined
  ) {
    const order = {op: `${scene.op}-w`, wanted, day, from, to: Math.min(1440, from + minutes)};
    buttons.push(press(m.press.wait, 'booths.wait', order));
  }
  if (breach.rule === 'own-booking' || breach.rule === 'open-bookings') {
    buttons.push(press(m.press.mine, 'booths.mine', {}));
  }
  buttons.push(press(m.press.again, 'booths.plan', {draft: again(draft, breach.rule)}));
  return {
    kind: 'card',
    card: card(body, buttons.slice(0, 6), `${m.refused} ${why}`),
    summary: m.summary.refused,
  };
}

/** The draft without what cannot be: a taken time may be had on the same day, a closed day not. */
function again(draft: Draft, rule: Refused['breach']['rule']): Draft {
  const kept = {...draft, from: undefined, minutes: undefined};
  if (rule === 'unknown-booth') return {moving: draft.moving};
  if (rule === 'taken') return {...kept, booth: undefined};
  const dayless = ['closed-day', 'beyond-horizon', 'past', 'invalid-time', 'day-cap'];
  return dayless.includes(rule) ? {...kept, day: undefined} : kept;
}

function offerButtons(offers: readonly Offer[], draft: Draft & {day: string}, scene: Scene): Button[] {
  const {offer: say} = messages[scene.language];
  // A shorter use and the next one can both be had; of alternatives for one time only one is meant.
  const both = offers.some(({label}) => label === 'next-use');
  const orders = offers.map(({booth, from, to}, i) => ({
    op: both ? `${scene.op}-${i}` : scene.op,
    wanted: {booth: booth.id},
    day: draft.day,
    from,
    to,
  }));
  return offers.map((offer, i) => {
    const order = orders[i] as Data<'booths.move'>; // of the same length
    const title = say[offer.label](spanWords(offer, scene), boothWords(offer.booth.id, scene));
    if (draft.moving !== undefined) return press(title, 'booths.move', {...order, booking: draft.moving});
    const then = both && offer.label === 'shorter' ? orders[i + 1] : undefined;
    return press(title, 'booths.book', {...order, ...(then === undefined ? {} : {then})});
  });
}
