import type {z} from 'zod/v4';
import type {Bilingual} from '../../kernel/person.ts';
import {formatMinutePadded} from '../../kernel/time.ts';
import {HOLIDAY_YEARS} from './holidays.ts';
import {givenForms, spokenForm} from './names.ts';
import {QUARTER, WEEKDAYS, type BoothKind, type CalendarRules, type Hours, type Office} from './shape.ts';

/** What the tables take in one transaction. */
const MOST_OPERATIONS = 100;
/** The longest use that can be moved: twelve hours. */
export const MOST_MINUTES = ((MOST_OPERATIONS - 4) / 2) * QUARTER;

/** Tells of one mistake. */
type Tell = (path: PropertyKey[], text: Bilingual) => void;

/** What the parts of an office must be to each other, told with the place of each mistake. */
export function checkOffice({value: office, issues}: z.core.ParsePayload<Office>): void {
  const tell: Tell = (path, text) => {
    issues.push({code: 'custom', input: office, path, params: {text}});
  };
  checkPlaces(office, tell);
  checkCalendars(office, tell);
  const kinds = office.kinds.map(({id}, i) => ({text: id, path: ['kinds', i, 'id']}));
  tellDuplicates(kinds, tell);
  office.kinds.forEach((kind, i) => checkKind(kind, ['kinds', i], tell));
  checkBooths(office, tell);
}

function checkPlaces({sites}: Office, tell: Tell): void {
  tellDuplicates(
    sites.map(({id}, i) => ({text: id, path: ['sites', i, 'id']})),
    tell,
  );
  sites.forEach(({floors}, i) => {
    tellDuplicates(
      floors.map(({number}, j) => ({text: String(number), path: ['sites', i, 'floors', j, 'number']})),
      tell,
    );
  });
  const areas = sites.flatMap(({floors}, i) =>
    floors.flatMap(({areas: here}, j) =>
      here.map(({id}, k) => ({text: id, path: ['sites', i, 'floors', j, 'areas', k, 'id']})),
    ),
  );
  tellDuplicates(areas, tell);
}

function checkCalendars({sites, calendars}: Office, tell: Tell): void {
  for (const id of Object.keys(calendars.sites)) {
    if (!sites.some((site) => site.id === id)) tellUnknown(['calendars', 'sites', id], id, 'sites', tell);
  }
  checkOwnDays(calendars.organisation, ['calendars', 'organisation'], tell);
  for (const scope of ['sites', 'sections'] as const) {
    for (const [name, rules] of Object.entries(calendars[scope])) {
      checkOwnDays(rules, ['calendars', scope, name], tell);
    }
  }
}

function checkOwnDays(rules: CalendarRules, at: PropertyKey[], tell: Tell): void {
  const days = (['closed', 'open'] as const).flatMap((list) =>
    rules[list].map(({day, until = day}, i) => ({day, until, path: [...at, list, i]})),
  );
  const {first, last} = HOLIDAY_YEARS;
  days.forEach(({day, until, path}, i) => {
    if (until < day) {
      tell([...path, 'until'], {
        ja: `終わりの日 ${until} が始まりの日 ${day} より前です。`,
        en: `ends on ${until}, before it begins on ${day}`,
      });
    }
    if (Number(day.slice(0, 4)) < first || Number(until.slice(0, 4)) > last) {
      tell(path, {
        ja: `${first}年から${last}年までの日を書いてください。`,
        en: `must lie in ${first} to ${last}`,
      });
    }
    // Two entries for one day would leave it to their order what holds.
    const other = days.slice(0, i).find((earlier) => earlier.day <= until && day <= earlier.until);
    if (other !== undefined) {
      const place = other.path.slice(-2).map(String).join('.');
      tell(path, {ja: `同じ日が ${place} にもあります。`, en: `a day of it stands in ${place} too`});
    }
  });
}

function checkKind(kind: BoothKind, at: PropertyKey[], tell: Tell): void {
  const {slot, longestUse, gap, dayCap, releaseAfter} = kind;
  if (slot % QUARTER !== 0 || 60 % slot !== 0) {
    tell([...at, 'slot'], {ja: '枠は15分、30分、60分のどれかです。', en: 'a slot is 15, 30 or 60 minutes'});
    return;
  }
  const whole = {longestUse, gap, ...(dayCap === undefined ? {} : {dayCap})};
  for (const [name, value] of Object.entries(whole)) {
    if (value % slot === 0) continue;
    tell([...at, name], {
      ja: `${value}分は枠（${slot}分）の倍数ではありません。`,
      en: `${value} minutes are not whole slots of ${slot}`,
    });
  }
  if (dayCap !== undefined && dayCap < longestUse) {
    tell([...at, 'dayCap'], {
      ja: `1日の上限（${dayCap}分）が1回の上限（${longestUse}分）より短くなっています。`,
      en: `the cap a day (${dayCap} minutes) is below the longest use (${longestUse})`,
    });
  }
  // The notice of a release goes out five minutes before it.
  if (releaseAfter < 10) {
    tell([...at, 'releaseAfter'], {ja: '10分以上にしてください。', en: 'must be 10 minutes or more'});
  }
  const operations = moveOperations(longestUse);
  if (operations > MOST_OPERATIONS) {
    tell([...at, 'longestUse'], {
      ja: `${longestUse}分の予約を移すには一度に${operations}行の書き込みが要り、${MOST_OPERATIONS}行を超えます。${MOST_MINUTES}分以下にしてください。`,
      en: `moving ${longestUse} minutes takes ${operations} rows at once, more than ${MOST_OPERATIONS}; ${MOST_MINUTES} minutes are the most`,
    });
  }
  checkHours(kind, at, tell);
}

