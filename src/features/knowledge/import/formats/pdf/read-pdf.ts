/** PDFs with text to lines: page by page, columns after columns, without what stands in every margin. */
import type {PDFDocumentProxy} from 'pdfjs-dist';
import {meaningfulTitle, refuse, type Converted} from '../converted.ts';
import {dropMargins} from './furniture.ts';
import {readLinesOf, type PdfLine} from './lines.ts';
import {openPdf} from './open-pdf.ts';
import {writeLines} from './paragraphs.ts';
import {isReadable} from './readable.ts';
import {readPage} from './words.ts';

/** Letters that a page of text has at least; a scan may have its number or a stamp. */
const FEWEST = 8;
/** The share of pages that may be pictures. */
const PICTURES = 0.5;

/** Reads a PDF. Throws nothing for what is wrong with it. */
export async function readPdf(bytes: Uint8Array): Promise<Converted> {
  const document = await openPdf(bytes);
  if ('kind' in document) return document;
  try {
    return await readPages(document);
  } catch {
    return refuse('document/damaged', {kind: 'PDF'});
  } finally {
    await document.loadingTask.destroy();
  }
}

async function readPages(document: PDFDocumentProxy): Promise<Converted> {
  const pages: PdfLine[][] = [];
  const heights: number[] = [];
  let pictures = 0;
  let all = '';
  for (let number = 0; number < document.numPages; number++) {
    const proxy = await document.getPage(number + 1);
    const page = await readPage(proxy);
    proxy.cleanup();
    const text = [
      ...page.words.map((word) => word.text),
      ...page.grids.flatMap(({rows}) => rows.flat()),
    ].join('');
    if (text.length < FEWEST) pictures++;
    all += text;
    heights.push(page.height);
    pages.push(readLinesOf(page, number));
  }
  const count = document.numPages;
  if (pictures > count * PICTURES) return refuse('document/scanned', {pages: count, pictures});
  if (!isReadable(all)) return refuse('document/no-characters');
  const {info} = await document.getMetadata();
  const given = 'Title' in info && typeof info.Title === 'string' ? info.Title : undefined;
  const title = meaningfulTitle(given);
  const text = writeLines(dropMargins(pages, heights).flat());
  return {kind: 'text', text, ...(title === undefined ? {} : {title})};
}
