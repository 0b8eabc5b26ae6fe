import assert from 'node:assert/strict';
import fc from 'fast-check';
import {activities, type Odd} from './arbitraries.ts';
import {knocker, type Knocked} from './knock.ts';
import type {World} from './world.ts';

/** So many activities at once. */
const AT_ONCE = 25;
/** Reading all tables takes time; a failure is found again by its seed. */
const LOOK_EVERY = 8;

/** The bot's answer to a conversation that the channel does not know, or whose name is longer than an address may be. */
const REFUSED_BY_CHANNEL =
  /"error":\{"name":"(?:RestError|PlainSendError)".*"msg":"(?:adapter\.turn|card\.update)"/u;

/** To run one failure again: FUZZ_SEED as it was printed. */
const seed = process.env['FUZZ_SEED'] === undefined ? {} : {seed: Number(process.env['FUZZ_SEED'])};

/**
 * Sends activities that may be anything: no crash, no 5xx, nothing of the owner's changed. Of what failed together it
 * names the one that fails alone.
 *
 * @param count how many, in all
 * @returns how often the data of each verb was such that its button was really acted on
 */
export async function campaign(
  world: World,
  kind: 'press' | 'rest',
  count: number,
): Promise<Map<string, number>> {
  const {bot, actions} = world;
  const door = knocker(bot.url);
  const before = await world.owned();
  const inherited = Object.getOwnPropertyNames(Object.prototype).sort();
  const acted = new Map<string, number>();
  // As text: no printer of values goes as deep as some of them.
  const arbitrary = activities(world)[kind].map((activity) => JSON.stringify(activity));

  let batches = 0;

  async function nothingOfTheOwners(): Promise<void> {
    assert.deepEqual(await world.owned(), before, 'what is the owner’s was changed by somebody else');
  }

  async function troubles(all: readonly string[]): Promise<string[]> {
    bot.logged.length = 0;
    bot.connector.sent.length = 0;
    const answers: Knocked[] = await Promise.all(all.map((each) => door.knock(each)));
    return [
      ...answers.filter(({status}) => status >= 500).map(({status, text}) => `${status} ${text}`),
      // A turn that fails is answered with a card: the log alone knows.
      ...bot.logged.filter((line) => /"level":[56]0/.test(line) && !REFUSED_BY_CHANNEL.test(line)),
    ];
  }

  try {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitrary, {minLength: AT_ONCE, maxLength: AT_ONCE}), async (all) => {
        const found = await troubles(all);
        if (found.length > 0) {
          for (const each of all) {
            const alone = await troubles([each.replace('"fuzz-', '"again-')]);
            if (alone.length > 0) assert.fail(`${alone.join('')}\nfor ${each.slice(0, 3_000)}`);
          }
        }
        assert.deepEqual(found, []);
        if (++batches % LOOK_EVERY === 0) await nothingOfTheOwners();
        assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).sort(), inherited);
        for (const each of all) {
          const data = dataOf(JSON.parse(each) as Odd | null);
          const action = actions.find(({verb, version}) => verb === data?.['verb'] && version === data['v']);
          if (action?.read(data) !== undefined) acted.set(action.verb, (acted.get(action.verb) ?? 0) + 1);
        }
      }),
      // What was sent stays sent, so a smaller case is not looked for: it is found above.
      {numRuns: Math.ceil(count / AT_ONCE), endOnFailure: true, ...seed},
    );
    await nothingOfTheOwners();
  } finally {
    door.close();
  }
  return acted;
}

function dataOf(activity: Odd | null): Odd | undefined {
  const value = activity?.['value'] as {action?: {data?: Odd}} | null | undefined;
  return value?.action?.data;
}
