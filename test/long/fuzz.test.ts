import assert from 'node:assert/strict';
import {campaign} from '../fuzz/campaign.ts';
import {fuzzWorld, type World} from '../fuzz/world.ts';

const MANY = 100_000;

describe('anything at all that comes in, for as long as it takes', () => {
  let world: World;
  before(async () => {
    world = await fuzzWorld();
  });
  after(() => world.stop());

  for (const kind of ['rest', 'press'] as const) {
    it(`${MANY} of the kind ${kind} crash nothing and change nothing of anybody else’s`, async () => {
      await campaign(world, kind, MANY);
      assert.equal((await fetch(`${world.bot.url}/readyz`)).status, 200);
    });
  }
});
