import type {Reply, Speaker} from '../../../platform/feature.ts';
import {candidatesOf} from '../rules/choices.ts';
import type {Refused} from '../rules/booking.ts';
import {waitReply} from '../cards/mine.ts';
import {noteReply} from '../cards/note.ts';
import {refusalReply} from '../cards/refusal.ts';
import type {Data} from '../cards/verbs.ts';
import {press} from '../cards/verbs.ts';
import {spanWords, type Scene} from '../cards/words.ts';
import {messages} from '../messages.ts';
import type {Draft} from '../planning/draft.ts';
import type {Busy, Spent} from '../store/desk.ts';
import type {Reception} from './reception.ts';

/** Books what the card says, if the rules allow it now. */
export async function bookPress(at: Reception, speaker: Speaker, data: Data<'booths.book'>): Promise<Reply> {
  const scene = at.sceneOf(speaker);
  const m = messages[scene.language];
  const {then, ...order} = data;
  const result = await at.desk.book(speaker.account, order, scene.now, speaker.signal);
  switch (result.kind) {
    case 'booked': {
      at.given(result.given);
      // The same press again, when it has been cancelled meanwhile: the card says what is so.
      const stands = result.booking.status === 'booked' || result.booking.status === 'started';
      const title = stands ? m.done.booked : m.already(m.status[result.booking.status]);
      const note = result.rounded && m.plan.rounded(spanWords(result.rounded, scene));
      return at.show(speaker, result.booking, {title, note, then: stands ? then : undefined});
    }
    case 'refused':
      return refusal(result, order, undefined, scene);
    default:
      return spentOrBusy(at, speaker, result, scene);
  }
}

/** Moves a booking to another time or booth. */
export async function movePress(at: Reception, speaker: Speaker, data: Data<'booths.move'>): Promise<Reply> {
  const scene = at.sceneOf(speaker);
  const m = messages[scene.language];
  const result = await at.desk.move(speaker.account, data, scene.now, speaker.signal);
  switch (result.kind) {
    case 'moved': {
      at.given(result.given);
      const note = result.rounded && m.plan.rounded(spanWords(result.rounded, scene));
      return at.show(speaker, result.booking, {title: m.done.moved, note});
    }
    case 'refused':
      return refusal(result, data, data.booking, scene);
    case 'unmovable': {
      const {gone, over, begun, same} = m.stale;
      return noteReply({gone, over, begun, same}[result.why], scene);
    }
    case 'unknown':
      return noteReply(m.stale.gone, scene);
    default:
      return spentOrBusy(at, speaker, result, scene);
  }
}

/** Stands in line for a time that is taken. */
export async function waitPress(at: Reception, speaker: Speaker, data: Data<'booths.wait'>): Promise<Reply> {
  const scene = at.sceneOf(speaker);
  const m = messages[scene.language];
  const result = await at.desk.wait(speaker.account, data, scene.now, speaker.signal);
  switch (result.kind) {
    case 'waiting':
      return waitReply(m.done.waiting, result.wait, scene);
    case 'already':
      return waitReply(m.stale.waiting, result.wait, scene);
    case 'free': {
      const draft = draftOf(data, undefined, scene);
      return noteReply(m.stale.free, scene, [press(m.plan.next, 'booths.plan', {draft})]);
    }
    case 'refused':
      return refusal(result, data, undefined, scene);
    default:
      return spentOrBusy(at, speaker, result, scene);
  }
}

/** Leaves the line. */
export async function unwaitPress(
  at: Reception,
  speaker: Speaker,
  data: Data<'booths.unwait'>,
): Promise<Reply> {
  const scene = at.sceneOf(speaker);
  const m = messages[scene.language];
  const result = await at.desk.unwait(speaker.account, data, scene.now, speaker.signal);
  switch (result.kind) {
    case 'left':
      at.given(result.given);
      return waitReply(m.done.left, undefined, scene);
    case 'over':
    case 'unknown':
      return waitReply(m.stale.lineOver, undefined, scene);
    default:
      return spentOrBusy(at, speaker, result, scene);
  }
}

/** The card has done its work, or there was no getting through: what is so now. */
export async function spentOrBusy(
  at: Reception,
  speaker: Speaker,
  result: Spent | Busy,
  scene: Scene,
): Promise<Reply> {
  const {stale} = messages[scene.language];
  if (result.kind === 'busy') return noteReply(stale.busy, scene);
  if (result.booking === undefined) return noteReply(stale.gone, scene);
  return at.show(speaker, result.booking, {title: stale.spent});
}

type Order = Omit<Data<'booths.wait'>, 'op'>;

function draftOf({wanted, day, from, to}: Order, moving: string | undefined, {office}: Scene): Draft {
  const kind = candidatesOf(wanted, office)?.kind.id;
  return {...wanted, kind, day, from, minutes: Math.max(1, to - from), moving};
}

function refusal(refused: Refused, order: Order, moving: string | undefined, scene: Scene): Reply {
  return refusalReply(refused, {draft: draftOf(order, moving, scene), wanted: order.wanted}, scene);
}
