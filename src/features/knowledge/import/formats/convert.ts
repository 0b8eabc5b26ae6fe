/**
 * Files of other formats to text, each in a thread of its own: a file that was made to take forever or to
 * fill the memory is stopped from outside, and what a parser needs is given back when it ends.
 */
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {Worker} from 'node:worker_threads';
import {FORMAT_NAMES, refuse, type Converted, type Format} from './converted.ts';

/** Time and memory that one file may take. */
export const CONVERT_LIMITS = {seconds: 60, megabytes: 512};

/** Converts a file within its limits. Never throws. */
export async function convert(
  format: Format,
  bytes: Uint8Array,
  limits: typeof CONVERT_LIMITS = CONVERT_LIMITS,
): Promise<Converted> {
  const worker = startWorker({format, bytes}, limits.megabytes);
  try {
    return await new Promise<Converted>((resolve) => {
      const timer = setTimeout(() => {
        resolve(refuse('document/too-slow', {seconds: limits.seconds}));
      }, limits.seconds * 1000);
      const end = (result: Converted): void => {
        clearTimeout(timer);
        resolve(result);
      };
      worker.on('message', (result: Converted) => {
        end(result);
      });
      worker.on('error', (error: Error & {code?: string}) => {
        const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        end(
          full
            ? refuse('document/unpacks-too-large', {limitMb: limits.megabytes})
            : refuse('document/damaged', {kind: FORMAT_NAMES[format]}),
        );
      });
      worker.on('exit', () => {
        end(refuse('document/damaged', {kind: FORMAT_NAMES[format]}));
      });
    });
  } finally {
    await worker.terminate();
  }
}

function startWorker(workerData: {format: Format; bytes: Uint8Array}, megabytes: number): Worker {
  // What parsers write of their own is caught and dropped: it could hold words of the document.
  const options = {
    workerData,
    resourceLimits: {maxOldGenerationSizeMb: megabytes},
    stdout: true,
    stderr: true,
    execArgv: [],
  };
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./converter.js', import.meta.url), options);
  // Sources run through tsx, which a thread does not take over from the one that starts it.
  const [tsx, source] = [
    // Of its two builds the one for modules; this file itself may run as either.
    pathToFileURL(
      createRequire(import.meta.url)
        .resolve('tsx/esm/api')
        .replace(/cjs$/, 'mjs'),
    ).href,
    new URL('./converter.ts', import.meta.url).href,
  ];
  const code = `import(${JSON.stringify(tsx)}).then(({register}) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(code, {...options, eval: true});
}
