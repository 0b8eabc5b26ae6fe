import {normalise} from '../../../kernel/japanese-text.ts';
import {localTime} from '../../../kernel/time.ts';
import type {Directory} from '../../../platform/directory/staff.ts';
import type {Intent, Reply} from '../../../platform/feature.ts';
import {csvFile} from '../../../platform/tabular/write-csv.ts';
import type {Recognise} from '../../../platform/understand/sentence.ts';
import {csvRows, makeReport, sheetsOf, type XlsxWriter} from '../reporting/make-report.ts';
import type {Trainings} from '../rules/course.ts';
import type {Register} from '../store/register.ts';
import {titleOf} from '../views/mine.ts';
import {messages} from './messages.ts';

export interface ReportDeps {
  readonly register: Register;
  readonly trainings: () => Trainings;
  readonly directory: Pick<Directory, 'sections'>;
  readonly zone: string;
  /** Without it the report is CSV. */
  readonly writeXlsx?: XlsxWriter | undefined;
}

// 「研修の報告書の様式は？」 is a question for the documents: a file must be asked for, or the report and nothing else.
const REPORT =
  /(?:研修|受講).{0,20}(?:報告|レポート|集計|受講状況|受講率|一覧).{0,6}(?:ファイル|csv|xlsx|エクセル|excel|出力|ダウンロード)|^(?:研修|受講)(?:状況)?の?(?:報告|レポート|集計)(?:を|が)?(?:ください|ほしい(?:です)?|欲しい(?:です)?|出して|作って|お願い(?:します)?)?[。!]*$|(?:training|course)s?\s.{0,20}report.{0,12}(?:file|csv|xlsx|excel)|^(?:the\s)?training\sreport[.!]*$/u;

const recognise: Recognise = ({normal}) => {
  const hit = normal.length > 100 ? undefined : REPORT.exec(normal)?.[0];
  return hit === undefined ? undefined : {score: 0.95, because: hit};
};

/** 「研修の報告をファイルで」: what `training report` writes, handed to the section in charge. */
export function reportIntent(deps: ReportDeps): Intent {
  const {register, trainings, directory, zone, writeXlsx} = deps;
  return {
    name: 'training.report',
    title: {ja: '研修の報告のファイル', en: 'The report of trainings as a file'},
    examples: {
      ja: ['研修の報告をファイルで', '情報セキュリティ研修の受講状況をCSVで'],
      en: ['the training report as a file'],
    },
    ...{role: 'course-section', where: 'private', changes: false},
    recognise,
    answer({sentence: {normal}, language, now}) {
      const m = messages[language];
      const named = (name: string) => name !== '' && normal.includes(normalise(name));
      const course = trainings().courses.find(({title}) => named(title.ja) || named(title.en))?.id;
      const section = directory.sections().find(({name}) => named(name))?.code;
      const work = async (signal: AbortSignal): Promise<Reply[]> => {
        const made = await makeReport(register, now, {course, section}, zone, signal);
        if (made.report.lines.length === 0) return [{kind: 'text', text: m.nobody}];
        const title = (id: string) => titleOf(trainings(), id).ja;
        const xlsx = normal.includes('csv') ? undefined : writeXlsx;
        const bytes =
          xlsx === undefined ? csvFile(csvRows(made, title, zone)) : await xlsx(sheetsOf(made, title, zone));
        const ending = xlsx === undefined ? 'csv' : 'xlsx';
        const name = `${m.reportName(localTime(now, zone).day.toString())}.${ending}`;
        const instead = `npm run shigotoba -- training report --format ${ending} --out FILE`;
        return [{kind: 'file', name, bytes, description: m.reportIs, instead}];
      };
      return Promise.resolve([
        {kind: 'text', text: m.making},
        {kind: 'later', work},
      ]);
    },
  };
}
