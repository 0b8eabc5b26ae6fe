import {boothDesk} from './src/features/booths/store/booth-desk.ts';
import {systemClock} from './src/platform/clock.ts';
import {connectTables} from './src/platform/storage/azure-table.ts';
import {startAzurite} from './test/support/azurite.ts';
import {DAY} from './test/features/booths/rules/sample.ts';
import {BEFORE, newId} from './test/features/booths/store/bench.ts';
import {bookAtOnce, wideOffice} from './test/features/booths/store/crowd.ts';
const az = await startAzurite();
const policy = {budget: 90_000, attempt: 60_000, firstPause: 5, longestPause: 50};
const raw = connectTables(az.connectionString, {clock: systemClock, policy});
const n: Record<string, number> = {};
const office = wideOffice();
const storage = {...raw, table: (name: string) => { const t: any = raw.table(name); const w: any = {...t};
  for (const k of ['get','insert','transact']) w[k] = (...a: any[]) => { n[k] = (n[k] ?? 0) + 1; return t[k](...a); };
  w.list = (...a: any[]) => { n['list'] = (n['list'] ?? 0) + 1; return t.list(...a); };
  return w; }};
await storage.ensure(['booths']);
for (const many of [100, 600]) {
  const desks = [0,1,2].map(() => boothDesk({storage: storage as any, office: () => office, newId}));
  const t = performance.now(); const c = process.cpuUsage();
  const r = await bookAtOnce(desks, many, many === 100 ? DAY : '2026-11-25', BEFORE, `x${many}`);
  console.log(many, Math.round(performance.now() - t), 'ms', process.cpuUsage(c).user / 1000, n, r.filter(x => x.kind === 'booked').length);
}
await az.stop();
