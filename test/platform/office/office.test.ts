import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import fc from 'fast-check';
import {parseYaml} from '../../../src/platform/content/yaml-file.ts';
import {MOST_MINUTES, moveOperations} from '../../../src/platform/office/check.ts';
import {boothByName} from '../../../src/platform/office/names.ts';
import {boothOf, boothsOfKind, kindOf, officeSchema, siteOf} from '../../../src/platform/office/office.ts';
import type {Office} from '../../../src/platform/office/shape.ts';

const TEXT = readFileSync(resolve(import.meta.dirname, '../../../content/office.yaml'), 'utf8');

function read(text: string): Office {
  const result = parseYaml(text, 'office.yaml', officeSchema);
  assert.equal(result.kind, 'read', JSON.stringify(result));
  return result.value;
}

/** The mistakes of the sample with one piece of its text replaced: line and English sentence. */
function mistakes(piece: string | RegExp, by: string): string[] {
  const changed = TEXT.replace(piece, by);
  assert.notEqual(changed, TEXT);
  const result = parseYaml(changed, 'office.yaml', officeSchema);
  assert.equal(result.kind, 'wrong');
  for (const {text} of result.problems) assert.match(text.ja, /[ぁ-ん]/);
  return result.problems.map(({line, text}) => `${line} ${text.en}`);
}

/** The line of the sample, or of its changed form, on which a piece stands. */
function lineOf(piece: string, text = TEXT): number {
  return text.slice(0, text.indexOf(piece)).split('\n').length;
}

describe('content/office.yaml', () => {
  const office = read(TEXT);

  it('has six focus booths of two hours without phones, and four web-meeting booths of four', () => {
    assert.equal(boothsOfKind(office, 'focus').length, 6);
    assert.equal(boothsOfKind(office, 'web').length, 4);
    const [focus, web] = [kindOf(office, 'focus'), kindOf(office, 'web')];
    assert.deepEqual(
      [focus?.longestUse, focus?.slot, focus?.gap, focus?.phone.allowed],
      [120, 15, 15, false],
    );
    assert.deepEqual([web?.longestUse, web?.openBookings, web?.releaseAfter], [240, 3, 15]);
    assert.equal(boothOf(office, 'web-d')?.floor, 6);
    assert.equal(boothOf(office, 'nowhere'), undefined);
  });

  it('has an area of each kind on the sixth floor', () => {
    const areas = siteOf(office, 'main')?.floors.find(({number}) => number === 6)?.areas ?? [];
    assert.equal(new Set(areas.map(({kind}) => kind)).size, 7);
  });
});

