import type {Account, Language} from '../../kernel/person.ts';
import type {Temporal} from '../../kernel/time.ts';
import type {HeldItem, PersonalData} from '../../platform/feature.ts';
import type {Office} from '../../platform/office/shape.ts';
import {boothWords, dayWords, kindWords, whenWords, type Scene} from './cards/words.ts';
import {messages} from './messages.ts';
import {nowIn, type Now} from './rules/stretch.ts';
import type {BackOffice, PastDay} from './store/back-office.ts';
import type {BoothDesk} from './store/desk.ts';

export interface PersonalDataDeps {
  readonly desk: BoothDesk & Pick<BackOffice, 'erase' | 'past'>;
  readonly office: () => Office;
  readonly zone: string;
  readonly now: () => Temporal.Instant;
}

/** What is held on a person: coming bookings and waits, and what is over until it becomes counts without persons. */
export function boothData({desk, office, zone, now}: PersonalDataDeps): PersonalData {
  const present = (): Now => nowIn(now(), zone);
  return {
    async show(account, language, signal) {
      const at = present();
      const scene: Scene = {language, office: office(), now: at, zone, op: '', shared: false};
      const {bookings, waits, past} = await all(account, at, signal);
      const {data, list} = messages[language];
      const said = (days: readonly PastDay[]) =>
        days.flatMap(({day, stretches}) =>
          stretches.length === 0
            ? [dayWords(day, scene)]
            : stretches.map((each) => `${boothWords(each.booth, scene)} ${whenWords(day, each, scene)}`),
        );
      const before = said(past.filter(({day}) => day < at.day));
      const earlier = said(past.filter(({day}) => day === at.day));
      return [
        ...item(
          data.bookings,
          [
            ...earlier,
            ...bookings.map((each) => `${boothWords(each.booth, scene)} ${whenWords(each.day, each, scene)}`),
          ],
          data.kept,
          language,
        ),
        ...item(
          data.waits,
          waits.map(({wanted, ...each}) => {
            const name = 'booth' in wanted ? boothWords(wanted.booth, scene) : kindWords(wanted.kind, scene);
            return `${name} ${whenWords(each.day, each, scene)}`;
          }),
          data.kept,
          language,
        ),
        // Over, so that nothing is kept for anybody: it can go.
        ...(before.length === 0 ? [] : [{label: data.past, value: list(before), kept: data.kept}]),
      ];
    },
    export: async (account, signal) => {
      const {bookings, waits, past} = await all(account, present(), signal);
      return {
        past,
        bookings: bookings.map(({placed, ...rest}) => ({...rest, placed: placed.toString()})),
        waits: waits.map(({id, day, from, to, wanted, since, status}) => ({
          ...{id, day, from, to, wanted, status},
          since: since.toString(),
        })),
      };
    },
    erase: (account, signal) => desk.erase(account, present(), signal),
  };

  async function all(account: Account, at: Now, signal: AbortSignal) {
    const [bookings, waits, past] = await Promise.all([
      desk.bookings(account, at, signal),
      desk.waits(account, at, signal),
      desk.past(account, at, signal),
    ]);
    return {bookings, waits, past};
  }
}

function item(label: string, values: readonly string[], kept: string, language: Language): HeldItem[] {
  const {list, data} = messages[language];
  return values.length === 0 ? [] : [{label, value: list(values), kept, stays: data.stays}];
}
