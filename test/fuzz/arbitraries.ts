import fc, {type Arbitrary} from 'fast-check';
import type {Person} from '../support/bot.ts';
import {TENANT} from '../support/bot.ts';
import type {Pressed, World} from './world.ts';

/** An activity that may be anything, and what it is told apart by when it fails. */
export type Odd = Readonly<Record<string, unknown>>;

/** Names that every object has: a table that is asked for one without care finds something. */
const INHERITED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then'];

const PIECES = [
  ...[
    '明日',
    '14時から',
    '25時',
    '2月30日',
    '令和8年',
    '３時間',
    '6階',
    '6F-C-12',
    'B1',
    '-1階',
    '0時から0時まで',
  ],
  ...[
    '集中ブース',
    '予約',
    'キャンセル',
    '延長',
    '居場所',
    '在宅',
    '出張',
    '休み',
    '帰ります',
    'どこ？',
    '登録',
  ],
  ...[
    '田中',
    '隠野',
    '係長',
    '財政課',
    'うちの課',
    'さん',
    '研修',
    '受講',
    '自分のデータ',
    '派遣の人は？',
    'とは',
  ],
  ...[
    '<at>しごとば</at>',
    '&nbsp;',
    '&#0;',
    '&#x110000;',
    '[x](javascript:alert(1))',
    '**',
    '|',
    '=HYPERLINK("x")',
  ],
  ...[
    '\u0000',
    '\u202e',
    '\u200d',
    '\ud800',
    '\udc00',
    '\ufeff',
    '🏳️‍🌈',
    'é̂̃̄',
    'ﷺ',
    '𠮷',
    '　',
    '\n',
    'where is ',
    'book ',
  ],
];

/** What people and programs write, and what nobody would. */
const text: Arbitrary<string> = fc.oneof(
  {weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), {maxLength: 6}).map((all) => all.join(''))},
  {weight: 2, arbitrary: fc.string({unit: 'binary', maxLength: 40})},
  {weight: 2, arbitrary: fc.string({unit: 'grapheme', maxLength: 40})},
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...PIECES), fc.integer({min: 1, max: 300}))
      .map(([a, n]) => a.repeat(n)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...INHERITED, '', ' ', 'null', 'NaN', '../../etc/passwd', "' or 1=1 --"),
  },
);

const deep = fc.tuple(fc.integer({min: 10, max: 2_000}), fc.boolean()).map(([depth, list]) => {
  let at: unknown = 1;
  for (let i = 0; i < depth; i++) at = list ? [at] : {data: at};
  return at;
});

/** Any JSON: nested, huge, with names that objects inherit. */
const anything: Arbitrary<unknown> = fc.oneof(
  {weight: 6, arbitrary: fc.jsonValue({maxDepth: 3})},
  {weight: 3, arbitrary: text},
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, 0, -1, 1e308, -0.5, 2 ** 53, '', [], {}, [null]),
  },
  {weight: 1, arbitrary: deep},
  {weight: 1, arbitrary: fc.constantFrom(...INHERITED).map((name) => withOwn({}, name, {polluted: true}))},
  {weight: 1, arbitrary: fc.integer({min: 1, max: 60_000}).map((n) => 'あ'.repeat(n))},
);

// An assignment to `__proto__` would set it; over the wire it is a property like any other.
function withOwn(object: Odd, name: string, value: unknown): Odd {
  const copy = {...object};
  Object.defineProperty(copy, name, {value, enumerable: true, configurable: true, writable: true});
  return copy;
}

/** An activity in which some fields are anything at all. */
function damaged(of: Arbitrary<Odd>, most = 2): Arbitrary<Odd> {
  const fields = [
    'type',
    'id',
    'text',
    'value',
    'name',
    'entities',
    'attachments',
    'channelData',
    'conversation',
  ];
  const more = [
    'from',
    'recipient',
    'locale',
    'replyToId',
    'channelId',
    'serviceUrl',
    'timestamp',
    'action',
    'membersAdded',
  ];
  const change = fc.tuple(fc.constantFrom(...fields, ...more, ...INHERITED), anything);
  return fc
    .tuple(of, fc.array(change, {maxLength: most}))
    .map(([activity, changes]) =>
      changes.reduce((held, [name, value]) => withOwn(held, name, value), activity),
    );
}