describe('an office file', () => {
  it('is refused where a booth stands nowhere or is of no kind, with the line', () => {
    const line = lineOf('- { id: focus-2');
    assert.deepEqual(
      mistakes(
        'id: focus-2, kind: focus, site: main, floor: 6',
        'id: focus-2, kind: focus, site: main, floor: 7',
      ),
      [`${line} booths.1.floor: "7" is not among sites.main.floors`],
    );
    assert.deepEqual(
      mistakes('id: focus-2, kind: focus, site: main', 'id: focus-2, kind: fokus, site: mein'),
      [
        `${line} booths.1.kind: "fokus" is not among kinds`,
        `${line} booths.1.site: "mein" is not among sites`,
      ],
    );
  });

  it('is refused where two things share an id, a name or an alias, whatever its width', () => {
    assert.deepEqual(mistakes('id: focus-2,', 'id: focus-1,'), [
      `${lineOf('- { id: focus-2')} booths.1.id: "focus1" is used by booths.0.id too`,
    ]);
    assert.deepEqual(mistakes('ja: 集中ブース3', 'ja: 集中ブース １'), [
      `${lineOf('- { id: focus-3')} booths.2.name.ja: "集中ブース1" is used by booths.0.name.ja too`,
    ]);
    assert.deepEqual(mistakes('en: Focus booth 4 }', 'en: Focus booth 4 }, aliases: [窓際の集中ブース]'), [
      `${lineOf('- { id: focus-4')} booths.3.aliases.0: "窓際の集中ブース" is used by booths.0.aliases.0 too`,
    ]);
    assert.deepEqual(mistakes('id: 6f-counter', 'id: 6f-lockers'), [
      `${lineOf('id: 6f-counter')} sites.0.floors.0.areas.6.id: "6f-lockers" is used by sites.0.floors.0.areas.5.id too`,
    ]);
    assert.match(mistakes('- id: web\n', '- id: focus\n')[0] ?? '', /^\d+ kinds\.1\.id: "focus" is used/);
  });

  it('is refused where times and lengths do not lie on slots', () => {
    assert.deepEqual(mistakes("hours: { from: '08:30'", "hours: { from: '08:40'"), [
      `${lineOf("hours: { from: '08:30'")} kinds.0.hours.from: 08:40 does not lie on a slot of 15 minutes`,
    ]);
    assert.deepEqual(mistakes('longestUse: 120', 'longestUse: 100'), [
      `${lineOf('longestUse: 120')} kinds.0.longestUse: 100 minutes are not whole slots of 15`,
    ]);
    assert.deepEqual(mistakes('slot: 15\n    longestUse: 120', 'slot: 30\n    longestUse: 120'), [
      `${lineOf('gap: 15')} kinds.0.gap: 15 minutes are not whole slots of 30`,
    ]);
    assert.deepEqual(mistakes('    slot: 15', '    slot: 20'), [
      `${lineOf('    slot: 15')} kinds.0.slot: a slot is 15, 30 or 60 minutes`,
    ]);
    assert.deepEqual(
      mistakes('    slot: 15', "    hoursOn: {wed: {from: '10:00', to: '10:00'}}\n    slot: 15"),
      [`${lineOf('    slot: 15')} kinds.0.hoursOn.wed: must end after it begins`],
    );
  });

  it('is refused where the night is shorter than the gap, over all days of the week', () => {
    const line = lineOf("hours: { from: '08:30'");
    const said = (pause: number, gap: number) => [
      `${line} kinds.0.hours: the nightly pause (${pause} minutes) is shorter than the gap (${gap}) that ends a use`,
    ];
    assert.deepEqual(
      mistakes("{ from: '08:30', to: '20:00' }", "{ from: '00:00', to: '24:00' }"),
      said(0, 15),
    );
    // Each day alone has its night; late on one and early on the next there is none.
    const change = "{ from: '08:30', to: '24:00' }\n    hoursOn: {thu: {from: '00:00', to: '12:00'}}";
    assert.deepEqual(mistakes("{ from: '08:30', to: '20:00' }", change), said(0, 15));
    read(TEXT.replace("{ from: '08:30', to: '20:00' }", "{ from: '00:15', to: '24:00' }"));
  });

  it('is refused where a booking could not be moved in one transaction', () => {
    const wide = TEXT.replaceAll("{ from: '08:30', to: '20:00' }", "{ from: '06:00', to: '22:00' }");
    read(wide.replace('longestUse: 120', 'longestUse: 720'));
    const result = parseYaml(wide.replace('longestUse: 120', 'longestUse: 735'), 'office.yaml', officeSchema);
    assert.equal(result.kind, 'wrong');
    assert.match(
      result.problems[0]?.text.en ?? '',
      /moving 735 minutes takes 102 rows at once, more than 100; 720 /,
    );
    fc.assert(
      fc.property(fc.integer({min: 1, max: 96}), (quarters) => {
        assert.equal(moveOperations(quarters * 15) <= 100, quarters * 15 <= MOST_MINUTES);
      }),
    );
  });

  it('is refused where a cap is below one use, or a release leaves no time for its notice', () => {
    assert.match(
      mistakes('longestUse: 120', 'dayCap: 60\n    longestUse: 120')[0] ?? '',
      /dayCap: the cap a day/,
    );
    assert.match(
      mistakes('releaseAfter: 15', 'releaseAfter: 5')[0] ?? '',
      /releaseAfter: must be 10 minutes/,
    );
    assert.match(mistakes('longestUse: 120', 'longestUse: 705')[0] ?? '', /longer than the hours \(690\)/);
  });

  it('is refused where days cannot be, end before they begin, or stand twice', () => {
    const [closed, line] = ["day: '2027-02-12'", lineOf("day: '2027-02-12'")];
    assert.deepEqual(mistakes(closed, "day: '2027-02-29'"), [
      `${line} calendars.sites.main.closed.0.day: YYYY-MM-DD`,
    ]);
    assert.deepEqual(mistakes(closed, `${closed}, until: '2027-02-11'`), [
      `${line} calendars.sites.main.closed.0.until: ends on 2027-02-11, before it begins on 2027-02-12`,
    ]);
    assert.deepEqual(mistakes(closed, `${closed}, until: '2051-02-11'`), [
      `${line} calendars.sites.main.closed.0: must lie in 1970 to 2050`,
    ]);
    const twice = `open:\n        - { day: '2027-02-10', until: '2027-02-12', name: {ja: 開庁, en: open} }\n  sections:`;
    assert.deepEqual(mistakes('  sections:', `      ${twice}`), [
      `${lineOf('  sections:') + 1} calendars.sites.main.open.0: a day of it stands in closed.0 too`,
    ]);
    assert.deepEqual(mistakes('    main:\n', '    mein:\n'), [
      `${lineOf('    main:\n') + 1} calendars.sites.mein: "mein" is not among sites`,
    ]);
    assert.match(mistakes("from: '12-29'", "from: '13-29'")[0] ?? '', /yearEnd\.from: MM-DD/);
  });
});

