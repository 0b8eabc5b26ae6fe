import assert from 'node:assert/strict';
import fc from 'fast-check';
import {findPersonalNumbers} from '../../src/kernel/personal-numbers.ts';

// Written anew and another way about than in the code: the check digit that makes eleven digits whole.
function withCheckDigit(eleven: readonly number[]): string {
  const weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
  const rest = eleven.reduce((sum, digit, i) => sum + digit * weights[i]!, 0) % 11;
  return [...eleven, rest < 2 ? 0 : 11 - rest].join('');
}

function withLuhn(digits: readonly number[]): string {
  for (let check = 0; check < 10; check++) {
    const all = [...digits, check].reverse();
    const sum = all.reduce((s, d, i) => s + (i % 2 === 0 ? d : Math.floor((d * 2) / 10) + ((d * 2) % 10)), 0);
    if (sum % 10 === 0) return all.reverse().join('');
  }
  throw new Error('no check digit fits');
}

const digit = fc.integer({min: 0, max: 9});
const eleven = fc.array(digit, {minLength: 11, maxLength: 11});
const card = fc.array(digit, {minLength: 13, maxLength: 15}).map(withLuhn);
const separator = fc.constantFrom('', ' ', '　', '-', '‐', '‑', '–', '—', '−', 'ー', '－', ' ');
const width = fc.constantFrom('half', 'full', 'mixed');
const around = fc.constantFrom(
  ['', ''],
  ['番号は', 'です'],
  ['私の番号：', '。'],
  ['(', ')'],
  ['😀 ', '\n2行目'],
  ['№', '\t5'],
);

/** A number as people type it: groups of a size, one separator, any width. */
const typed = (number: fc.Arbitrary<string>) =>
  fc.record({number, size: fc.integer({min: 1, max: 8}), separator, width, around}).map((how) => {
    const groups = how.number.match(new RegExp(`.{1,${how.size}}`, 'g'))!;
    const wide = (c: string, i: number) =>
      /\d/.test(c) && (how.width === 'full' || (how.width === 'mixed' && i % 2 === 0))
        ? String.fromCharCode(c.charCodeAt(0) + 0xfee0)
        : c;
    const text = groups.join(how.separator).split('').map(wide).join('');
    return {text, before: how.around[0], after: how.around[1]};
  });

const kinds = (text: string) => findPersonalNumbers(text).map((n) => n.kind);