const KINDS = [
  ...[
    'message',
    'conversationUpdate',
    'installationUpdate',
    'messageReaction',
    'messageUpdate',
    'messageDelete',
  ],
  ...[
    'event',
    'typing',
    'trace',
    'handoff',
    'endOfConversation',
    'contactRelationUpdate',
    'suggestion',
    'command',
  ],
  ...['commandResult', 'invokeResponse', 'delay', 'unknown', 'Invoke', ''],
];
const INVOKES = [
  ...['adaptiveCard/action', 'message/submitAction', 'task/fetch', 'task/submit', 'composeExtension/query'],
  ...[
    'composeExtension/submitAction',
    'composeExtension/fetchTask',
    'composeExtension/queryLink',
    'application/search',
  ],
  ...['fileConsent/invoke', 'signin/verifyState', 'signin/tokenExchange', 'signin/failure', 'config/fetch'],
  ...['config/submit', 'tab/fetch', 'tab/submit', 'actionableMessage/executeAction', 'search', ''],
];

/** All that may come in through the door, from people with rights to nothing but their own things. */
export function activities(world: Pick<World, 'bot' | 'others' | 'actions' | 'drawn'>) {
  const {bot, others, actions, drawn} = world;
  let count = 0;
  const envelope = fc
    .tuple(fc.constantFrom(...others), fc.constantFrom('personal', 'personal', 'groupChat', 'channel'))
    .map(([by, place]) => envelopeOf(by, place, bot.connector.url, () => `fuzz-${++count}`));

  const message = fc.tuple(envelope, text, fc.option(anything)).map(([around, said, value]) => ({
    ...around,
    type: 'message',
    text: said,
    ...(value === null ? {} : {value}),
  }));
  const other = fc
    .tuple(
      envelope,
      fc.constantFrom(...KINDS),
      fc.option(text),
      fc.constantFrom('add', 'remove', 'add-upgrade', 'x'),
    )
    .map(([around, type, name, action]) => ({...around, type, name, action, membersAdded: [{id: '29:new'}]}));
  const invoke = fc
    .tuple(envelope, fc.constantFrom(...INVOKES), anything)
    .map(([around, name, value]) => ({...around, type: 'invoke', name, value}));
  const press = fc
    .tuple(
      envelope,
      pressed(
        actions.map(({verb}) => verb),
        drawn,
      ),
      fc.integer({min: 0, max: 19}),
    )
    .map(([around, data, how]) =>
      // One in twenty as a client without Action.Execute sends it.
      how === 0
        ? {...around, type: 'message', text: '', value: data}
        : {
            ...around,
            type: 'invoke',
            name: 'adaptiveCard/action',
            value: {action: {type: 'Action.Execute', verb: data['verb'], data}, trigger: 'manual'},
          },
    );
  return {
    press,
    rest: fc.oneof(
      {weight: 1, arbitrary: message},
      {weight: 3, arbitrary: other},
      {weight: 3, arbitrary: invoke},
      {weight: 4, arbitrary: damaged(fc.oneof(message, other, invoke, press), 3)},
      {weight: 1, arbitrary: anything.map((body) => body as Odd)},
    ),
  };
}

function envelopeOf(by: Person, place: string, serviceUrl: string, newId: () => string): Odd {
  return {
    id: newId(),
    channelId: 'msteams',
    serviceUrl,
    from: {id: by.id, name: by.name, aadObjectId: by.objectId},
    recipient: {id: '28:shigotoba', name: 'しごとば'},
    conversation: {
      id: place === 'personal' ? `personal-${by.id}` : `${place}-1`,
      conversationType: place,
      tenantId: TENANT,
      ...(place === 'personal' ? {} : {isGroup: true}),
    },
    channelData: {tenant: {id: TENANT}},
  };
}

