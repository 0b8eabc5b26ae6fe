import assert from 'node:assert/strict';
import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Temporal} from '../../../src/kernel/time.ts';
import {startChat, type Chat} from './chat.ts';

const NOW = Temporal.Instant.from('2026-11-24T00:00:00Z');

describe('the office, pushed while the bot runs', () => {
  let chat: Chat;
  let folder: string;
  beforeEach(async () => {
    chat = await startChat('2026-11-24T09:00');
    folder = await mkdtemp(join(tmpdir(), 'office-'));
    await cp('content', folder, {recursive: true});
  });
  afterEach(async () => {
    await chat.stop();
    await rm(folder, {recursive: true, force: true});
  });

  const change = async (from: string, to: string) => {
    const file = join(folder, 'office.yaml');
    const text = await readFile(file, 'utf8');
    assert.ok(text.includes(from));
    await writeFile(file, text.replace(from, to));
    return chat.bot.house.features.planContent(folder, NOW);
  };

  it('holds from then on', async () => {
    const plan = await change('longestUse: 120', 'longestUse: 60');
    assert.deepEqual(plan.problems, []);
    const report = await plan.apply(new AbortController().signal);
    assert.ok(report.some(({name, change: what}) => name === 'office' && what === 'changed'));
    for (const feature of chat.bot.house.features.all) await feature.refresh?.();
    const refused = await chat.says('明日の10時から2時間、集中ブース');
    assert.match(refused.text, /1回1時間まで/);
  });

  it('is refused with its file and line where something is wrong, and the former one stays', async () => {
    const plan = await change('longestUse: 120', 'longestUse: 100');
    const problem = plan.problems.find(({file}) => file === 'office.yaml');
    assert.ok(problem?.line !== undefined && problem.line > 1);
    assert.match(problem.text.ja, /倍数/);
    const asked = await chat.says('明日の10時から2時間、集中ブース');
    assert.match(asked.text, /10:00〜12:00（2時間）/);
  });

  it('takes back the later of two bookings that make up a use that is too long by the new rules', async () => {
    for (const asked of ['明日の10時から1時間、集中ブース1', '明日の11時から1時間、集中ブース2']) {
      await chat.presses((await chat.says(asked)).button('予約する'));
    }
    const plan = await change('longestUse: 120', 'longestUse: 90');
    const report = await plan.apply(new AbortController().signal);
    const lines = report.flatMap(({notes = []}) => notes.map(({ja}) => ja));
    assert.equal(lines.length, 1, lines.join());
    assert.match(lines[0] ?? '', /11:00–12:00 focus-2（longest-use）/);
    assert.match((await chat.says('自分の予約')).text, /10:00〜11:00/);
  });

  it('takes back what no longer fits, lists it, and has its holder told what there is instead', async () => {
    const asked = await chat.says('明日の10時から1時間、集中ブース6');
    await chat.presses(asked.button('予約する'));
    const kept = await chat.says('明日の14時から1時間、集中ブース1');
    await chat.presses(kept.button('予約する'));
    const file = join(folder, 'office.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/\n.*id: focus-6,.*/, ''));
    const push = async () => {
      const plan = await chat.bot.house.features.planContent(folder, NOW);
      const report = await plan.apply(new AbortController().signal);
      return report.flatMap(({notes = []}) => notes.map(({ja}) => ja));
    };
    const [line = '', ...more] = await push();
    assert.match(line, /2026-11-25 10:00–11:00 focus-6（unknown-booth）/);
    assert.deepEqual(more, []);
    assert.deepEqual(await push(), []);
    for (const feature of chat.bot.house.features.all) await feature.refresh?.();
    const mine = await chat.says('自分の予約');
    assert.doesNotMatch(mine.text, /10:00〜11:00/);
    assert.match(mine.text, /14:00〜15:00/);
    const [notice] = await chat.notices();
    assert.match(notice?.text ?? '', /focus-6[^]*10:00〜11:00[^]*取り消されました/);
    const booked = await chat.presses(notice?.button('予約する') ?? {});
    assert.match(booked.text, /予約しました[^]*10:00〜11:00/);
  });
});
