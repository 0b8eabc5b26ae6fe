import type {Bilingual} from '../../kernel/person.ts';
import type {CardAction, Intent, Reply, Speaker, Turn} from '../../platform/feature.ts';
import type {Recognise} from '../../platform/understand/sentence.ts';
import {PRESSES, VERSION, type Data, type Verb} from './cards/verbs.ts';
import type {Desk} from './desk.ts';
import type {Finding} from './finding/answers.ts';
import {messages} from './messages.ts';
import {floorOf, readSeat} from './rules/place.ts';
import {END_OF_DAY, type Where} from './rules/state.ts';
import {VISIBILITIES, type Visibility} from './rules/visibility.ts';
import {noteReply} from './cards/own.ts';
import {MORNINGS} from './cards/privacy.ts';
import type {Setting} from './setting.ts';
import {
  recogniseClear,
  recogniseFind,
  recogniseFloor,
  recognisePrivacy,
  recogniseSet,
  type Known,
} from './understanding/recognise.ts';

export interface TurnDeps extends Known {
  readonly setting: Setting;
  readonly finding: Finding;
  readonly desk: Desk;
}

type Asked = keyof (typeof messages)['ja']['titles'];

/** What can be said about whereabouts. Whatever tells of a person is told in the personal chat alone. */
export function whereaboutsIntents(deps: TurnDeps): Intent[] {
  const {setting, finding} = deps;
  const intent = (
    asked: Asked,
    changes: boolean,
    recognise: Recognise,
    examples: Intent['examples'],
    answer: (turn: Turn) => Promise<Reply>,
  ): Intent => ({
    ...{name: `whereabouts.${asked}`, title: titleOf(asked), role: 'staff', where: 'private', changes},
    ...{recognise, examples},
    answer: async (turn) => [await answer(turn)],
  });
  return [
    intent(
      'set',
      true,
      recogniseSet(deps),
      {
        ja: ['6階にいます', '今日は在宅', '15時まで6階で打合せ', '居場所を登録'],
        en: ["I'm on the 6th floor", 'working from home today'],
      },
      (turn) => setting.said(turn),
    ),
    intent(
      'find',
      false,
      recogniseFind(deps),
      {ja: ['田中さんどこ？', '佐藤さん来てる？'], en: ['where is Sato?']},
      (turn) => finding.find(turn),
    ),
    intent(
      'floor',
      false,
      recogniseFloor(deps),
      {ja: ['6階に誰がいる？', '6階の空いてる席ある？'], en: ['who is on the 6th floor?']},
      (turn) => finding.floorAsked(turn),
    ),
    intent(
      'clear',
      true,
      recogniseClear,
      {ja: ['居場所の登録を取り消す'], en: ['clear my whereabouts']},
      (turn) => setting.clear(turn, turn.slots.date),
    ),
    intent(
      'privacy',
      false,
      recognisePrivacy,
      {ja: ['居場所の公開設定', '居場所を出さない'], en: ['hide my whereabouts']},
      (turn) => setting.privacy(turn),
    ),
  ];
}

function titleOf(asked: Asked): Bilingual {
  return {ja: messages.ja.titles[asked], en: messages.en.titles[asked]};
}

/** What the buttons do. Whoever presses acts for themselves; what the card says is looked up again. */
export function whereaboutsActions({setting, finding, desk, office}: TurnDeps): CardAction[] {
  const action = <V extends Verb>(
    verb: V,
    changes: boolean,
    act: (speaker: Speaker, data: Data<V>) => Promise<Reply>,
  ): CardAction => ({
    ...{verb, version: VERSION, role: 'staff', where: 'private', changes},
    read: (data) => PRESSES[verb].safeParse(data).data,
    // `read` made it.
    act: async (speaker, data) => [await act(speaker, data as Data<V>)],
  });
  return [
    action('whereabouts.set', true, (speaker, data) => {
      if (data.where !== undefined) return setting.put(speaker, data.where, data.when);
      const where = placeOf(data);
      if (where === undefined) return setting.choose(speaker);
      const until = Number(data.in_until ?? '');
      const ends = Number.isInteger(until) && until > 0 && until < END_OF_DAY;
      return setting.put(speaker, where, ends ? {until} : {});
    }),
    action('whereabouts.choose', false, (speaker) => setting.choose(speaker)),
    action('whereabouts.clear', true, (speaker, {day}) => setting.clear(speaker, day)),
    action('whereabouts.one', false, (speaker, {person, day}) => finding.again(speaker, person, day)),
    action('whereabouts.floor', false, (speaker, {floor, site}) => {
      const at = floorOf(office(), floor, site);
      const {unknown} = messages[speaker.language].floor;
      return at === undefined
        ? Promise.resolve(noteReply(unknown, finding.sceneOf(speaker)))
        : finding.floor(speaker, at);
    }),
    action('whereabouts.privacy', false, (speaker) => setting.privacy(speaker)),
    action('whereabouts.save', true, async (speaker, data) => {
      await desk.save(speaker.account, (own) => ({...own, ...chosenOf(data)}), speaker.signal);
      return setting.privacy(speaker, true);
    }),
    action('whereabouts.for', true, (speaker, {person, where, when}) =>
      setting.putFor(speaker, person, where, when),
    ),
    action('whereabouts.giveback', true, (speaker, {day, op}) => setting.giveBack(speaker, day, op)),
  ];

  // A seat that was typed says more than the list above it.
  function placeOf({in_place: place = '', in_seat: seat = ''}: Data<'whereabouts.set'>): Where | undefined {
    const typed = readSeat(seat.normalize('NFKC'), office());
    if (typeof typed === 'object') return typed;
    const [site = '', floor = '', area = ''] = place.split('|');
    if (site === '' || !/^-?\d{1,2}$/.test(floor)) return undefined;
    return {kind: 'place', site, floor: Number(floor), ...(area === '' ? {} : {area})};
  }
}

function chosenOf({in_visibility, in_others, in_morning}: Data<'whereabouts.save'>) {
  const visibility: Visibility | undefined = VISIBILITIES.find((each) => each === in_visibility);
  const morning = MORNINGS.find((minute) => String(minute) === in_morning);
  return {visibility, othersMay: in_others === 'true', morning};
}
