import {open} from 'node:fs/promises';
import type {FileProblem} from '../document.ts';
import type {Decoded} from '../../../platform/tabular/encodings.ts';
import {decode} from '../../../platform/tabular/encodings.ts';
import {FORMAT_NAMES, type Format} from './formats/converted.ts';
import {ENCRYPTED_OFFICE, isHtml, looksLike} from './formats/sniff.ts';

/** The largest file that is read, in bytes: 20 MB. */
export const MAX_BYTES = 20 * 1024 * 1024;

/**
 * Reads bytes as text: UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP, with or without a byte order mark.
 *
 * @returns the text without its mark, or the reason why it is none. Never throws.
 */
export function decodeText(bytes: Uint8Array, limit: number = MAX_BYTES): Decoded | FileProblem {
  const large = tooLarge(bytes.length, limit);
  if (large !== undefined) return large;
  const seems = looksLike(bytes);
  if (seems !== undefined) return mislabelled(seems);
  const decoded = decode(bytes);
  if (decoded === undefined) return {code: 'document/unreadable', details: {reason: 'encoding'}};
  if (isBinary(decoded.text)) return {code: 'document/unreadable', details: {reason: 'binary'}};
  if (isHtml(decoded.text)) return mislabelled('HTML');
  return decoded.text.trim() === '' ? {code: 'document/empty', details: {}} : decoded;
}

/** Endings of the files that can be read. */
export const ALLOWED = '.txt, .md, .html, .docx, .pdf, .xlsx';

const ENDINGS: Readonly<Record<string, 'text' | 'markdown' | Format>> = {
  '.txt': 'text',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.docx': 'word',
  '.docm': 'word',
  '.pdf': 'pdf',
  '.xlsx': 'workbook',
  '.xlsm': 'workbook',
};

// What a file of each format is by its first bytes, and the ending that old programs gave to the like.
const SEEMS: Readonly<Record<Format, string | undefined>> = {
  word: 'Word (.docx)',
  workbook: 'Excel (.xlsx)',
  pdf: 'PDF',
  html: undefined,
};
const OLD: Readonly<Record<string, string>> = {
  '.doc': '.docx',
  '.xls': '.xlsx',
  '.ppt': '.pdf',
  'Word 97 (.doc)': '.docx',
  'Excel 97 (.xls)': '.xlsx',
  'PowerPoint 97 (.ppt)': '.pdf',
};

/** Whether a file's name has an ending that can be read. */
export function checkName(fileName: string): 'text' | 'markdown' | Format | FileProblem {
  const ending = /\.[^./\\]*$/.exec(fileName)?.[0].toLowerCase() ?? '';
  const better = OLD[ending];
  if (better !== undefined) return {code: 'document/old-office', details: {found: ending, better}};
  return (
    ENDINGS[ending] ?? {
      code: 'document/wrong-type',
      details: {found: ending === '' ? '-' : ending, allowed: ALLOWED},
    }
  );
}

/** Whether a file is what its name says; undefined where it is, or where only reading it can tell. */
export function checkContent(format: Format, bytes: Uint8Array): FileProblem | undefined {
  if (bytes.length === 0) return {code: 'document/empty', details: {}};
  const seems = looksLike(bytes);
  if (seems === SEEMS[format]) {
    if (format !== 'html') return undefined;
    const text = decode(bytes)?.text;
    return text === undefined || !isBinary(text)
      ? undefined
      : {code: 'document/unreadable', details: {reason: 'binary'}};
  }
  // An archive that is cut off has no list of its parts, and may be anything.
  if (seems === 'ZIP' && format !== 'pdf' && format !== 'html') return undefined;
  if (seems !== undefined) return mislabelled(seems);
  const text = decode(bytes)?.text;
  if (text === undefined || isBinary(text))
    return {code: 'document/damaged', details: {kind: FORMAT_NAMES[format]}};
  return mislabelled(isHtml(text) ? 'HTML' : '.txt');
}

const IMPORTABLE = /^(?:PDF|HTML|Word|Excel|\.txt)/;

function mislabelled(found: string): FileProblem {
  if (found === ENCRYPTED_OFFICE) return {code: 'document/encrypted', details: {}};
  const better = OLD[found];
  if (better !== undefined) return {code: 'document/old-office', details: {found, better}};
  // With its right name it could be taken; a program or a picture never can.
  return IMPORTABLE.test(found)
    ? {code: 'document/mislabelled', details: {found}}
    : {code: 'document/wrong-type', details: {found, allowed: ALLOWED}};
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

/** The problem of a file that is too large. */
export function tooLarge(size: number, limit: number = MAX_BYTES): FileProblem | undefined {
  if (size <= limit) return undefined;
  const megabytes = (n: number): number => Math.ceil((n / 1024 / 1024) * 10) / 10;
  return {code: 'document/too-large', details: {sizeMb: megabytes(size), limitMb: megabytes(limit)}};
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u0084\u0086-\u009f]/g;

function isBinary(text: string): boolean {
  const sample = text.slice(0, 65536);
  const controls = sample.match(CONTROLS)?.length ?? 0;
  return sample.includes('\u0000') || controls > sample.length / 50;
}
