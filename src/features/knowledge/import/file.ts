import {open} from 'node:fs/promises';
import type {FileProblem} from '../document.ts';
import type {Decoded} from './encodings.ts';
import {decode} from './encodings.ts';

/** The largest file that is read, in bytes: 20 MB. */
export const MAX_BYTES = 20 * 1024 * 1024;

// The beginnings of files that are no text, whatever their name says.
const MAGIC: readonly (readonly [begin: string, what: string])[] = [
  ['%PDF', 'PDF'],
  ['PK\u0003\u0004', 'ZIP'],
  ['PK\u0005\u0006', 'ZIP'],
  ['\u00d0\u00cf\u0011\u00e0', 'Microsoft Office'],
  ['{\\rtf', 'RTF'],
  ['MZ', 'EXE'],
  ['\u007fELF', 'ELF'],
  ['\u0089PNG', 'PNG'],
  ['GIF8', 'GIF'],
  ['\u00ff\u00d8\u00ff', 'JPEG'],
  ['\u001f\u008b', 'GZIP'],
  ['BZh', 'BZIP2'],
  ['7z\u00bc\u00af', '7-Zip'],
];

// Office files are ZIP archives; one of these names stands near the beginning.
const OFFICE: readonly (readonly [part: string, what: string])[] = [
  ['word/', 'Word (.docx)'],
  ['xl/', 'Excel (.xlsx)'],
  ['ppt/', 'PowerPoint (.pptx)'],
];

/**
 * Reads bytes as text: UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP, with or without a byte order mark.
 *
 * @returns the text without its mark, or the reason why it is none. Never throws.
 */
export function decodeText(bytes: Uint8Array, limit: number = MAX_BYTES): Decoded | FileProblem {
  const large = tooLarge(bytes.length, limit);
  if (large !== undefined) return large;
  const seems = looksLike(bytes);
  if (seems !== undefined) return {code: 'document/wrong-type', details: {found: seems, allowed: ALLOWED}};
  const decoded = decode(bytes);
  if (decoded === undefined) return {code: 'document/unreadable', details: {reason: 'encoding'}};
  if (isBinary(decoded.text)) return {code: 'document/unreadable', details: {reason: 'binary'}};
  if (/^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)[\s>]/i.test(decoded.text.slice(0, 1000))) {
    return {code: 'document/wrong-type', details: {found: 'HTML', allowed: ALLOWED}};
  }
  return decoded.text.trim() === '' ? {code: 'document/empty', details: {}} : decoded;
}

/** Endings of the files that can be read. */
export const ALLOWED = '.txt, .md';

/** Whether a file's name has an ending that can be read. */
export function checkName(fileName: string): 'text' | 'markdown' | FileProblem {
  const ending = /\.[^./\\]*$/.exec(fileName)?.[0].toLowerCase() ?? '';
  if (ending === '.txt') return 'text';
  if (ending === '.md' || ending === '.markdown') return 'markdown';
  return {code: 'document/wrong-type', details: {found: ending === '' ? '-' : ending, allowed: ALLOWED}};
}

/** Reads a file that is not too large; a larger one is refused before any of it is read. */
export async function readBytes(path: string, limit: number = MAX_BYTES): Promise<Uint8Array | FileProblem> {
  try {
    const file = await open(path, 'r');
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return {code: 'document/unreadable', details: {reason: 'not-a-file'}};
      return tooLarge(stat.size, limit) ?? new Uint8Array(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return {code: 'document/unreadable', details: {reason}};
  }
}

function tooLarge(size: number, limit: number): FileProblem | undefined {
  if (size <= limit) return undefined;
  const megabytes = (n: number): number => Math.ceil((n / 1024 / 1024) * 10) / 10;
  return {code: 'document/too-large', details: {sizeMb: megabytes(size), limitMb: megabytes(limit)}};
}

function looksLike(bytes: Uint8Array): string | undefined {
  const begin = String.fromCharCode(...bytes.subarray(0, 8));
  const what = MAGIC.find(([magic]) => begin.startsWith(magic))?.[1];
  // 「MZ」 and 「BZh」 may begin a sentence; a program has bytes that no text has.
  if ((what === 'EXE' || what === 'BZIP2') && !bytes.subarray(0, 512).includes(0)) return undefined;
  if (what !== 'ZIP') return what;
  const near = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  return OFFICE.find(([part]) => near.includes(part))?.[1] ?? what;
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u0084\u0086-\u009f]/g;

function isBinary(text: string): boolean {
  const sample = text.slice(0, 65536);
  const controls = sample.match(CONTROLS)?.length ?? 0;
  return sample.includes('\u0000') || controls > sample.length / 50;
}
