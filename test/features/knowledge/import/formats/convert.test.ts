import assert from 'node:assert/strict';
import fc from 'fast-check';
import {convert} from '../../../../../src/features/knowledge/import/formats/convert.ts';
import {convertHere} from '../../../../../src/features/knowledge/import/formats/convert-here.ts';
import {docxOf} from './making/make-docx.ts';
import {htmlOf} from './making/make-html.ts';
import {pdfOf} from './making/make-pdf.ts';
import {RULES} from './rules.ts';

describe('convert', () => {
  it('stops a file that takes too long', async () => {
    const result = await convert('pdf', pdfOf(RULES), {seconds: 0.01, megabytes: 512});
    assert.deepEqual(result, {
      kind: 'refused',
      problem: {code: 'document/too-slow', details: {seconds: 0.01}},
    });
  });

  it('stops a file that fills the memory', async () => {
    const page = Buffer.from('<p>鍵<b>箱</b>'.repeat(90_000));
    const result = await convert('html', page, {seconds: 60, megabytes: 24});
    assert.deepEqual(result, {
      kind: 'refused',
      problem: {code: 'document/unpacks-too-large', details: {limitMb: 24}},
    });
  });

  it('loads no reader into the thread that asks', async () => {
    const {execFileSync} = await import('node:child_process');
    const found = execFileSync(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        `
        const {convert} = await import('./src/features/knowledge/import/formats/convert.ts');
        const before = process.memoryUsage().rss;
        const result = await convert('html', Buffer.from('<p>鍵'));
        const loaded = process.getActiveResourcesInfo().filter((one) => one.includes('Worker'));
        console.log(JSON.stringify([result.text, loaded, process.memoryUsage().rss - before < 60e6]));`,
      ],
      {encoding: 'utf8'},
    );
    assert.deepEqual(JSON.parse(found), ['鍵', [], true]);
  });

  it('never throws, whatever is changed in a file', async () => {
    const files = [
      ['word', docxOf(RULES)],
      ['pdf', pdfOf('鍵は、箱に返す。')],
      ['html', htmlOf(RULES)],
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.double({min: 0, max: 0.999, noNaN: true}), fc.nat(255)), {
          minLength: 1,
          maxLength: 20,
        }),
        async ([format, whole], changes) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, value] of changes) bytes[Math.floor(at * bytes.length)] = value;
          const result = await convertHere(format, bytes);
          assert.ok(['text', 'refused'].includes(result.kind));
        },
      ),
      {numRuns: 60},
    );
  });
});
