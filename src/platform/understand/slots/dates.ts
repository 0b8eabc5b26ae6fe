import {Temporal} from '../../../kernel/time.ts';
import type {Slots, Trouble} from '../sentence.ts';
import type {Reference} from './calendar.ts';
import {DATE_FORMS, type Meaning} from './date-forms.ts';
import {after, before, take, type Hit} from './reading.ts';

// 12/2から11/30まで is a slip, not a year less two days.
const LONGEST_DAYS = 183;

/** The dates that a text says, and the text that is left. */
export interface Dates {
  readonly slots: Pick<Slots, 'date' | 'dateEnd'>;
  readonly troubles: readonly Trouble[];
  readonly left: string;
}

/**
 * Reads one date or a range of dates.
 *
 * Without a year: the next occurrence, or the last one if that was at most 31 days ago; a weekday beside it
 * decides otherwise. A bare weekday lies after today, a bare day of the month on or after it. 「金曜まで」 gives
 * `dateEnd` alone.
 *
 * @param text folded, with digits for kanji numerals
 */
export function readDates(text: string, today: Temporal.PlainDate): Dates {
  let left = text;
  const found: Hit<Meaning>[] = [];
  for (const form of DATE_FORMS) {
    const taken = take(left, form.pattern, (match) => {
      const from = match.index ?? 0;
      return form.read(match.groups ?? {}, text.slice(0, from), text.slice(from + match[0].length));
    });
    found.push(...taken.hits);
    left = taken.left;
  }
  found.sort((a, b) => a.index - b.index);
  const [one, two] = found;
  if (one === undefined) return {slots: {}, troubles: [], left};

  const troubles: Trouble[] = [];
  const resolve = (hit: Hit<Meaning>, from: Reference): Temporal.PlainDate | undefined => {
    const date = hit.value(from);
    if (date === undefined) troubles.push({kind: 'no-such-date', text: hit.text.trim()});
    return date;
  };
  const first = resolve(one, {today});
  if (first === undefined) return {slots: {}, troubles, left};

  if (
    two !== undefined &&
    /^\s?(?:から|より|~|-|to|through|until|till)\s?$/iu.test(left.slice(one.end, two.index))
  ) {
    const last = resolve(two, {today, first});
    if (
      last !== undefined &&
      (Temporal.PlainDate.compare(last, first) < 0 || first.until(last).days > LONGEST_DAYS)
    ) {
      troubles.push({kind: 'end-before-start', text: text.slice(one.index, two.end)});
    }
    const fits = troubles.length === 0 && last !== undefined;
    return {slots: {date: first.toString(), ...(fits ? {dateEnd: last.toString()} : {})}, troubles, left};
  }
  const days = /(?:から|より|starting)/iu.test(left)
    ? /(?:から|より).*?(\d{1,2})(日間?|週間)(?![前後目])/u.exec(left)
    : null;
  const english = /\bfor\s(\d{1,2})\s(days|weeks)\b/iu.exec(left);
  const length = days ?? english;
  if (length !== null) {
    const count = Number(length[1]) * (/週|week/i.test(length[2] ?? '') ? 7 : 1);
    const rest = take(
      left,
      /\d{1,2}(?:日間?|週間)(?![前後目])|\bfor\s\d{1,2}\s(?:days|weeks)\b/giu,
      () => true,
    ).left;
    if (count >= 1) {
      return {
        slots: {date: first.toString(), dateEnd: first.add({days: count - 1}).toString()},
        troubles,
        left: rest,
      };
    }
  }
  const endsThen =
    /^(?:まで|迄)/u.test(after(left, one.end)) ||
    /\b(?:until|till|through|by)$/iu.test(before(left, one.index));
  return {slots: endsThen ? {dateEnd: first.toString()} : {date: first.toString()}, troubles, left};
}
