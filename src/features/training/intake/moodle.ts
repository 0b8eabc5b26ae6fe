import {columnsOf, headingForm, type Columns, type Sheet} from './sheet.ts';

// The course completion report of Moodle, as it exports it: `ID`, `Name`, then what the site shows of a user (mail,
// number, user name: by its settings), a column or two for each criterion, and last of all the day on which the
// course was completed, empty for who has not. Headings are in the language of whoever exported it.
const LAST = ['coursecomplete', 'コース完了', 'コースの完了', 'コースが完了しました'];
const FIRST = ['id'];

/** Where Moodle's columns stand; undefined for another table. */
export function moodleColumns({headings}: Sheet): Columns | undefined {
  const forms = headings.map(headingForm);
  const last = forms.length - 1;
  if (!FIRST.includes(forms[0] ?? '') || !LAST.includes(forms[last] ?? '')) return undefined;
  // Its own ID is Moodle's, not the organisation's; days of single criteria prove nothing.
  const {number, mail} = columnsOf(headings.slice(0, -1).map((heading, i) => (i === 0 ? '' : heading)));
  return {number, mail, day: last};
}
