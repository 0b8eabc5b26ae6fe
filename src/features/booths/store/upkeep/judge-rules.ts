import {calendarOf, hoursOn, isOpen} from '../../../../platform/office/calendar.ts';
import {boothOf, kindOf} from '../../../../platform/office/office.ts';
import {QUARTER, type Office} from '../../../../platform/office/shape.ts';
import {keyOf} from '../tables/rows.ts';
import {groupBy, holding, tell, type Day, type Problem} from './judge-rows.ts';

/** Whether bookings keep to the rules, counted minute by minute. */
export function checkRules(day: Day, office: Office, problems: Problem[]): void {
  for (const {id, booth: boothId, kind: kindId, from, to, status} of holding(day)) {
    const rule = (why: string) => tell(problems, 'rule', day.day, keyOf.booking(id), why);
    const booth = boothOf(office, boothId);
    const kind = kindOf(office, kindId);
    if (booth === undefined || kind === undefined || booth.kind !== kindId) {
      rule('no such booth');
      continue;
    }
    const hours = hoursOn(kind, day.day);
    if (from % QUARTER !== 0 || to % QUARTER !== 0 || from >= to) rule('not on whole quarters');
    if (from < hours.from || to > hours.to) rule('outside the hours');
    if (status !== 'ended' && from % kind.slot !== 0) rule('not on a slot');
    if (!isOpen(calendarOf(office, {site: booth.site}), day.day)) rule('on a closed day');
  }
  const persons = groupBy(holding(day), ({account, kind}) => `${account} ${kind}`);
  for (const [key, bookings] of persons) {
    if (key.startsWith(' ')) continue;
    const [first] = bookings;
    const kind = first && kindOf(office, first.kind);
    if (first === undefined || kind === undefined) continue;
    const used = new Array<boolean>(1440).fill(false);
    for (const {from, to} of bookings) used.fill(true, from, to);
    const rk = keyOf.booking(first.id);
    const longest = longestUse(used, kind.gap);
    if (longest > kind.longestUse) tell(problems, 'rule', day.day, rk, `a use of ${longest} minutes`);
    const sum = used.filter(Boolean).length;
    if (kind.dayCap !== undefined && sum > kind.dayCap)
      tell(problems, 'rule', day.day, rk, `${sum} minutes a day`);
  }
}

/** Minute by minute: a pause of the gap's length ends a use. */
function longestUse(used: readonly boolean[], gap: number): number {
  let [longest, current, pause] = [0, 0, 0];
  for (const minute of used) {
    if (minute) [current, pause] = [current + 1, 0];
    else if (++pause >= gap) current = 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
