import assert from 'node:assert/strict';
import sinon from 'sinon';
import {CodedError} from '../../../src/kernel/errors.ts';
import type {Role} from '../../../src/kernel/person.ts';
import {Temporal} from '../../../src/kernel/time.ts';
import {NO_METRICS} from '../../../src/platform/telemetry/metrics.ts';
import type {CardAction, Intent, Reply, Turn} from '../../../src/platform/feature.ts';
import type {Audit} from '../../../src/platform/access/audit.ts';
import {createLog} from '../../../src/platform/log.ts';
import {createTalk, MESSAGE_MS, PRESS_MS, type Answer, type Heard} from '../../../src/platform/talk/talk.ts';
import {buttonsOf, visibleText} from '../../support/bot.ts';

const account = {tenant: 'tenant', objectId: 'person-7'};
const heard: Heard = {account, place: 'personal', language: 'ja'};
const says = (text: string): Reply[] => [{kind: 'text', text}];

/** An intent that claims what holds its word. */
function intent(name: string, word: string, more: Partial<Intent> = {}, score = 0.9): Intent {
  return {
    name,
    title: {ja: `${name}のこと`, en: `about ${name}`},
    role: 'staff',
    where: 'anywhere',
    changes: false,
    recognise: ({normal}) => (normal.includes(word) ? {score, because: word} : undefined),
    examples: {ja: [word], en: [word]},
    answer: ({language}) => Promise.resolve(says(`${name} ${language}`)),
    ...more,
  };
}

const rest = intent('rest', '休', {kind: 'fallback', recognise: () => undefined});

const A_MINUTE = 20;

type Recorded = Parameters<Audit['record']>[0];

function setUp(
  intents: readonly Intent[],
  actions: readonly CardAction[] = [],
  roles: readonly Role[] = ['staff'],
) {
  const logged: string[] = [];
  let monotonic = 0;
  const recorded: Recorded[] = [];
  const talk = createTalk({
    intents: [...intents, rest],
    actions,
    rolesOf: () => roles,
    takers: [],
    aMinute: A_MINUTE,
    audit: {record: (entry) => Promise.resolve(void recorded.push(entry))},
    clock: {now: () => Temporal.Instant.from('2026-11-24T01:00:00Z'), monotonic: () => monotonic},
    log: createLog('debug', {write: (line) => void logged.push(line)}),
    newId: () => 'abcdef12-3456',
    metrics: NO_METRICS,
    world: (now) => ({now, zone: 'Asia/Tokyo', opens: 510, closes: 1035}),
    onPersonalNumber: (_speaker, kinds) => Promise.resolve(says(`number: ${kinds.join()}`)),
  });
  return {talk, logged, recorded, pass: (ms: number) => void (monotonic += ms)};
}

const shown = (answer: Answer) => visibleText([answer.here, answer.privately]);

describe('a turn that fails', () => {
  const broken = intent('broken', '壊', {
    answer: ({sentence}) => Promise.reject(new Error(`cannot read ${sentence.text}`)),
  });

  it('is answered with a card: what happened, a reference, the same again, help', async () => {
    const {talk} = setUp([broken]);
    const answer = await talk.hear(heard, '壊れた椅子の相談');
    assert.match(shown(answer), /うまくいきませんでした/);
    assert.match(shown(answer), /abcdef12/);
    assert.deepEqual(
      [...buttonsOf(answer.here)].map(([title, data]) => [title, data['says']]),
      [
        ['もう一度', '壊れた椅子の相談'],
        ['使い方を見る', 'ヘルプ'],
      ],
    );
  });

  it('leaves the reference and nothing of what was said in the log', async () => {
    const {talk, logged} = setUp([broken]);
    await talk.hear(heard, '壊れた椅子の相談');
    assert.match(logged.join(''), /"reference":"abcdef12"/);
    assert.doesNotMatch(logged.join(''), /椅子|person-7/);
  });

  it('is answered in the language of the sentence', async () => {
    const {talk} = setUp([intent('broken', 'chair', {answer: () => Promise.reject(new Error('no'))})]);
    assert.match(shown(await talk.hear(heard, 'my chair')), /Something failed.*abcdef12/);
  });

  it('says so where storage is out of reach', async () => {
    const gone = new CodedError('storage/unreachable', {reason: 'ECONNREFUSED'});
    const {talk} = setUp([intent('gone', '壊', {answer: () => Promise.reject(gone)})]);
    assert.match(shown(await talk.hear(heard, '壊れた')), /保存先につながりません/);
  });

  it('is caught in a press too, which has nothing to say again', async () => {
    const action: CardAction = {
      ...{verb: 'test.press', version: 1, role: 'staff', where: 'anywhere', changes: true},
      read: () => ({}),
      act: () => Promise.reject(new Error('no')),
    };
    const {talk} = setUp([], [action]);
    const answer = await talk.press(heard, 'test.press', {v: 1});
    assert.match(shown(answer), /abcdef12/);
    assert.deepEqual([...buttonsOf(answer.here).keys()], ['使い方を見る']);
    assert.equal(answer.inPlace, true);
  });
});

