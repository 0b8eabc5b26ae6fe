import assert from 'node:assert/strict';
import {join} from 'node:path';
import {recogniser, type Asked} from '../../../../src/features/booths/understanding/recognise.ts';
import {DEFAULT_ZONE, Temporal} from '../../../../src/kernel/time.ts';
import {readYamlFile} from '../../../../src/platform/content/yaml-file.ts';
import {NO_OFFICE, officeSchema} from '../../../../src/platform/office/office.ts';
import type {Office} from '../../../../src/platform/office/shape.ts';
import {understand} from '../../../../src/platform/understand/understand.ts';
import {FOR_BOOTHS, NOT_FOR_BOOTHS} from './sentences.ts';

const ASKED = Object.keys(FOR_BOOTHS) as Asked[];
const NOW = Temporal.Instant.from('2026-11-25T10:10:00+09:00');

describe('a sentence about booths', () => {
  let office: Office = NO_OFFICE;
  before(async () => {
    const file = await readYamlFile(join('content', 'office.yaml'), officeSchema);
    assert.equal(file.kind, 'read');
    office = file.value;
  });

  const claims = (text: string) => {
    const sentence = understand(text, {now: NOW, zone: DEFAULT_ZONE, opens: 510, closes: 1035});
    return ASKED.flatMap((asked) => {
      const claim = recogniser(asked, () => office)(sentence);
      return claim === undefined ? [] : [{asked, ...claim}];
    });
  };

  for (const asked of ASKED) {
    for (const text of FOR_BOOTHS[asked]) {
      it(`「${text}」 is for booths.${asked}, and for nothing else`, () => {
        assert.deepEqual(
          claims(text).map((claim) => claim.asked),
          [asked],
        );
      });
    }
  }

  for (const text of NOT_FOR_BOOTHS) {
    it(`「${text}」 is none of it`, () => {
      assert.deepEqual(claims(text), []);
    });
  }

  it('brings the booth or the kind that it names', () => {
    assert.deepEqual(claims('集中１番を15時から30分')[0]?.slots, {booth: 'focus-1', kind: 'focus'});
    assert.deepEqual(claims('Ｗｅｂ会議ブースを予約')[0]?.slots, {kind: 'web'});
    assert.deepEqual(claims('book a web-meeting booth')[0]?.slots, {kind: 'web'});
    assert.equal(claims('ブースを予約')[0]?.slots, undefined);
  });

  it('of 10,000 characters is read in no time, and is for nothing', () => {
    const began = performance.now();
    assert.deepEqual(claims('集中ブースを予約'.repeat(1250)), []);
    assert.ok(performance.now() - began < 200);
  });
});
