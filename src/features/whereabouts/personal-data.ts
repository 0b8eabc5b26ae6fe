import type {Account} from '../../kernel/person.ts';
import type {Temporal} from '../../kernel/time.ts';
import {formatMinute, localTime} from '../../kernel/time.ts';
import type {HeldItem, PersonalData} from '../../platform/feature.ts';
import type {Office} from '../../platform/office/shape.ts';
import {partWords, whereWords, type Scene} from './cards/words.ts';
import {messages} from './messages.ts';
import {PLAN_DAYS, timeline} from './rules/state.ts';
import type {HiddenOnes} from './store/hidden.ts';
import type {Presence} from './store/presence.ts';
import type {SettingsStore} from './store/settings.ts';

export interface PersonalDataDeps {
  readonly presence: Presence;
  readonly settings: SettingsStore;
  readonly hidden: HiddenOnes;
  readonly office: () => Office;
  readonly zone: string;
  readonly now: () => Temporal.Instant;
}

/** What is held on a person: today and the coming plans, the settings, who asked for them today. */
export function whereaboutsData(deps: PersonalDataDeps): PersonalData {
  const {presence, settings, hidden, zone} = deps;
  const daysFrom = (now: Temporal.Instant) =>
    Array.from({length: PLAN_DAYS + 1}, (_, i) => localTime(now, zone).day.add({days: i}).toString());

  async function all(account: Account, signal: AbortSignal) {
    const now = deps.now();
    const days = daysFrom(now);
    const [own, askers, ...said] = await Promise.all([
      settings.of(account, signal),
      presence.askers(account, days[0] ?? '', signal),
      ...days.map((day) => presence.said(account, day, signal)),
    ]);
    const stretches = said.flatMap((day, i) => timeline(day).map((each) => ({...each, day: days[i] ?? ''})));
    return {now, own, askers, stretches};
  }

  return {
    async show(account, language, signal) {
      const {now, own, askers, stretches} = await all(account, signal);
      const {day, minute} = localTime(now, zone);
      const scene: Scene = {language, office: deps.office(), zone, day: day.toString(), minute, now};
      const m = messages[language];
      const item = (label: string, values: readonly string[], kept: string): HeldItem[] =>
        values.length === 0 ? [] : [{label, value: values.join('、'), kept}];
      const chosen = [
        ...(own.visibility === undefined ? [] : [m.settings.choices[own.visibility]]),
        ...(own.othersMay ? [m.data.othersMay] : []),
        ...(own.morning === undefined ? [] : [m.data.morning(formatMinute(own.morning))]),
      ];
      return [
        ...item(
          m.data.today,
          stretches.map((each) => `${whereWords(each.where, scene)} ${partWords(each, scene)}`.trim()),
          m.data.keptPlan,
        ),
        ...item(m.data.settings, chosen, m.data.keptSettings),
        ...item(
          m.data.usual,
          own.usual.map(({where}) => whereWords(where, scene)),
          m.data.keptSettings,
        ),
        ...item(m.data.asked, askers.length === 0 ? [] : [m.data.people(askers.length)], m.data.keptDay),
      ];
    },
    async export(account, signal) {
      const {own, askers, stretches} = await all(account, signal);
      // Who asked is the askers' own data as well: when is enough.
      return {said: stretches, settings: own, asked: askers.map(({at}) => at)};
    },
    async erase(account, signal) {
      let gone = 0;
      for (const day of daysFrom(deps.now())) gone += await presence.erase(account, day, signal);
      gone += await settings.erase(account, signal);
      await hidden.remove(account, signal);
      return gone;
    },
  };
}
