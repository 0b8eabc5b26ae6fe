import {hoursOn} from '../../../platform/office/calendar.ts';
import type {Booth, BoothKind} from '../../../platform/office/shape.ts';
import type {Breach, Ground} from './breach.ts';
import {
  allowedLengths,
  candidatesOf,
  chooseBooth,
  nextAllowed,
  slotsOfDay,
  type Place,
  type Wanted,
} from './choices.ts';
import {withStretch} from './day-state.ts';
import {floorTo, minutesOf, type Span} from './stretch.ts';

/** Something near to what was asked that the person may book at this moment, and what is different about it. */
export interface Offer extends Place {
  readonly label:
    /** The same start, as long as the rules allow. */
    | 'shorter'
    /** One slot, where less was asked. */
    | 'one-slot'
    /** The next time that the rules allow: after the pause that ends a use, or after one's other booking. */
    | 'next-use'
    /** The next time within the hours, or that is not past. */
    | 'next-time'
    /** The same time elsewhere. */
    | 'other-booth'
    /** Another time, in the booth that was asked for if one was. */
    | 'other-time';
}

/** More make the choice no easier, and a card has six buttons. */
const MOST_OFFERS = 3;

/** The nearest things that are allowed where a wish breaks a rule; all on the day that was asked for. */
export function offersFor(breach: Breach, wanted: Wanted, span: Span, ground: Ground): Offer[] {
  const found = candidatesOf(wanted, ground.office);
  if (found === undefined) return [];
  const {kind, booths} = found;
  const length = Math.min(minutesOf(span), kind.longestUse);
  const next = (label: Offer['label'], from: number, minutes = length) =>
    labelled(label, nextAllowed(wanted, from, minutes, ground));
  switch (breach.rule) {
    case 'too-short': {
      const booth = chooseBooth(kind, booths, span, ground);
      return booth === undefined ? next('next-time', span.from) : [{label: 'one-slot', booth, ...span}];
    }
    case 'past':
      return ground.state.day === ground.now.day
        ? next('next-time', floorTo(ground.now.minute, kind.slot))
        : [];
    case 'outside-hours':
      return withinHours(wanted, span, ground, kind);
    case 'longest-use':
    case 'day-cap':
    case 'own-booking': {
      const shorter = shorterOf(wanted, kind, booths, span, ground);
      return [...labelled('shorter', shorter), ...nextUse(wanted, kind, span, shorter, ground)];
    }
    case 'taken':
      return alternatives(wanted, kind, booths, {from: span.from, to: span.from + length}, ground);
    default:
      return [];
  }
}

function labelled(label: Offer['label'], place: Place | undefined): Offer[] {
  return place === undefined ? [] : [{label, ...place}];
}

function shorterOf(
  wanted: Wanted,
  kind: BoothKind,
  booths: readonly Booth[],
  {from, to}: Span,
  ground: Ground,
): Place | undefined {
  const lengths = allowedLengths(wanted, from, ground).filter((length) => length < to - from);
  const span = {from, to: from + (lengths.at(-1) ?? 0)};
  const booth = span.to === from ? undefined : chooseBooth(kind, booths, span, ground);
  return booth && {booth, ...span};
}

// As if the shorter one were taken too, so that both buttons can be pressed one after the other.
function nextUse(
  wanted: Wanted,
  kind: BoothKind,
  span: Span,
  shorter: Place | undefined,
  ground: Ground,
): Offer[] {
  const rest = Math.max(kind.slot, minutesOf(span) - (shorter === undefined ? 0 : minutesOf(shorter)));
  const taken = shorter && {
    ...{booking: '', booth: shorter.booth.id, kind: kind.id},
    ...{from: shorter.from, to: shorter.to},
  };
  const state = taken === undefined ? ground.state : withStretch(ground.state, taken);
  const from = shorter?.to ?? span.from + kind.slot;
  const length = Math.min(rest, kind.longestUse);
  return labelled('next-use', nextAllowed(wanted, from, length, {...ground, state}));
}

function withinHours(wanted: Wanted, span: Span, ground: Ground, kind: BoothKind): Offer[] {
  const hours = hoursOn(kind, ground.state.day);
  if (span.from >= hours.from && span.from < hours.to) {
    const {booths} = candidatesOf(wanted, ground.office) ?? {booths: []};
    const shorter = shorterOf(wanted, kind, booths, span, ground);
    if (shorter !== undefined) return labelled('shorter', shorter);
  }
  const length = Math.min(minutesOf(span), kind.longestUse);
  return labelled('next-time', nextAllowed(wanted, hours.from, length, ground));
}

/**
 * For a time that is taken: the same time in another booth of the kind at the site, and the nearest earlier and later
 * time in the same booth (in any, where any was asked for); what one of them lacks, further booths fill up.
 */
function alternatives(
  wanted: Wanted,
  kind: BoothKind,
  booths: readonly Booth[],
  span: Span,
  ground: Ground,
): Offer[] {
  const length = minutesOf(span);
  const [asked] = booths;
  const elsewhere: Offer[] = [];
  if ('booth' in wanted && asked !== undefined) {
    let left = (candidatesOf({kind: kind.id, site: asked.site}, ground.office)?.booths ?? []).filter(
      ({id}) => id !== asked.id,
    );
    // On the same floor first.
    for (const near of [true, false]) {
      for (let more = true; more && elsewhere.length < MOST_OFFERS;) {
        const here = left.filter(({floor}) => (floor === asked.floor) === near);
        const booth = chooseBooth(kind, here, span, ground);
        more = booth !== undefined;
        if (booth === undefined) continue;
        elsewhere.push({label: 'other-booth', booth, ...span});
        left = left.filter(({id}) => id !== booth.id);
      }
    }
  }
  const times = (starts: readonly number[]): Offer[] => {
    for (const from of starts) {
      const time = {from, to: from + length};
      const booth = chooseBooth(kind, booths, time, ground);
      if (booth !== undefined) return [{label: 'other-time', booth, ...time}];
    }
    return [];
  };
  const starts = slotsOfDay(kind, ground);
  const later = times(starts.filter((start) => start > span.from));
  const earlier = times(starts.filter((start) => start < span.from).reverse());
  const nearest = [...later, ...earlier].sort(
    (a, b) => Math.abs(a.from - span.from) - Math.abs(b.from - span.from),
  );
  return [...elsewhere.slice(0, 1), ...nearest, ...elsewhere.slice(1)].slice(0, MOST_OFFERS);
}
