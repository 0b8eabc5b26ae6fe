import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  END_OF_DAY,
  MOST_SAID,
  say,
  saidAt,
  timeline,
  unsayBooth,
  type DaySaid,
  type Said,
  type Where,
} from '../../../../src/features/whereabouts/rules/state.ts';

const place = (floor: number): Where => ({kind: 'place', site: 'main', floor});
const said = (where: Where, from: number, until = END_OF_DAY, at = `t${from}`): Said => ({
  where,
  from,
  until,
  at,
});

const anySaid = fc
  .record({
    where: fc.oneof(
      fc.integer({min: 1, max: 3}).map(place),
      fc.constantFrom<Where>({kind: 'home'}, {kind: 'out'}, {kind: 'leave'}, {kind: 'gone'}),
    ),
    from: fc.integer({min: 0, max: 1439}),
    length: fc.integer({min: 1, max: 1440}),
  })
  .map(({where, from, length}): Said => said(where, from, Math.min(END_OF_DAY, from + length)));
const anyDay = fc.array(anySaid, {maxLength: 12}).map((all) => all.map((one, i) => ({...one, at: `t${i}`})));

describe('a day as it was said', () => {
  it('gives back the place before, once what was said for some hours is over', () => {
    const day = say([said(place(6), 540)], said({kind: 'out', to: '県庁'}, 600, 720));
    assert.deepEqual(saidAt(day, 660)?.where, {kind: 'out', to: '県庁'});
    assert.deepEqual(saidAt(day, 720)?.where, place(6));
    assert.equal(saidAt(day, 539), undefined);
  });

  it('holds what was said last', () => {
    const day = [said(place(6), 540), said({kind: 'home'}, 560), said(place(5), 600, 630)].reduce<DaySaid>(
      say,
      [],
    );
    assert.deepEqual(
      timeline(day).map(({where, from, until}) => [where.kind, from, until]),
      [
        ['place', 540, 560],
        ['home', 560, 600],
        ['place', 600, 630],
        ['home', 630, 1440],
      ],
    );
  });

  it('is, as a timeline, what each minute says', () => {
    fc.assert(
      fc.property(anyDay, (all) => {
        const stretches = timeline(all);
        for (let minute = 0; minute < END_OF_DAY; minute += 7) {
          const one = stretches.find(({from, until}) => from <= minute && minute < until);
          assert.deepEqual(one?.where, saidAt(all, minute)?.where);
        }
        stretches.forEach((each, i) => assert.ok(i === 0 || (stretches[i - 1]?.until ?? 0) <= each.from));
      }),
    );
  });

  it('forgets only what nobody could see any more', () => {
    fc.assert(
      fc.property(anyDay, anySaid, (all, one) => {
        const kept = say(all, {...one, at: 'last'});
        const whole = [...all, {...one, at: 'last'}];
        for (let minute = 0; minute < END_OF_DAY; minute += 11) {
          assert.deepEqual(saidAt(kept, minute), saidAt(whole, minute));
        }
      }),
    );
  });

  it('stays short, however often it is said', () => {
    const all = Array.from({length: 100}, (_, i) => said(place(6), i, 1000 + i));
    assert.ok(all.reduce<DaySaid>(say, []).length <= MOST_SAID);
  });

  it('gives the place before back when a booth is left', () => {
    const booth: Where = {kind: 'place', site: 'main', floor: 6, booth: 'focus-1'};
    const day = say([said(place(5), 540)], said(booth, 600, 720));
    assert.deepEqual(saidAt(unsayBooth(day, 'focus-1'), 660)?.where, place(5));
    assert.deepEqual(saidAt(unsayBooth(day, 'focus-2'), 660)?.where, booth);
  });
});
