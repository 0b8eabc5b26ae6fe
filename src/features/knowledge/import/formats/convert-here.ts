/** Converts in this thread. The reader of each format is loaded when its first file comes. */
import {FORMAT_NAMES, refuse, type Converted, type Format} from './converted.ts';

const READERS: Readonly<
  Record<Format, () => Promise<(bytes: Uint8Array) => Converted | Promise<Converted>>>
> = {
  word: async () => (await import('./word/read-word.ts')).readWord,
  pdf: async () => (await import('./pdf/read-pdf.ts')).readPdf,
  html: async () => (await import('./html/read-html.ts')).readHtml,
  workbook: async () => (await import('./workbook/read-workbook.ts')).readWorkbook,
};

/** Converts a file. Never throws: what a reader did not foresee is a damaged file. */
export async function convertHere(format: Format, bytes: Uint8Array): Promise<Converted> {
  try {
    return await (
      await READERS[format]()
    )(bytes);
  } catch {
    return refuse('document/damaged', {kind: FORMAT_NAMES[format]});
  }
}
