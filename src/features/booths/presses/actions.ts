import type {CardAction, Reply, Speaker} from '../../../platform/feature.ts';
import {ANY} from '../cards/plan.ts';
import {PRESSES, VERSION, type Data, type Verb} from '../cards/verbs.ts';
import type {Draft} from '../planning/draft.ts';
import {bookPress, movePress, unwaitPress, waitPress} from './booking.ts';
import {askedPress, cancelPress, endPress, extendPress, onePress, startPress, takeBackPress} from './own.ts';
import type {Reception} from './reception.ts';

/** What the buttons do. Whoever presses acts for themselves; what the card says is looked up again. */
export function boothActions(at: Reception): CardAction[] {
  const action = <V extends Verb>(
    verb: V,
    changes: boolean,
    act: (speaker: Speaker, data: Data<V>) => Promise<Reply>,
  ): CardAction => ({
    verb,
    version: VERSION,
    role: 'staff',
    // In a group the answer to a press goes to the one who pressed alone.
    where: 'anywhere',
    own: verb !== 'booths.plan' && verb !== 'booths.day',
    changes,
    read: (data) => PRESSES[verb].safeParse(data).data,
    // `read` made it.
    act: async (speaker, data) => [await act(speaker, data as Data<V>)],
  });
  return [
    action('booths.plan', false, (speaker, data) => at.plan(speaker, chosen(data))),
    action('booths.day', false, (speaker, {in_day, ...data}) =>
      at.look(speaker, in_day === undefined ? data : {...data, day: in_day}),
    ),
    action('booths.mine', false, (speaker) => at.mine(speaker)),
    action('booths.book', true, (speaker, data) => bookPress(at, speaker, data)),
    action('booths.move', true, (speaker, data) => movePress(at, speaker, data)),
    action('booths.wait', true, (speaker, data) => waitPress(at, speaker, data)),
    action('booths.unwait', true, (speaker, data) => unwaitPress(at, speaker, data)),
    action('booths.one', false, (speaker, data) => onePress(at, speaker, data)),
    action('booths.asked', false, (speaker, data) => askedPress(at, speaker, data)),
    action('booths.cancel', true, (speaker, data) => cancelPress(at, speaker, data)),
    action('booths.start', true, (speaker, data) => startPress(at, speaker, data)),
    action('booths.end', true, (speaker, data) => endPress(at, speaker, data)),
    action('booths.extend', true, (speaker, data) => extendPress(at, speaker, data)),
    action('booths.takeback', true, (speaker, data) => takeBackPress(at, speaker, data)),
  ];
}

/** The draft with what was put into the inputs. Another day takes the time with it. */
export function chosen({draft, in_day, in_start, in_length, in_booth}: Data<'booths.plan'>): Draft {
  const day = in_day === undefined || in_day === '' ? undefined : in_day;
  const start = number(in_start);
  const length = number(in_length);
  const booth = in_booth === undefined || in_booth === '' || in_booth === ANY ? undefined : in_booth;
  return {
    ...draft,
    ...(day === undefined ? {} : {day}),
    ...(start === undefined ? {} : {from: start}),
    ...(length === undefined ? {} : {minutes: length}),
    ...(in_booth === undefined ? {} : {booth}),
  };
}

// An input's value is text. What is no number becomes a time that no rule allows.
function number(input: string | undefined): number | undefined {
  if (input === undefined || input === '') return undefined;
  return /^\d{1,4}$/.test(input) ? Number(input) : -1;
}