describe('a turn that takes too long', () => {
  let time: sinon.SinonFakeTimers;
  beforeEach(() => {
    time = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
  });
  afterEach(() => time.restore());

  it('is answered at the deadline, and told to end', async () => {
    let signal: AbortSignal | undefined;
    const hangs = intent('hangs', '遅', {
      answer: (turn: Turn) => {
        ({signal} = turn);
        return new Promise<never>(() => undefined);
      },
    });
    const {talk} = setUp([hangs]);
    const answers: Answer[] = [];
    void talk.hear(heard, '遅い').then((answer) => answers.push(answer));
    await time.tickAsync(MESSAGE_MS - 1);
    assert.equal(answers.length, 0);
    await time.tickAsync(1);
    assert.match(answers.map(shown).join(''), /時間内に答えられません/);
    assert.equal(signal?.aborted, true);
  });

  it('has the less time the longer it waited before', async () => {
    const action: CardAction = {
      ...{verb: 'test.press', version: 1, role: 'staff', where: 'anywhere', changes: true},
      read: () => ({}),
      act: () => new Promise<never>(() => undefined),
    };
    const {talk, pass} = setUp([], [action]);
    pass(1_000);
    const answers: Answer[] = [];
    void talk.press({...heard, since: 0}, 'test.press', {v: 1}).then((answer) => answers.push(answer));
    await time.tickAsync(PRESS_MS - 1_001);
    assert.equal(answers.length, 0);
    await time.tickAsync(1);
    assert.equal(answers.length, 1);
  });

  it('leaves no timer when it ends in time', async () => {
    const {talk} = setUp([]);
    await talk.hear(heard, '何か');
    assert.equal(time.countTimers(), 0);
  });
});

describe('who may', () => {
  it('is asked of each intent and each press', async () => {
    const answer = sinon.fake.resolves(says('secret'));
    const act = sinon.fake.resolves(says('secret'));
    const action: CardAction = {
      ...{verb: 'test.press', version: 1, role: 'operator', where: 'anywhere', changes: true},
      read: () => ({}),
      act,
    };
    const {talk} = setUp([intent('guarded', '秘', {role: 'operator', answer})], [action]);
    assert.match(shown(await talk.hear(heard, '秘密')), /権限がありません/);
    assert.match(shown(await talk.press(heard, 'test.press', {v: 1})), /権限がありません/);
    assert.equal(answer.callCount + act.callCount, 0);
  });

  it('is asked of a choice between two as well', async () => {
    const {talk} = setUp([intent('guarded', '秘', {role: 'operator'})]);
    const data = {v: 1, verb: 'talk.choose', intent: 'guarded', sentence: '秘密'};
    assert.match(shown(await talk.press(heard, 'talk.choose', data)), /権限がありません/);
  });
});

