import assert from 'node:assert/strict';
import {dayReply, stripOf, type DayView} from '../../../../src/features/booths/cards/overview.ts';
import {planReply} from '../../../../src/features/booths/cards/plan.ts';
import {refusalReply} from '../../../../src/features/booths/cards/refusal.ts';
import type {Scene} from '../../../../src/features/booths/cards/words.ts';
import {stepBeforeDay, stepOnDay} from '../../../../src/features/booths/planning/plan.ts';
import {availability} from '../../../../src/features/booths/rules/availability.ts';
import type {Breach} from '../../../../src/features/booths/rules/breach.ts';
import type {DayState} from '../../../../src/features/booths/rules/day-state.ts';
import {nowIn} from '../../../../src/features/booths/rules/stretch.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import {cardProblems} from '../../../../src/platform/cards/check.ts';
import type {Reply} from '../../../../src/platform/feature.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';
import {buttonsOf, visibleText} from '../../../support/bot.ts';
import {sampleOffice} from '../rules/sample.ts';

const ZONE = 'Asia/Tokyo';
const DAY = '2026-11-25';
const now = nowIn(Temporal.Instant.from('2026-11-24T00:00:00Z'), ZONE);
const EMPTY: DayState = {day: DAY, mine: [], occupied: [], openBookings: 0};

const scene = (office: Office, more: Partial<Scene> = {}): Scene => ({
  ...{language: 'ja', office, now, zone: ZONE, op: 'op', shared: false},
  ...more,
});

function cardOf(reply: Reply): Record<string, unknown> {
  assert.equal(reply.kind, 'card');
  assert.deepEqual(cardProblems(reply.card), []);
  return reply.card;
}

/** As many booths as the largest floor has. */
function forty(): Office {
  const office = sampleOffice();
  const [first] = office.booths;
  assert.ok(first !== undefined);
  const booths = Array.from({length: 40}, (_, i) => ({
    ...first,
    id: `b-${i}`,
    name: {ja: `ブース${i}`, en: `B${i}`},
  }));
  return {...office, booths};
}

describe('the card of a day', () => {
  const view = (office: Office, page: number): DayView => ({
    ...{day: DAY, page, last: '2026-12-08', days: availability(office.booths, EMPTY, office, now)},
  });

  it('holds twelve booths, and a button to the rest', () => {
    const office = forty();
    const pages = [0, 1, 2, 3].map((page) => cardOf(dayReply(view(office, page), scene(office))));
    const lines = pages.map((card) => visibleText(card).match(/▸/g)?.length);
    assert.deepEqual(lines, [12, 12, 12, 4]);
    assert.deepEqual(
      pages.map((card) => buttonsOf(card).has('続きのブース')),
      [true, true, true, false],
    );
    assert.equal(buttonsOf(pages[0]).get('続きのブース')?.['page'], 1);
  });

  it('counts a half-hour as free only where all of it is', () => {
    const [booth] = sampleOffice().booths;
    assert.ok(booth !== undefined);
    const hours = {from: 510, to: 630};
    const stretches = [
      {from: 510, to: 525, is: 'past'},
      {from: 525, to: 555, is: 'free'},
      {from: 555, to: 570, is: 'taken'},
      {from: 570, to: 600, is: 'mine'},
      {from: 600, to: 630, is: 'free'},
    ] as const;
    assert.equal(stripOf({booth, hours, stretches}), '・■◆□');
  });
});

describe('the way to a booking', () => {
  it('asks for the site where booths of the kind stand on several', () => {
    const office = sampleOffice();
    const [site] = office.sites;
    const [booth] = office.booths;
    assert.ok(site !== undefined && booth !== undefined);
    const two: Office = {
      ...office,
      sites: [site, {...site, id: 'annex', name: {ja: '分庁舎', en: 'Annex'}}],
      booths: [...office.booths, {...booth, id: 'far-1', site: 'annex'}],
    };
    const step = stepBeforeDay({kind: 'focus'}, two, now);
    assert.equal(step?.step, 'site');
    const buttons = buttonsOf(cardOf(planReply(step, scene(two))));
    assert.deepEqual(buttons.get('分庁舎')?.['draft'], {kind: 'focus', site: 'annex'});
  });

  it('says of a full day that it is', () => {
    const office = sampleOffice();
    const occupied = office.booths.map(({id}) => ({
      ...{booth: id, from: 510, to: 1200},
      by: {kind: 'booking', booking: 'x', mine: false} as const,
    }));
    const step = stepOnDay({kind: 'focus', day: DAY}, office, {...EMPTY, occupied}, now);
    assert.match(visibleText(cardOf(planReply(step, scene(office)))), /先に予約しています/);
  });

  it('without any booths says so', () => {
    const office = {...sampleOffice(), booths: []};
    const step = stepBeforeDay({}, office, now);
    assert.ok(step !== undefined);
    assert.match(visibleText(cardOf(planReply(step, scene(office)))), /登録されていません/);
  });
});

describe('a refusal', () => {
  const use = {from: 600, to: 780, minutes: 180};
  const BREACHES: readonly Breach[] = [
    {rule: 'unknown-booth'},
    {rule: 'invalid-time'},
    {rule: 'too-short', slot: 15},
    {rule: 'past'},
    {rule: 'beyond-horizon', last: '2026-12-08'},
    {rule: 'closed-day', why: {kind: 'weekend'}, next: '2026-11-30'},
    {rule: 'outside-hours', hours: {from: 510, to: 1200}},
    {rule: 'own-booking', stretch: {booking: 'x', booth: 'focus-1', kind: 'focus', from: 600, to: 660}},
    {rule: 'longest-use', longest: 120, use},
    {rule: 'day-cap', cap: 240, minutes: 300},
    {rule: 'open-bookings', most: 3},
    {rule: 'taken', by: {kind: 'booking', booking: 'x', mine: false}},
    {rule: 'taken', by: {kind: 'closed', reason: '清掃'}},
  ];
  const draft = {kind: 'focus', day: DAY, from: 600, minutes: 60};
  const office = sampleOffice();
  const [booth] = office.booths;
  assert.ok(booth !== undefined);
  const allowed = (['other-booth', 'other-time', 'other-time'] as const).map((label, i) => {
    return {label, booth, from: 660 + i * 60, to: 720 + i * 60};
  });

  for (const language of ['ja', 'en'] as const) {
    it(`by each rule has its sentence and a way on, in ${language}`, () => {
      const said = BREACHES.map((breach) => {
        const asked = {draft, wanted: {kind: 'focus'}};
        const card = cardOf(
          refusalReply({kind: 'refused', breach, allowed}, asked, scene(office, {language})),
        );
        assert.ok(buttonsOf(card).size >= 1);
        const text = visibleText(card);
        assert.doesNotMatch(text, /undefined|NaN|\[object/);
        if (language === 'en') assert.doesNotMatch(text.replace('清掃', ''), /[ぁ-んァ-ヶ一-龠]/);
        return text;
      });
      assert.equal(new Set(said).size, BREACHES.length);
    });
  }

  it('offers of one time share a token, so that only one of them is taken', () => {
    const breach: Breach = {rule: 'taken', by: {kind: 'booking', booking: 'x', mine: false}};
    const asked = {draft, wanted: {kind: 'focus'}};
    const card = cardOf(refusalReply({kind: 'refused', breach, allowed}, asked, scene(office)));
    const orders = [...buttonsOf(card).values()].filter(({verb}) => verb === 'booths.book');
    assert.equal(orders.length, 3);
    assert.equal(new Set(orders.map(({op}) => op)).size, 1);
  });
});