describe('boothByName', () => {
  const office = read(TEXT);
  const named = (text: string) => {
    const found = boothByName(office, text);
    return found.kind === 'booth' ? found.booth.id : found.kind;
  };

  it('knows a booth by each of its names, in either width, with numerals of either kind', () => {
    for (const {id, name, aliases} of office.booths) {
      for (const form of [id, name.ja, name.en, ...aliases])
        assert.equal(named(`明日 ${form} を予約`), id, form);
    }
    for (const text of [
      '集中ブース１',
      '集中ﾌﾞｰｽ1',
      '集中1番',
      '集中の1番',
      '集中ブース 一',
      'FOCUS BOOTH 1',
      'focus 1',
    ]) {
      assert.equal(named(text), 'focus-1', text);
    }
    for (const text of [
      'ブースA',
      'ブースａ',
      'Ｗｅｂ会議ブースＡ',
      'ウェブ会議ブースA',
      'book web booth a at ten',
    ]) {
      assert.equal(named(text), 'web-a', text);
    }
  });

  it('takes no length, time, floor or longer number for a booth', () => {
    for (const text of [
      '集中ブース1時間',
      '集中ブース 2 時間',
      '集中ブース3階',
      '集中ブース12',
      '集中ブース',
      'focus 2 hours',
      '',
    ]) {
      assert.equal(named(text), 'none', text);
    }
  });

  it('asks back where several booths have the number', () => {
    const changed = read(TEXT.replace('ja: Web会議ブースA', 'ja: Web会議ブース1'));
    const found = boothByName(changed, 'ブース1を');
    assert.deepEqual(found.kind === 'several' && found.booths.map(({id}) => id), ['focus-1', 'web-a']);
    const full = boothByName(changed, 'Web会議ブース1');
    assert.equal(full.kind === 'booth' && full.booth.id, 'web-a');
    const first = boothByName(changed, '集中ブース1');
    assert.equal(first.kind === 'booth' && first.booth.id, 'focus-1');
  });
});
