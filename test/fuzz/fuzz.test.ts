import assert from 'node:assert/strict';
import fc from 'fast-check';
import {campaign} from './campaign.ts';
import {requests, send} from './raw.ts';
import {ALL, sized} from './size.ts';
import {fuzzWorld, type World} from './world.ts';

describe('anything at all that comes in', () => {
  let world: World;
  before(async function () {
    this.timeout(60_000);
    world = await fuzzWorld();
  });
  after(() => world.stop());

  it('as an activity of any kind crashes nothing and changes nothing of anybody else’s', async () => {
    await campaign(world, 'rest', sized(7_000));
  }).timeout(120_000);

  it('as a press of any button, changed by hand, crashes nothing and changes nothing of anybody else’s', async () => {
    const acted = await campaign(world, 'press', sized(6_000));
    // A tenth of them need not have met every verb.
    if (!ALL) return;
    for (const {verb} of world.actions) assert.ok((acted.get(verb) ?? 0) > 0, `${verb} was never acted on`);
  }).timeout(120_000);

  it('as bytes, whole or not, is refused or let go', async () => {
    const port = Number(new URL(world.bot.url).port);
    await fc.assert(
      fc.asyncProperty(fc.array(requests, {minLength: 20, maxLength: 20}), async (all) => {
        for (const status of await Promise.all(all.map((bytes) => send(port, bytes)))) {
          assert.ok(status === undefined || (status >= 400 && status < 500), String(status));
        }
      }),
      {numRuns: 15, endOnFailure: true},
    );
  }).timeout(60_000);

  it('leaves the bot well', async () => {
    assert.equal((await fetch(`${world.bot.url}/readyz`)).status, 200);
    assert.equal((await world.bot.says('ヘルプ', {by: world.owner})).status, 200);
  });
});
