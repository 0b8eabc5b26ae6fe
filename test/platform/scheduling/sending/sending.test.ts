import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {createLog} from '../../../../src/platform/log.ts';
import {NOTHING_HELD} from '../../../../src/platform/scheduling/outbox/holds.ts';
import {createOutbox} from '../../../../src/platform/scheduling/outbox/outbox.ts';
import {OUTBOX_TABLE, outboxRows} from '../../../../src/platform/scheduling/outbox/rows.ts';
import {createSending} from '../../../../src/platform/scheduling/sending/sending.ts';
import {memoryStorage} from '../../../../src/platform/storage/memory-table.ts';
import {SYSTEM_TABLE} from '../../../../src/platform/storage/versions.ts';
import {testClock} from '../../../support/clock.ts';

describe('the sending', () => {
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
