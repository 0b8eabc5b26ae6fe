import type {Account, Language} from '../../kernel/person.ts';
import type {Temporal} from '../../kernel/time.ts';
import type {HeldItem, PersonalData} from '../../platform/feature.ts';
import type {Office} from '../../platform/office/shape.ts';
import {boothWords, kindWords, whenWords, type Scene} from './cards/words.ts';
import {messages} from './messages.ts';
import {nowIn, type Now} from './rules/stretch.ts';
import type {BackOffice} from './store/back-office.ts';
import type {BoothDesk} from './store/desk.ts';

export interface PersonalDataDeps {
  readonly desk: BoothDesk & Pick<BackOffice, 'erase'>;
  readonly office: () => Office;
  readonly zone: string;
  readonly now: () => Temporal.Instant;
}

/** What is held on a person: coming bookings and waits. What is over becomes counts without persons. */
export function boothData({desk, office, zone, now}: PersonalDataDeps): PersonalData {
  const present = (): Now => nowIn(now(), zone);
  return {
    async show(account, language, signal) {
      const at = present();
      const scene: Scene = {language, office: office(), now: at, zone, op: '', shared: false};
      const {bookings, waits} = await all(account, at, signal);
      const {data} = messages[language];
      return [
        ...item(
          data.bookings,
          bookings.map((each) => `${boothWords(each.booth, scene)} ${whenWords(each.day, each, scene)}`),
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
      ];
    },
    export: async (account, signal) => {
      const {bookings, waits} = await all(account, present(), signal);
      return {
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
    const [bookings, waits] = await Promise.all([
      desk.bookings(account, at, signal),
      desk.waits(account, at, signal),
    ]);
    return {bookings, waits};
  }
}

function item(label: string, values: readonly string[], kept: string, language: Language): HeldItem[] {
  const {list, data} = messages[language];
  return values.length === 0 ? [] : [{label, value: list(values), kept, stays: data.stays}];
}
