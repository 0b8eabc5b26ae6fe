import type {Reply, Speaker} from '../../../platform/feature.ts';
import {formatMinute} from '../../../kernel/time.ts';
import {cancelReply, statusWords} from '../cards/booking.ts';
import {noteReply} from '../cards/note.ts';
import type {Data} from '../cards/verbs.ts';
import {breachWords, type Scene} from '../cards/words.ts';
import {messages} from '../messages.ts';
import {decideCancel} from '../rules/lifecycle.ts';
import type {Done, KeptBooking, Spent, Busy} from '../store/desk.ts';
import {spentOrBusy} from './booking.ts';
import type {Reception} from './reception.ts';

// Presses on a booking of one's own. Another's, and one that never was, are alike: there is no such booking.

/** The booking as it is now. */
export async function onePress(at: Reception, speaker: Speaker, data: Data<'booths.one'>): Promise<Reply> {
  return withOwn(at, speaker, data.booking, (booking, scene) =>
    at.show(speaker, booking, {title: titleOf(booking, scene)}),
  );
}

/** Asks whether it is to be cancelled. */
export async function askedPress(
  at: Reception,
  speaker: Speaker,
  data: Data<'booths.asked'>,
): Promise<Reply> {
  return withOwn(at, speaker, data.booking, async (booking, scene) => {
    const decided = decideCancel(booking, scene.now);
    if (decided.kind === 'ok') return cancelReply(booking, scene);
    return at.show(speaker, booking, {title: refusedTitle(decided.kind, booking, scene)});
  });
}

type Ended =
  | Done<'cancelled' | 'started' | 'ended' | 'extended' | 'taken-back'>
  | {readonly kind: 'begun' | 'already' | 'not-begun' | 'gone' | 'over' | 'not-released' | 'unknown'}
  | {readonly kind: 'too-early'; readonly from: number}
  | Spent
  | Busy;

/** Gives it up before it begins. */
export const cancelPress = (at: Reception, speaker: Speaker, data: Data<'booths.cancel'>): Promise<Reply> =>
  done(at, speaker, data.booking, (scene) =>
    at.desk.cancel(speaker.account, data, scene.now, speaker.signal),
  );

/** 利用開始 */
export const startPress = (at: Reception, speaker: Speaker, data: Data<'booths.start'>): Promise<Reply> =>
  done(at, speaker, data.booking, (scene) => at.desk.start(speaker.account, data, scene.now, speaker.signal));

/** 利用終了 */
export const endPress = (at: Reception, speaker: Speaker, data: Data<'booths.end'>): Promise<Reply> =>
  done(at, speaker, data.booking, (scene) => at.desk.end(speaker.account, data, scene.now, speaker.signal));

/** As far as the rule and the neighbour allow; else it is said how far. */
export async function extendPress(
  at: Reception,
  speaker: Speaker,
  data: Data<'booths.extend'>,
): Promise<Reply> {
  return limited(at, speaker, data.booking, (scene) =>
    at.desk.extend(speaker.account, data, scene.now, speaker.signal),
  );
}

/** まだ使っています */
export async function takeBackPress(
  at: Reception,
  speaker: Speaker,
  data: Data<'booths.takeback'>,
): Promise<Reply> {
  return limited(at, speaker, data.booking, (scene) =>
    at.desk.takeBack(speaker.account, data, scene.now, speaker.signal),
  );
}

async function withOwn(
  at: Reception,
  speaker: Speaker,
  id: string,
  reply: (booking: KeptBooking, scene: Scene) => Promise<Reply>,
): Promise<Reply> {
  const scene = at.sceneOf(speaker);
  const booking = await at.desk.find(speaker.account, id, speaker.signal);
  return booking === undefined
    ? noteReply(messages[scene.language].stale.gone, scene)
    : reply(booking, scene);
}

async function done(
  at: Reception,
  speaker: Speaker,
  id: string,
  act: (scene: Scene) => Promise<Ended>,
): Promise<Reply> {
  const scene = at.sceneOf(speaker);
  const m = messages[scene.language];
  const result = await act(scene);
  if ('given' in result) {
    at.given(result.given);
    // Answered before: since then it may have become something else.
    const same = result.fresh || result.booking.status !== 'cancelled' || result.kind === 'cancelled';
    const title = same ? m.done[result.kind] : titleOf(result.booking, scene);
    return at.show(speaker, result.booking, {title});
  }
  if (result.kind === 'spent' || result.kind === 'busy') return spentOrBusy(at, speaker, result, scene);
  if (result.kind === 'unknown') return noteReply(m.stale.gone, scene);
  const note = result.kind === 'too-early' ? m.stale.early(formatMinute(result.from)) : undefined;
  return withOwn(at, speaker, id, (booking) =>
    at.show(speaker, booking, {title: note ?? refusedTitle(result.kind, booking, scene)}),
  );
}

async function limited(
  at: Reception,
  speaker: Speaker,
  id: string,
  act: (
    scene: Scene,
  ) => Promise<Ended | {readonly kind: 'refused'; readonly breach: Parameters<typeof breachWords>[0]}>,
): Promise<Reply> {
  const scene = at.sceneOf(speaker);
  const result = await act(scene);
  if (result.kind !== 'refused') return done(at, speaker, id, () => Promise.resolve(result));
  return withOwn(at, speaker, id, (booking) =>
    // The card's own buttons say how far it can be extended.
    at.show(speaker, booking, {
      title: messages[scene.language].stale.unextendable,
      note: breachWords(result.breach, booking.kind, scene),
    }),
  );
}

function titleOf(booking: KeptBooking, scene: Scene): string {
  const m = messages[scene.language];
  const open = booking.status === 'booked' || booking.status === 'started';
  return open ? m.mine.title : m.already(statusWords(booking, scene));
}

/** Why nothing was done with a booking that is there. */
function refusedTitle(kind: string, booking: KeptBooking, scene: Scene): string {
  const {stale} = messages[scene.language];
  switch (kind) {
    case 'begun':
      return stale.begun;
    case 'already':
      return stale.started;
    case 'not-begun':
      return stale.notBegun;
    case 'over':
      return stale.over;
    case 'not-released':
      return stale.notReleased;
    default:
      return titleOf(booking, scene);
  }
}