/** A press of any verb: as it was drawn for somebody else, changed by hand, or made up of what buttons carry. */
function pressed(verbs: readonly string[], drawn: readonly Pressed[]): Arbitrary<Pressed> {
  const values = new Map<string, unknown[]>();
  for (const data of drawn) {
    for (const [key, value] of Object.entries(data)) values.set(key, [...(values.get(key) ?? []), value]);
  }
  for (const [key, more] of Object.entries(EXTRA)) values.set(key, [...(values.get(key) ?? []), ...more]);
  const known = [...values.keys()];
  const valueOf = (key: string): Arbitrary<unknown> =>
    fc.oneof(
      {weight: 5, arbitrary: fc.constantFrom(...(values.get(key) ?? [1]))},
      {weight: 1, arbitrary: anything},
    );
  const change = fc
    .oneof(fc.constantFrom(...known), fc.constantFrom(...INHERITED))
    .chain((key) => fc.tuple(fc.constant(key), fc.constantFrom('set', 'set', 'drop'), valueOf(key)));
  const changed = fc
    .tuple(fc.constantFrom(...drawn), fc.array(change, {minLength: 1, maxLength: 3}))
    .map(([data, changes]) =>
      changes.reduce<Pressed>((held, [key, how, value]) => {
        if (how === 'set') return withOwn(held, key, value);
        return Object.fromEntries(Object.entries(held).filter(([name]) => name !== key));
      }, data),
    );
  // With a value for every field that any button has, each verb finds what it reads.
  const made = fc
    .tuple(
      fc.constantFrom(...verbs),
      fc.record(Object.fromEntries(known.map((key) => [key, sane(values.get(key) ?? [])]))),
    )
    .map(([verb, data]) => ({...data, verb, v: 1}));
  return fc.oneof(
    {weight: 2, arbitrary: fc.constantFrom(...drawn)},
    {weight: 4, arbitrary: changed},
    {weight: 4, arbitrary: made},
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...INHERITED, ''), anything).map(([verb, v]) => ({verb, v})),
    },
  );
}

const sane = (held: readonly unknown[]) => fc.constantFrom(...(held.length === 0 ? [1] : held));

/** What no button that was drawn happened to carry. */
const EXTRA: Readonly<Record<string, readonly unknown[]>> = {
  person: ['p-000103', 'p-000122', 'p-000999', ''],
  day: ['2026-11-24', '2026-02-30', '9999-12-31', ''],
  until: ['2026-12-31', 900],
  round: ['2026', ''],
  course: ['harassment', 'no-such'],
  where: [
    {kind: 'home'},
    {kind: 'place', site: 'main', floor: 6},
    {kind: 'out', to: '[県庁](https://x.example)'},
  ],
  when: [{}, {date: '2026-11-24', from: 600, until: 700}, {date: '2026-11-26', dateEnd: '2026-11-24'}],
  site: ['main', '__proto__'],
  floor: [6, 60],
  page: [0, 99],
  session: ['feb-12', '__proto__'],
  section: ['1010', 'x'],
  in_people: ['p-000103', ''],
  in_attended: ['p-000103,p-000104', ','],
  in_q0: ['4', 'x'],
  file: ['no-such', '__proto__'],
  in_course: ['harassment', 'harassment|feb-12'],
  exempt: [true],
  in_reason: ['1', 'x'],
  kind: ['lost-device', 'focus', 'constructor'],
  wait: ['2026-11-24.x'],
  generation: ['x'],
  intent: ['whereabouts.find', 'house.help', '__proto__'],
  q: ['集中ブースは何時間まで？'],
  sentence: ['隠野さんどこ？', '田中太郎さんどこ？'],
};
