import type {Bilingual} from '../../kernel/person.ts';
import type {Intent, Reply, Turn} from '../../platform/feature.ts';
import {bookingReply, cancelReply} from './cards/booking.ts';
import {mineReply} from './cards/mine.ts';
import {noteReply, waysOn} from './cards/note.ts';
import type {Scene} from './cards/words.ts';
import {messages} from './messages.ts';
import {endPress, onePress, startPress, askedPress} from './presses/own.ts';
import type {Reception} from './presses/reception.ts';
import {extensionsOf, phaseOf, START_EARLY} from './rules/lifecycle.ts';
import {minutesUntil, type Now} from './rules/stretch.ts';
import type {KeptBooking} from './store/desk.ts';
import {recogniser, type Asked} from './understanding/recognise.ts';
import {draftOf, fits, minuteOf} from './understanding/wish.ts';

const EXAMPLES: Readonly<Record<Asked, Intent['examples']>> = {
  book: {
    ja: ['集中ブースを予約', '明日の14時から1時間、集中ブース', 'ブースを予約'],
    en: ['Book a booth', 'a focus booth tomorrow at 2pm for 1 hour'],
  },
  availability: {
    ja: ['集中ブースの空きを見る', 'ブースの空き'],
    en: ['which booths are free?', 'Free booths'],
  },
  mine: {ja: ['自分の予約', '予約を確認'], en: ['my bookings']},
  cancel: {ja: ['予約をキャンセル'], en: ['cancel my booking']},
  extend: {ja: ['予約を30分延長'], en: ['extend my booking']},
  release: {ja: ['利用終了', 'ブースを使い終わりました'], en: ['check out']},
  checkin: {ja: ['利用開始', 'ブースに着きました'], en: ['check in']},
};

/** What can be said about booths. */
export function boothIntents(at: Reception): Intent[] {
  const intent = (
    asked: Asked,
    more: Pick<Intent, 'where' | 'changes'>,
    answer: (turn: Turn) => Promise<Reply>,
  ): Intent => ({
    name: `booths.${asked}`,
    title: titleOf(asked),
    role: 'staff',
    recognise: recogniser(asked, at.office),
    examples: EXAMPLES[asked],
    answer: async (turn) => {
      const {unknown} = turn.slots;
      if (typeof unknown !== 'string') return [await answer(turn)];
      const scene = at.sceneOf(turn);
      return [noteReply(messages[scene.language].breach.unnamed(unknown), scene)];
    },
    ...more,
  });
  const open = {where: 'anywhere', changes: true} as const;
  const own = {where: 'private', changes: true} as const;
  return [
    // Books nothing by itself, but a day that cannot be is asked back, as with anything that would act on it.
    intent('book', open, (turn) => {
      const {office, now} = at.sceneOf(turn);
      return at.plan(turn, draftOf(turn.slots, office, now), turn.place !== 'personal');
    }),
    intent('availability', {...open, changes: false}, (turn) => {
      const {slots, place} = turn;
      const scene = at.sceneOf(turn);
      if (slots.date !== undefined && slots.date < scene.now.day) {
        return Promise.resolve(noteReply(messages[scene.language].breach.past, scene));
      }
      const from = minuteOf(slots.start);
      const to = minuteOf(slots.end) ?? (from === undefined ? undefined : from + (slots.minutes ?? 60));
      const {booth, kind} = slots;
      return at.look(
        turn,
        {
          day: slots.date,
          floor: slots.floor,
          booth: typeof booth === 'string' ? booth : undefined,
          kind: typeof kind === 'string' ? kind : undefined,
          at: from === undefined || to === undefined ? undefined : {from, to},
        },
        place !== 'personal',
      );
    }),
    intent('mine', {...own, changes: false}, (turn) => at.mine(turn)),
    intent('cancel', own, (turn) =>
      withOne(at, turn, 'cancel', isBefore, (booking, scene) => Promise.resolve(cancelReply(booking, scene))),
    ),
    // A sentence that comes twice must not extend twice: the button carries the token.
    intent('extend', own, (turn) =>
      withOne(at, turn, 'extend', isAny, (booking, scene) => extendReply(at, turn, booking, scene)),
    ),
    // To end or start twice is to do it once, so these need no button.
    intent('release', own, (turn) =>
      withOne(at, turn, 'release', isRunning, (booking, {op}) =>
        endPress(at, turn, {op, booking: booking.id}),
      ),
    ),
    intent('checkin', own, (turn) =>
      withOne(at, turn, 'checkin', canStart, (booking, {op}) =>
        startPress(at, turn, {op, booking: booking.id}),
      ),
    ),
  ];
}

function titleOf(asked: Asked): Bilingual {
  return {ja: messages.ja.intents[asked], en: messages.en.intents[asked]};
}

type Fits = (booking: KeptBooking, now: Now) => boolean;

const isAny: Fits = () => true;
const isBefore: Fits = (booking, now) => phaseOf(booking, now) === 'before';
const isRunning: Fits = (booking, now) => phaseOf(booking, now) === 'running';
const canStart: Fits = ({day, from}, now) => minutesUntil(day, from, now) <= START_EARLY;

/** Does it with the one booking that is meant; asks which, where several may be. */
async function withOne(
  at: Reception,
  turn: Turn,
  asked: Asked,
  may: Fits,
  act: (booking: KeptBooking, scene: Scene) => Promise<Reply>,
): Promise<Reply> {
  const scene = at.sceneOf(turn);
  const m = messages[scene.language];
  const all = await at.desk.bookings(turn.account, scene.now, turn.signal);
  // The start tells which booking; an end or a length may be what is wished for.
  const {end: _, ...said} = turn.slots;
  const named = all.filter((booking) => fits(booking, said));
  const [one, other] = named.filter((booking) => may(booking, scene.now));
  const running = named.find((booking) => isRunning(booking, scene.now));
  if (asked === 'extend' && running !== undefined) return act(running, scene);
  if (one !== undefined && other === undefined) return act(one, scene);
  if (one !== undefined) return mineReply(named, [], scene, m.mine.which(m.intents[asked]));
  // None that it can be done with: of the only one it is said why.
  const [only, more] = named;
  if (only === undefined) return noteReply(m.mine.noneFits, scene, waysOn(scene.language));
  if (more !== undefined) return mineReply(named, [], scene, m.mine.noneFits);
  const press = {op: scene.op, booking: only.id};
  if (asked === 'cancel') return askedPress(at, turn, press);
  if (asked === 'checkin') return startPress(at, turn, press);
  if (asked === 'release') return endPress(at, turn, press);
  return onePress(at, turn, press);
}

async function extendReply(at: Reception, turn: Turn, booking: KeptBooking, scene: Scene): Promise<Reply> {
  const {stale} = messages[scene.language];
  const {office, now} = scene;
  const state = await at.desk.day(turn.account, booking.day, now, turn.signal);
  const extensions = extensionsOf(booking, state, office, now);
  const title = extensions.length === 0 ? stale.unextendable : stale.extendable;
  return bookingReply({booking, extensions}, {title}, scene);
}
