/**
 * pdf.js, set up to read text and nothing else: no script of the document runs, nothing is fetched, no
 * font is drawn. Loaded at the first PDF, in the thread that converts.
 */
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import type {PDFDocumentProxy} from 'pdfjs-dist';
import {refuse, type ConvertRefused} from '../converted.ts';

/** Pages up to which a document is read: about what a bound volume of regulations has. */
export const MAX_PAGES = 500;

/** How far from the end the mark of the end may stand. */
const TAIL = 4096;

/** Opens a PDF, or says why it is not read. */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy | ConvertRefused> {
  const tail = new TextDecoder('latin1').decode(bytes.subarray(-TAIL));
  // pdf.js would search together what is left of a file that was cut off; that would be half an import.
  if (!tail.includes('%%EOF') && !tail.includes('startxref'))
    return refuse('document/damaged', {kind: 'PDF'});
  // pdf.js asks for a browser's class at its beginning and uses it for drawing alone.
  const scope = globalThis as unknown as Record<string, unknown>;
  scope['DOMMatrix'] ??= Object;
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const installed = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const folder = (name: string): string => `${join(installed, name)}/`;
  try {
    const document = await pdfjs.getDocument({
      // pdf.js takes the bytes away from whoever gives them.
      data: new Uint8Array(bytes),
      isEvalSupported: false,
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: true,
      verbosity: 0,
      // Pictures are never looked at.
      maxImageSize: 1,
      // Old Japanese PDFs name a table of characters that is not in the file.
      cMapUrl: folder('cmaps'),
      cMapPacked: true,
      standardFontDataUrl: folder('standard_fonts'),
    }).promise;
    if (document.numPages <= MAX_PAGES) return document;
    return refuse('document/too-many-pages', {pages: document.numPages, limit: MAX_PAGES});
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return name === 'PasswordException'
      ? refuse('document/encrypted')
      : refuse('document/damaged', {kind: 'PDF'});
  }
}
