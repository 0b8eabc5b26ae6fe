import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {currentRequest, inRequest, requestIdOf} from '../../../src/platform/telemetry/request.ts';
import {startBot, tanaka, type TestBot} from '../../support/bot.ts';
import {eventually} from '../../support/processes.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

interface Line {
  readonly msg: string;
  readonly request?: string;
}

describe('the id of a request', () => {
  it('is that which the caller gave, where it is one', () => {
    assert.equal(requestIdOf(`00-${TRACE}-b7ad6b7169203331-01`, randomUUID), TRACE);
    for (const odd of [
      undefined,
      '',
      'x',
      `00-${TRACE}`,
      `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
      `${TRACE}\n`,
    ]) {
      const id = requestIdOf(odd, randomUUID);
      assert.match(id, /^[0-9a-f]{32}$/);
      assert.notEqual(id, TRACE);
    }
  });

  it('goes with the work, and no further', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((letter) =>
        inRequest(letter.repeat(32), async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return currentRequest();
        }),
      ),
    );
    assert.deepEqual(seen, ['a'.repeat(32), 'b'.repeat(32)]);
    assert.equal(currentRequest(), undefined);
  });

  describe('in the logs', () => {
    let bot: TestBot;
    beforeEach(async () => {
      bot = await startBot();
    });
    afterEach(() => bot.stop());
    const lines = () => bot.logged.map((line) => JSON.parse(line) as Line);
    const of = (msg: string) => lines().filter((line) => line.msg === msg);

    it('joins the lines of a turn, and keeps two turns apart', async () => {
      await Promise.all([bot.says('ありがとう'), bot.says('私の予約')]);
      const [first, second] = of('turn.intent').map(({request}) => request);
      assert.ok(first !== undefined && second !== undefined && first !== second);
      assert.deepEqual(
        of('turn.done')
          .map(({request}) => request)
          .sort(),
        [first, second].sort(),
      );
    });

    it('joins a turn and the notice that it caused', async () => {
      const response = await fetch(`${bot.url}/api/messages`, {
        method: 'POST',
        headers: {'content-type': 'application/json', traceparent: `00-${TRACE}-b7ad6b7169203331-01`},
        body: JSON.stringify({
          ...{type: 'conversationUpdate', id: 'a', channelId: 'msteams', serviceUrl: bot.connector.url},
          from: {id: tanaka.id, name: tanaka.name, aadObjectId: tanaka.objectId},
          recipient: {id: '28:shigotoba', name: 'しごとば'},
          conversation: {id: 'personal-1', conversationType: 'personal', tenantId: 't'},
          membersAdded: [{id: tanaka.id}],
        }),
      });
      assert.equal(response.status, 200);
      await eventually(() => of('outbox.send').length > 0, 15_000);
      assert.deepEqual(
        of('outbox.send').map(({request}) => request),
        [TRACE],
      );
    }).timeout(20_000);

    it('is another for each run of a job', async () => {
      await eventually(() => of('job.done').length > 3, 10_000);
      const ids = of('job.done').map(({request}) => request);
      assert.ok(ids.every((id) => id !== undefined));
      assert.equal(new Set(ids).size, ids.length);
    }).timeout(15_000);
  });
});
