import {formatMinute} from '../../../kernel/time.ts';
import {card, facts, text, type Element} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import {VISIBILITIES, type Policy, type Settings} from '../rules/visibility.ts';
import {press} from './verbs.ts';
import type {Scene} from './words.ts';

/** The hours at which the morning card may come. */
export const MORNINGS = [8 * 60, 8 * 60 + 30, 9 * 60, 9 * 60 + 30];
const DEFAULT = 'default';
const NEVER = 'never';

export interface PrivacyView {
  readonly settings: Settings;
  readonly policy: Policy;
  readonly manager: boolean;
  readonly saved: boolean;
  /** Who asked for the person today, with the time. */
  readonly asked: readonly {readonly name: string | undefined; readonly minute: number}[];
}

/** Who sees where one is, and who asked for one today. */
export function privacyReply(view: PrivacyView, scene: Scene): CardReply {
  const m = messages[scene.language].settings;
  const {settings, policy} = view;
  const least = view.manager ? policy.managersAtLeast : undefined;
  const body: Element[] = [
    text(m.title, 'title'),
    ...(view.saved ? [text(`✓ ${m.saved}`, 'strong')] : []),
    {
      ...{type: 'Input.ChoiceSet', id: 'in_visibility', label: m.visibility, wrap: true, style: 'expanded'},
      value: settings.visibility ?? DEFAULT,
      choices: [
        {title: m.choices.default(m.choices[policy.visibility]), value: DEFAULT},
        ...VISIBILITIES.map((each) => ({title: m.choices[each], value: each})),
      ],
    },
    ...(least === undefined ? [] : [text(m.least(m.choices[least]), 'quiet')]),
    {
      ...{type: 'Input.Toggle', id: 'in_others', title: m.others, wrap: true},
      ...{valueOn: 'true', valueOff: 'false', value: String(settings.othersMay)},
    },
    {
      ...{type: 'Input.ChoiceSet', id: 'in_morning', label: m.morning},
      value: settings.morning === undefined ? NEVER : String(settings.morning),
      choices: [
        {title: m.never, value: NEVER},
        ...MORNINGS.map((minute) => ({title: m.at(formatMinute(minute)), value: String(minute)})),
      ],
    },
    text(m.asked, 'strong'),
    view.asked.length === 0
      ? text(m.askedNone, 'quiet')
      : facts(view.asked.map(({name, minute}) => [formatMinute(minute), name ?? m.someone] as const)),
  ];
  const buttons = [press(m.save, 'whereabouts.save', {})];
  return {kind: 'card', card: card(body, buttons, m.title), summary: messages[scene.language].summary};
}
