import {z} from 'zod/v4';
import {headingForm, type ColumnSpec} from '../../tabular/table.ts';
import {STAFF_COLUMNS} from './columns.ts';

/** The kind of content under which the organisation's own headings are stored, and the file's name. */
export const STAFF_COLUMNS_KIND = 'staff-columns';

const heading = z.string().trim().min(1).max(60);

/** `content/staff-columns.yaml`: headings of the organisation's own files, each with the column that it stands for. */
export const staffColumnsSchema = z
  .strictObject({columns: z.record(heading, heading).default({})})
  .check(({value, issues}) => {
    for (const [own, meant] of Object.entries(value.columns)) {
      if (columnCalled(meant) !== undefined) continue;
      const known = STAFF_COLUMNS.map(({names}) => names[0]).join('、');
      issues.push({
        ...{code: 'custom', input: value, path: ['columns', own]},
        params: {
          text: {
            ja: `「${meant}」という項目はありません。使えるのは ${known} です。`,
            en: `There is no column "${meant}"; there are: ${known}`,
          },
        },
      });
    }
  });

export type StaffColumns = z.output<typeof staffColumnsSchema>;

/** What holds until an organisation has given its own. */
export const NO_STAFF_COLUMNS: StaffColumns = {columns: {}};

/** The columns with the organisation's own headings. Where one of them usually means something else, its own holds. */
export function withOwnNames(specs: readonly ColumnSpec[], {columns}: StaffColumns): ColumnSpec[] {
  const own = Object.entries(columns).map(([name, meant]) => ({name, key: columnCalled(meant)}));
  const taken = new Set(own.map(({name}) => headingForm(name)));
  return specs.map((spec) => ({
    ...spec,
    names: [
      ...spec.names.filter((name) => !taken.has(headingForm(name))),
      ...own.flatMap(({name, key}) => (key === spec.key ? [name] : [])),
    ],
  }));
}

function columnCalled(name: string): string | undefined {
  const form = headingForm(name);
  return STAFF_COLUMNS.find(
    ({key, names}) => key === name || names.some((each) => headingForm(each) === form),
  )?.key;
}
