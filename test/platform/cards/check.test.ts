import assert from 'node:assert/strict';
import fc from 'fast-check';
import {card, plain, pressButton, text} from '../../../src/platform/cards/card.ts';
import {cardProblems} from '../../../src/platform/cards/check.ts';

describe('cardProblems', () => {
  it('finds none in what the card functions make, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({minLength: 1, unit: 'binary'}), fc.nat(200), (content, cut) => {
        const end = Math.min(cut, content.length);
        const body = [text(content), plain(content, {start: Math.floor(end / 2), end})];
        assert.deepEqual(cardProblems(card(body, [pressButton('開く', 'a.b', 1)], content)), []);
      }),
    );
  });

  it('finds an element that Teams does not know', () => {
    assert.notDeepEqual(cardProblems(card([{type: 'Hologram'}], [], 'x')), []);
  });

  it('finds an element of a later version than the card says', () => {
    const old = {...card([text('x')], [pressButton('x', 'a.b', 1)], 'x'), version: '1.2'};
    assert.notDeepEqual(cardProblems(old), []);
  });

  it('finds nothing in six actions', () => {
    const buttons = Array.from({length: 6}, (_, i) => pressButton(`${i}`, 'a.b', 1));
    assert.deepEqual(cardProblems(card([text('x')], buttons, 'x')), []);
  });

  it('finds more than six actions', () => {
    const buttons = Array.from({length: 7}, (_, i) => pressButton(String(i), 'a.b', 1));
    assert.match(cardProblems(card([text('x')], buttons, 'x')).join(), /7 actions/);
  });

  it('finds a card that is too large for Teams', () => {
    assert.match(cardProblems(card([text('長'.repeat(50_000))], [], 'x')).join(), /bytes/);
  });
});

describe('pressButton', () => {
  it('says verb and version in its data as well, for clients that only submit', () => {
    const button = pressButton('開く', 'knowledge.open', 3, {open: 1});
    const data = {open: 1, verb: 'knowledge.open', v: 3};
    assert.deepEqual(button['data'], data);
    assert.deepEqual(button['fallback'], {type: 'Action.Submit', title: '開く', data});
  });
});
