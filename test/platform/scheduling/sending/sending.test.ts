import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {createLog} from '../../../../src/platform/log.ts';
import {NOTHING_HELD} from '../../../../src/platform/scheduling/outbox/holds.ts';
import {createOutbox} from '../../../../src/platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE, outboxRows} from '../../../../src/platform/scheduling/outbox/rows.ts';
import {createSendEntry} from '../../../../src/platform/scheduling/sending/send-entry.ts';
import {createSending} from '../../../../src/platform/scheduling/sending/sending.ts';
import {NO_METRICS} from '../../../../src/platform/telemetry/metrics.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {SYSTEM_TABLE} from '../../../../src/platform/storage/versions.ts';
import {testClock} from '../../../support/clock.ts';

describe('the sending', () => {
  it('tries again soon, and for as long as may be, what was too slow to go out', async () => {
    const storage = memoryStorage();
    await storage.ensure([SYSTEM_TABLE, OUTBOX_TABLE]);
    const clock = testClock();
    const rows = outboxRows(storage);
    const account = {tenant: 't', objectId: 'p'};
    await createOutbox({storage, rows, clock, newId: randomUUID})
      .of('house')
      .enqueue({
        ...{account, occasion: 'welcome', lane: 'digests', notBefore: clock.now()},
        notAfter: clock.now().add({hours: 1}),
      });
    const sendEntry = createSendEntry({
      ...{rows, clock, newId: randomUUID, random: () => 0.5, metrics: NO_METRICS},
      log: createLog('silent', {write: () => undefined}),
      render: () => Promise.resolve({kind: 'card', card: {}, summary: 's'}),
      wait: () => Promise.resolve(),
      sender: {
        reach: () =>
          Promise.resolve({
            kind: 'reached',
            language: 'ja',
            send() {
              // On its way to the door for longer than its content is fresh.
              clock.pass(1_000);
              return Promise.resolve({kind: 'not-started'});
            },
            replace: () => Promise.reject(new Error('nothing was sent')),
          }),
      },
    });
    const stored = async () => {
      for await (const one of rows.all(account)) return one;
      throw new Error('it is gone');
    };
    const holding = {token: 1, mayStart: () => true, signal: new AbortController().signal};
    for (let i = 0; i < 15; i++) {
      await sendEntry(await stored(), holding);
      const {entry} = await stored();
      assert.deepEqual([entry.state, entry.reason, entry.tries], ['waiting', 'too-slow', 0]);
      const pause = entry.notBefore.epochMilliseconds - clock.now().epochMilliseconds;
      assert.ok(pause <= 2_000, `${pause} ms`);
      clock.pass(pause);
    }
  });

  it('does not sleep over one that is put off while it looks', async () => {
    const storage = memoryStorage();
    await storage.ensure([SYSTEM_TABLE, OUTBOX_TABLE]);
    const clock = testClock();
    const rows = outboxRows(storage);
    const log = createLog('silent', {write: () => undefined});
    const start = clock.now();
    await createOutbox({storage, rows, clock, newId: randomUUID})
      .of('house')
      .enqueue({
        account: {tenant: 't', objectId: 'p'},
        occasion: 'welcome',
        lane: 'digests',
        notBefore: start,
        notAfter: start.add({hours: 1}),
      });
    const ended = new AbortController();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const tried: number[] = [];
    let looks = 0;
    const sending = createSending({
      ...{clock, log, held: () => NOTHING_HELD},
      rows: {
        ...rows,
        async due(...given) {
          const found = await rows.due(...given);
          // The second look has read its page; now the one in hand ends, and waits again.
          if (++looks === 2) {
            open();
            await sleep(50);
          }
          return found;
        },
      },
      async sendEntry(stored) {
        tried.push(clock.monotonic());
        if (tried.length === 2) {
          ended.abort();
          return;
        }
        await gate;
        await rows.write(stored, {...stored.entry, tries: 1, notBefore: clock.now().add({seconds: 1})});
      },
      async wait(ms) {
        clock.pass(ms);
        await sleep(1);
      },
    });
    await sending.run({token: 1, mayStart: () => true, signal: ended.signal});
    const [first = 0, second = 0] = tried;
    assert.ok(second - first < 2_000, `tried again after ${second - first} ms`);
  });
});
