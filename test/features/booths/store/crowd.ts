import type {BookResult, BoothDesk} from '../../../../src/features/booths/store/desk.ts';
import type {Account} from '../../../../src/kernel/person.ts';
import type {Now} from '../../../../src/features/booths/rules/stretch.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';
import {sampleOffice} from '../rules/sample.ts';

/** The sample with ten focus booths. */
export function wideOffice(): Office {
  const office = sampleOffice();
  const [one] = office.booths;
  if (one === undefined) throw new Error('no booth');
  const booths = Array.from({length: 10}, (_, i) => ({...one, id: `focus-${i + 1}`}));
  return {...office, booths};
}

/**
 * People who all order at once, some a booth by name and some any: hours from nine to five, so that most must be
 * refused.
 */
export function bookAtOnce(
  desks: readonly BoothDesk[],
  many: number,
  day: string,
  now: Now,
  prefix = 'p',
): Promise<BookResult[]> {
  return Promise.all(
    Array.from({length: many}, (_, i) => {
      const who: Account = {tenant: 'city', objectId: `${prefix}${i}`};
      const wanted = i % 3 === 0 ? {kind: 'focus'} : {booth: `focus-${(i % 10) + 1}`};
      const from = 540 + 60 * (Math.floor(i / 10) % 8) + 15 * (i % 4);
      const order = {op: `${prefix}${i}`, wanted, day, from, to: from + 60};
      const desk = desks[i % desks.length];
      if (desk === undefined) throw new Error('no desk');
      return desk.book(who, order, now);
    }),
  );
}
