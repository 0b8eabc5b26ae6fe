import assert from 'node:assert/strict';
import {join} from 'node:path';
import {recogniser, type Asked} from '../../../src/features/booths/understanding/recognise.ts';
import {
  recogniseGreeting,
  recogniseHelp,
  recogniseMyData,
  recogniseThanks,
} from '../../../src/features/house/recognise.ts';
import {DEFAULT_ZONE, Temporal} from '../../../src/kernel/time.ts';
import {readYamlFile} from '../../../src/platform/content/yaml-file.ts';
import {NO_OFFICE, officeSchema} from '../../../src/platform/office/office.ts';
import {choose} from '../../../src/platform/understand/choose.ts';
import {recogniseIncident} from '../../../src/platform/understand/incident.ts';
import type {Choosable} from '../../../src/platform/understand/sentence.ts';
import {understand} from '../../../src/platform/understand/understand.ts';
import {INCIDENT_WORDS} from './incident-words.ts';
import {LABELLED, SAID_AT} from './sentences.ts';

const BOOTHS: readonly Asked[] = ['book', 'availability', 'mine', 'cancel', 'extend', 'release', 'checkin'];
const file = await readYamlFile(join('content', 'office.yaml'), officeSchema);
const office = file.kind === 'read' ? file.value : NO_OFFICE;

const INTENTS: readonly Choosable[] = [
  ...BOOTHS.map((asked) => ({name: `booths.${asked}`, recognise: recogniser(asked, () => office)})),
  {name: 'help', recognise: recogniseHelp},
  {name: 'greeting', recognise: recogniseGreeting},
  {name: 'thanks', recognise: recogniseThanks},
  {name: 'mydata', recognise: recogniseMyData},
  {name: 'incident', kind: 'emergency', recognise: (s) => recogniseIncident(s, INCIDENT_WORDS)},
  {name: 'knowledge.ask', kind: 'fallback', recognise: () => undefined},
];

/** The least share of sentences that must be understood, intent and every slot. */
const AT_LEAST = 0.97;

describe('the labelled sentences', () => {
  const results = LABELLED.map((item) => {
    const now = Temporal.Instant.from(item.now ?? SAID_AT);
    const sentence = understand(item.sentence, {now, zone: DEFAULT_ZONE, opens: 510, closes: 1035});
    const {intent, slots, because} = choose(INTENTS, sentence);
    const sorted = (object: object) =>
      JSON.stringify(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
    // An emergency is answered by its kind; what else it says is of no weight.
    const expected = sorted(item.intent === 'incident' ? {incident: item.slots['incident']} : item.slots);
    const got = sorted(item.intent === 'incident' ? {incident: slots['incident']} : slots);
    const right = intent.name === item.intent && got === expected;
    return {...item, right, got: `${intent.name} ${got} (${because})`, expected};
  });

  it('are many, and many of them are traps', () => {
    assert.ok(LABELLED.length >= 200, `${LABELLED.length} sentences`);
    assert.ok(LABELLED.filter((item) => item.trap).length >= 40);
    assert.equal(new Set(LABELLED.map((item) => item.sentence)).size, LABELLED.length, 'each stands once');
  });

  it(`are understood, ${AT_LEAST * 100} of 100 at the least`, () => {
    const misses = results.filter((result) => !result.right);
    const list = misses.map(
      (m) => `${m.sentence}\n    is    ${m.intent} ${m.expected}\n    taken for ${m.got}`,
    );
    if (misses.length > 0) console.log(`${misses.length} of ${results.length} missed:\n${list.join('\n')}`);
    assert.ok(misses.length <= results.length * (1 - AT_LEAST), list.join('\n'));
  });

  it('have no emergency that is missed', () => {
    const missed = results.filter(
      (result) => result.intent === 'incident' && !result.got.startsWith('incident'),
    );
    assert.deepEqual(
      missed.map((result) => result.sentence),
      [],
    );
  });
});