describe('personal numbers', () => {
  it('finds every individual number in every width and spacing, and says where', () => {
    fc.assert(
      fc.property(typed(eleven.map(withCheckDigit)), ({text, before, after}) => {
        assert.deepEqual(findPersonalNumbers(before + text + after), [
          {kind: 'individual-number', index: before.length, length: text.length},
        ]);
      }),
      {numRuns: 1000},
    );
  });

  it('passes twelve digits with a wrong check digit', () => {
    const wrong = fc
      .tuple(eleven.map(withCheckDigit), fc.integer({min: 1, max: 9}))
      .map(([number, by]) => number.slice(0, 11) + String((Number(number[11]) + by) % 10));
    fc.assert(
      fc.property(typed(wrong), ({text, before, after}) => {
        assert.deepEqual(findPersonalNumbers(before + text + after), []);
      }),
      {numRuns: 1000},
    );
  });

  it('finds every payment card of 14 to 16 digits', () => {
    fc.assert(
      fc.property(typed(card), ({text, before, after}) => {
        assert.deepEqual(findPersonalNumbers(before + text + after), [
          {kind: 'payment-card', index: before.length, length: text.length},
        ]);
      }),
      {numRuns: 1000},
    );
  });

  it('passes a corporate number of thirteen digits, and any longer number that holds a right one', () => {
    fc.assert(
      fc.property(eleven.map(withCheckDigit), digit, digit, (number, first, last) => {
        assert.deepEqual(findPersonalNumbers(`法人番号 ${first}${number}`), []);
        assert.deepEqual(findPersonalNumbers(`T${number}${last}`), []);
        assert.deepEqual(findPersonalNumbers(`${number}-${first}${last}${first}${last}${first}`), []);
        assert.deepEqual(findPersonalNumbers(`12345678${number}`), []);
      }),
    );
  });

  it('finds a number beside other numbers', () => {
    const number = withCheckDigit([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    const spaced = number.replace(/(.{4})(?=.)/g, '$1 ');
    assert.deepEqual(kinds(`${number} 2026-11-24`), ['individual-number']);
    assert.deepEqual(kinds(`5 ${number} 090-1234-5678`), ['individual-number']);
    assert.deepEqual(kinds(`${spaced} 03-1234-5678`), ['individual-number']);
    assert.deepEqual(kinds(`佐藤,${number},1985/4/1`), ['individual-number']);
    assert.deepEqual(kinds(`1,${number},2`), ['individual-number']);
    assert.deepEqual(kinds(`${number} と ${number}`), ['individual-number', 'individual-number']);
    assert.deepEqual(kinds(`mynumber${number}`), ['individual-number']);
    assert.deepEqual(kinds(number.split('').join('\u200b')), ['individual-number']);
    assert.deepEqual(
      kinds(
        number
          .split('')
          .map((d) => `${d}\ufe0f\u20e3`)
          .join(''),
      ),
      ['individual-number'],
    );
  });

  it('does not read two separators in a row, a tab or a line end as one number', () => {
    const number = withCheckDigit([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]);
    for (const between of ['--', '  ', ' -', '\n', '\t', '/', '.', ',']) {
      assert.deepEqual(kinds(number.slice(0, 6) + between + number.slice(6)), [], JSON.stringify(between));
    }
  });

  it('finds a bank account near its words', () => {
    for (const text of [
      '口座番号は1234567です',
      '普通 1234567',
      '当座預金１２３４５６７',
      'さくら支店 普通 ７６５４３２１',
      '1234567（普通）',
      '口座 0001-001-1234567',
      'みなと支店 123 1234567',
    ]) {
      assert.deepEqual(kinds(text), ['bank-account'], text);
    }
    assert.deepEqual(findPersonalNumbers('口座は１２３４５６７'), [
      {kind: 'bank-account', index: 3, length: 7},
    ]);
  });

  it('passes telephones, dates, numbers of staff, postcodes and machine ids', () => {
    for (const text of [
      '03-1234-5678',
      '090-1234-5678 まで',
      '+81 90 1234 5678',
      '+81-90-1234-5678',
      '2026-11-24 2026-11-25',
      '2026年11月24日 14:30',
      '職員番号 1234567',
      '内線 1234567',
      '口座の件、職員番号1234567の者です',
      '支店の住所は〒123-4567です',
      '支店の住所は〒1234567です',
      '整理番号 1234567',
      '口座について伺います。さて、話は変わりますが、番号は1234567です',
      '口座 12345678',
      '口座 123456',
      '6F-C-12',
      '192.168.100.100',
    ]) {
      assert.deepEqual(findPersonalNumbers(text), [], text);
    }
    const twelve = withCheckDigit([4, 4, 6, 6, 5, 5, 4, 4, 0, 0, 0]);
    assert.deepEqual(findPersonalNumbers(`550e8400-e29b-41d4-a716-${twelve}`), []);
    assert.deepEqual(findPersonalNumbers(`sha1 ${'ab12'.repeat(5)}${twelve}`), []);
  });

  it('reads a long text in time that grows with its length alone', () => {
    assert.deepEqual(findPersonalNumbers('1 '.repeat(50_000)), []);
    assert.deepEqual(findPersonalNumbers(`1${'\u200b'.repeat(50_000)}`), []);
  });

  it('reads a line of digits in no time', () => {
    const before = performance.now();
    assert.deepEqual(findPersonalNumbers('1'.repeat(300_000)), []);
    assert.deepEqual(findPersonalNumbers('12 '.repeat(100_000)), []);
    assert.ok(performance.now() - before < 10_000);
  });
});
