import assert from 'node:assert/strict';
import {search} from '../../../../src/features/whereabouts/finding/search.ts';
import {aboutOther} from '../../../../src/features/whereabouts/understanding/recognise.ts';
import {readSpoken} from '../../../../src/features/whereabouts/understanding/spoken.ts';
import {Temporal} from '../../../../src/kernel/time.ts';
import {buildNameIndex, type NameIndex} from '../../../../src/platform/directory/names/name-index.ts';
import {readYamlFile} from '../../../../src/platform/content/yaml-file.ts';
import {NO_OFFICE, officeSchema} from '../../../../src/platform/office/office.ts';
import {startBot, type TestBot} from '../../../support/bot.ts';
import {accountOf, SAMPLE_SECTIONS, SAMPLE_STAFF, sampleDirectory} from '../../../support/staff.ts';
import {HELD_OUT} from './held-out.ts';
import {LABELLED as FIRST} from './labelled.ts';

const AT_LEAST = 0.98;
const LABELLED = [...FIRST, ...HELD_OUT];
const directory = sampleDirectory();
const file = await readYamlFile('content/office.yaml', officeSchema);
const office = file.kind === 'read' ? file.value : NO_OFFICE;
const NOW = Temporal.Instant.from('2026-11-24T10:00:00+09:00');

describe('sentences about whereabouts', () => {
  let bot: TestBot;
  let names: NameIndex;
  const wrong: string[] = [];
  before(async () => {
    bot = await startBot({directory, clock: {now: () => NOW, monotonic: () => performance.now()}});
    names = await buildNameIndex(SAMPLE_STAFF, SAMPLE_SECTIONS);
  });
  after(() => bot.stop());

  /** What a sentence means, among all intents of the house. */
  function meaning(sentence: string): string {
    const choice = bot.house.talk.read(sentence, NOW);
    const {name} = choice.intent;
    if (choice.close.length > 1) return `which ${choice.close.map((each) => each.name).join(' ')}`;
    if (name === 'whereabouts.floor') return 'floor';
    if (name === 'whereabouts.find') {
      const asker = directory.memberOf(accountOf('000104'));
      const found = search(names.ask(choice.sentence.text), choice.slots.name, names, directory, asker);
      const numbers = (people: readonly {number: string}[]) =>
        people
          .map((each) => ` ${each.number}`)
          .sort()
          .join('');
      if (found.kind === 'one') return `one ${found.person.number}`;
      if (found.kind === 'several') return `several${numbers(found.people)}`;
      if (found.kind === 'board') return `board ${found.name}`;
      return `nobody${numbers(found.near)}`;
    }
    if (name !== 'whereabouts.set') return 'not';
    const spoken = readSpoken(choice.sentence, office);
    if (spoken !== undefined) return spoken.kind === 'said' ? `set ${spoken.where.kind}` : 'set unknown';
    const about = aboutOther(choice.sentence, names, office);
    if (about === undefined) return 'choose';
    const whom = search(about.asked, choice.sentence.slots.name, names, directory, undefined);
    return whom.kind === 'one' ? `other ${whom.person.number}` : `other ${whom.kind}`;
  }

  it(`are at least 150, and ${AT_LEAST * 100} % of them are understood, whom they ask for included`, () => {
    assert.ok(LABELLED.length >= 150);
    for (const [sentence, means] of LABELLED) {
      const got = meaning(sentence);
      if (got !== means) wrong.push(`${sentence}: ${got}, not ${means}`);
    }
    const share = 1 - wrong.length / LABELLED.length;
    if (process.env['SHOW_SHARE'] !== undefined) console.log(`      ${LABELLED.length} sentences, ${share}`);
    assert.ok(share >= AT_LEAST, wrong.join('\n'));
  });

  it('never take a remark about a colleague for the speaker’s own', () => {
    for (const [sentence, means] of LABELLED) {
      if (means.startsWith('other')) assert.match(meaning(sentence), /^(?:other|not|one)/, sentence);
    }
  });

  it('say until when, where two times or a return are said', () => {
    const when = (said: string) => {
      const spoken = readSpoken(bot.house.talk.read(said, NOW).sentence, office);
      return spoken?.kind === 'said' ? {date: undefined, dateEnd: undefined, ...spoken.when} : spoken;
    };
    const until = (minute: number) => ({date: undefined, dateEnd: undefined, from: undefined, until: minute});
    assert.deepEqual(when('午前中は在宅、午後から出勤します'), until(13 * 60));
    assert.deepEqual(when('これから現場に出ます。15時戻り'), until(15 * 60));
    assert.deepEqual(when('区役所の説明会に行ってきます。16時帰庁予定'), until(16 * 60));
  });

  it('take no day for where a trip goes', () => {
    for (const said of [
      '水曜から3日間出張',
      '明日から三日間出張',
      '本日出張です',
      '明日出張',
      '来週出張',
      '午後出張',
    ])
      assert.doesNotMatch(
        JSON.stringify(readSpoken(bot.house.talk.read(said, NOW).sentence, office)),
        /"to"/,
        said,
      );
  });

  it('keep no reason why somebody is on leave', () => {
    const spoken = readSpoken(bot.house.talk.read('体調不良のため本日お休みします', NOW).sentence, office);
    assert.equal(spoken?.kind, 'said');
    assert.doesNotMatch(JSON.stringify(spoken), /体調/);
  });

  it('never find who is not to stand in the list', () => {
    for (const [sentence] of LABELLED) assert.doesNotMatch(meaning(sentence), /000122|000128/, sentence);
  });
});
