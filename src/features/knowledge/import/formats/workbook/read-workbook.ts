/** Excel files (.xlsx) that hold questions and answers. */
import {meaningfulTitle, refuse, type Converted, type QuestionRow} from '../converted.ts';
import {titleOf} from '../../../../../platform/office-files/package.ts';
import {XmlError} from '../../../../../platform/office-files/xml.ts';
import {openArchive, zipProblem} from '../../../../../platform/office-files/zip.ts';
import {readSheets} from '../../../../../platform/office-files/sheets.ts';
import {readQuestions} from './questions.ts';

/** Reads every sheet; one that is no list of questions refuses the file, since half of it is no import. */
export async function readWorkbook(bytes: Uint8Array): Promise<Converted> {
  const archive = await openArchive(bytes);
  if ('kind' in archive) return archive;
  try {
    const sheets = (await readSheets(archive)).filter((sheet) => sheet.rows.length > 0);
    const rows: QuestionRow[] = [];
    for (const sheet of sheets) {
      const found = readQuestions(sheet);
      if ('sheet' in found) return refuse('document/no-questions', {sheet: found.sheet}, found.row);
      rows.push(...found);
    }
    const title = meaningfulTitle(await titleOf(archive));
    return {kind: 'rows', rows, ...(title === undefined ? {} : {title})};
  } catch (error) {
    return error instanceof XmlError ? refuse('document/damaged', {kind: 'Excel'}) : zipProblem(error);
  }
}
