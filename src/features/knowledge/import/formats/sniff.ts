/** What a file's first bytes say that it is, whatever its name says. */

// The beginnings of files that are no text.
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

// Office files are ZIP archives. Their parts' names stand before each part, and again in the list at the end.
const OFFICE: readonly (readonly [part: string, what: string])[] = [
  ['word/', 'Word (.docx)'],
  ['xl/', 'Excel (.xlsx)'],
  ['ppt/', 'PowerPoint (.pptx)'],
];

/** What an Office file with a password is called. */
export const ENCRYPTED_OFFICE = 'encrypted Office';

/** How much of the end of an archive is looked at for the names of its parts. */
const LIST = 65_536;

/** The kind of a file that is no text; undefined where it may be text. */
export function looksLike(bytes: Uint8Array): string | undefined {
  const begin = String.fromCharCode(...bytes.subarray(0, 8));
  const what = MAGIC.find(([magic]) => begin.startsWith(magic))?.[1];
  // 「MZ」 and 「BZh」 may begin a sentence; a program has bytes that no text has.
  if ((what === 'EXE' || what === 'BZIP2') && !bytes.subarray(0, 512).includes(0)) return undefined;
  if (what === 'Microsoft Office') return oldOffice(bytes);
  if (what !== 'ZIP') return what ?? latePdf(bytes);
  const near = latin(bytes.subarray(0, 4096)) + latin(bytes.subarray(-LIST));
  return OFFICE.find(([part]) => near.includes(part))?.[1] ?? what;
}

/** Whether a text is a web page. */
export function isHtml(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i.test(
    text.slice(0, 2000),
  );
}

const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

// Some programs put a line before the mark; readers of PDF look for it in the first kilobyte.
function latePdf(bytes: Uint8Array): string | undefined {
  return /(?:^|[\r\n])%PDF-\d/.test(latin(bytes.subarray(0, 1024))) ? 'PDF' : undefined;
}

// The names in the directory of a compound file, in UTF-16.
const STREAMS: readonly (readonly [stream: string, what: string])[] = [
  // A password turns a .docx or an .xlsx into such a file with these two streams.
  ['EncryptedPackage', ENCRYPTED_OFFICE],
  ['EncryptionInfo', ENCRYPTED_OFFICE],
  ['WordDocument', 'Word 97 (.doc)'],
  ['Workbook', 'Excel 97 (.xls)'],
  ['PowerPoint Document', 'PowerPoint 97 (.ppt)'],
];

function oldOffice(bytes: Uint8Array): string {
  const raw = latin(bytes);
  const wide = (name: string): string => Array.from(name, (char) => `${char}\u0000`).join('');
  return STREAMS.find(([stream]) => raw.includes(wide(stream)))?.[1] ?? 'Microsoft Office 97';
}