/**
 * The rows that a move of a booking of this length writes at once: a slot row for each quarter left and each taken,
 * the booking, the person's day, the operation, and a wait that is served.
 */
export function moveOperations(minutes: number): number {
  return 2 * (minutes / QUARTER) + 4;
}

function checkHours({slot, longestUse, gap, hours, hoursOn}: BoothKind, at: PropertyKey[], tell: Tell): void {
  const all: {path: PropertyKey[]; hours: Hours}[] = [{path: [...at, 'hours'], hours}];
  for (const weekday of WEEKDAYS) {
    const own = hoursOn[weekday];
    if (own !== undefined) all.push({path: [...at, 'hoursOn', weekday], hours: own});
  }
  for (const {path, hours: h} of all) {
    for (const end of ['from', 'to'] as const) {
      if (h[end] % slot === 0) continue;
      tell([...path, end], {
        ja: `${formatMinutePadded(h[end])} は枠（${slot}分）の境目ではありません。`,
        en: `${formatMinutePadded(h[end])} does not lie on a slot of ${slot} minutes`,
      });
    }
    if (h.to - h.from < slot) {
      tell(path, {ja: '終わりが始まりより後ではありません。', en: 'must end after it begins'});
    }
  }
  // From the latest closing to the earliest opening, whatever the days: then no use goes over midnight.
  const closes = Math.max(...all.map((entry) => entry.hours.to));
  const opens = Math.min(...all.map((entry) => entry.hours.from));
  const pause = 1440 - closes + opens;
  if (pause < gap) {
    tell([...at, 'hours'], {
      ja: `夜の休み（${pause}分）が、利用の区切り（${gap}分）より短くなっています。`,
      en: `the nightly pause (${pause} minutes) is shorter than the gap (${gap}) that ends a use`,
    });
  }
  const longestDay = Math.max(...all.map((entry) => entry.hours.to - entry.hours.from));
  if (longestUse > longestDay) {
    tell([...at, 'longestUse'], {
      ja: `1回の上限（${longestUse}分）が、開いている時間（${longestDay}分）より長くなっています。`,
      en: `the longest use (${longestUse} minutes) is longer than the hours (${longestDay})`,
    });
  }
}

function checkBooths({sites, kinds, booths}: Office, tell: Tell): void {
  booths.forEach(({kind, site: siteId, floor}, i) => {
    if (!kinds.some(({id}) => id === kind)) tellUnknown(['booths', i, 'kind'], kind, 'kinds', tell);
    const site = sites.find(({id}) => id === siteId);
    if (site === undefined) tellUnknown(['booths', i, 'site'], siteId, 'sites', tell);
    else if (!site.floors.some(({number}) => number === floor)) {
      tellUnknown(['booths', i, 'floor'], String(floor), `sites.${siteId}.floors`, tell);
    }
  });
  const names = booths.flatMap((booth, i) =>
    givenForms(booth).map((form) => ({text: form, path: placeOf(booth, form, i)})),
  );
  tellDuplicates(names, tell);
}

// Where a name that two booths share was written.
function placeOf(booth: Office['booths'][number], form: string, index: number): PropertyKey[] {
  const at = ['booths', index];
  if (spokenForm(booth.id) === form) return [...at, 'id'];
  const alias = booth.aliases.findIndex((name) => spokenForm(name) === form);
  if (alias >= 0) return [...at, 'aliases', alias];
  return [...at, 'name', spokenForm(booth.name.ja) === form ? 'ja' : 'en'];
}

function tellDuplicates(entries: readonly {text: string; path: PropertyKey[]}[], tell: Tell): void {
  const seen = new Map<string, PropertyKey[]>();
  for (const {text, path} of entries) {
    const first = seen.get(text);
    if (first === undefined) seen.set(text, path);
    else {
      const place = first.map(String).join('.');
      tell(path, {
        ja: `「${text}」は ${place} でも使われています。`,
        en: `"${text}" is used by ${place} too`,
      });
    }
  }
}

function tellUnknown(path: PropertyKey[], text: string, where: string, tell: Tell): void {
  tell(path, {ja: `「${text}」は ${where} にありません。`, en: `"${text}" is not among ${where}`});
}