describe('a sentence that two claim', () => {
  const both = [intent('book', '席', {}, 0.8), intent('find', '席', {}, 0.75), intent('far', '席', {}, 0.5)];

  it('is asked back with a button for each that is close', async () => {
    const {talk} = setUp(both);
    const answer = await talk.hear(heard, '席のこと');
    assert.match(shown(answer), /どちらのことですか/);
    assert.match(shown(answer), /席のこと/);
    assert.deepEqual([...buttonsOf(answer.here).keys()], ['bookのこと', 'findのこと']);
  });

  it('is answered by the one that is pressed, on the same card', async () => {
    const {talk} = setUp(both);
    const data = buttonsOf((await talk.hear(heard, '席のこと')).here).get('findのこと');
    const answer = await talk.press(heard, String(data?.['verb']), data);
    assert.equal(shown(answer).trim(), 'find ja');
    assert.equal(answer.inPlace, true);
  });

  it('is no way round what must not be taken in', async () => {
    const {talk} = setUp(both);
    const data = {v: 1, verb: 'talk.choose', intent: 'find', sentence: '席 1234 5678 9018'};
    assert.match(shown(await talk.press(heard, 'talk.choose', data)), /古くなった/);
  });
});

describe('where it is said', () => {
  it('decides where what concerns a person goes', async () => {
    const {talk} = setUp([intent('own', '私', {where: 'private'})]);
    const answer = await talk.hear({...heard, place: 'channel'}, '私の予定');
    assert.match(visibleText(answer.here), /個人チャットでお答えします/);
    assert.equal(visibleText(answer.privately).trim(), 'own ja');
  });
});

describe('a flood', () => {
  it('is told once to wait, and not heard until a minute has gone', async () => {
    const {talk, pass} = setUp([intent('own', '私')]);
    const answers: string[] = [];
    for (let i = 0; i < A_MINUTE + 5; i++) answers.push(shown(await talk.hear(heard, '私')).trim());
    assert.equal(answers[A_MINUTE - 1], 'own ja');
    assert.match(answers[A_MINUTE] ?? '', /少し休みます/);
    assert.deepEqual(answers.slice(A_MINUTE + 1), ['', '', '', '']);
    // Somebody else is heard meanwhile.
    const other = {...heard, account: {...account, objectId: 'person-8'}};
    assert.equal(shown(await talk.hear(other, '私')).trim(), 'own ja');
    pass(60_000);
    assert.equal(shown(await talk.hear(heard, '私')).trim(), 'own ja');
  });

  it('never holds up an emergency', async () => {
    const {talk} = setUp([intent('incident', '紛失', {kind: 'emergency'})]);
    for (let i = 0; i < A_MINUTE + 5; i++) await talk.hear(heard, '私');
    assert.equal(shown(await talk.hear(heard, '紛失した')).trim(), 'incident ja');
  });

  it('of presses is held up as well', async () => {
    const {talk} = setUp([intent('own', '私')]);
    for (let i = 0; i < A_MINUTE; i++) await talk.press(heard, 'no.such', {v: 1});
    assert.match(shown(await talk.press(heard, 'no.such', {v: 1})), /少し休みます/);
  });
});

describe('a role', () => {
  const act = intent('rule', '変更', {role: 'operator', changes: true});

  it('is asked for, and what is done with it leaves a row', async () => {
    const without = setUp([act]);
    assert.match(shown(await without.talk.hear(heard, '変更')), /権限がありません/);
    const actor = 'tenant~person-7';
    const row = {actor, role: 'operator', action: 'rule', subject: ''};
    assert.deepEqual(without.recorded, [{...row, outcome: 'refused'}]);
    const having = setUp([act], [], ['staff', 'operator']);
    assert.equal(shown(await having.talk.hear(heard, '変更')).trim(), 'rule ja');
    assert.deepEqual(having.recorded, [{...row, outcome: 'allowed'}]);
  });

  it('leaves none where nothing changes, or where everybody may', async () => {
    const {talk, recorded} = setUp(
      [intent('look', '見る', {role: 'operator'}), intent('book', '予約', {changes: true})],
      [],
      ['staff', 'operator'],
    );
    await talk.hear(heard, '見る');
    await talk.hear(heard, '予約');
    assert.deepEqual(recorded, []);
  });
});
