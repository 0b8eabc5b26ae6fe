import type {Bilingual} from '../../../kernel/person.ts';

interface Messages {
  readonly summary: string;
  readonly checking: string;
  readonly checkTitle: string;
  readonly adds: string;
  readonly added: string;
  readonly known: string;
  readonly unconfirmed: string;
  readonly unknown: string;
  readonly unknownTitle: (count: number) => string;
  readonly people: (count: number) => string;
  readonly line: (line: number, who: string) => string;
  readonly more: (rest: number) => string;
  readonly untilWhen: string;
  readonly nothing: string;
  readonly take: string;
  readonly drop: string;
  readonly wrongTitle: (count: number) => string;
  readonly wrongLines: string;
  readonly wrongLine: (line: number, column: string | undefined, text: string) => string;
  readonly whichTitle: string;
  readonly whichText: string;
  readonly which: string;
  readonly whichMissing: string;
  readonly choose: string;
  readonly roster: (title: string, day: string) => string;
  readonly taking: string;
  readonly done: string;
  readonly cut: string;
  readonly dropped: string;
  readonly absent: string;
  readonly busy: string;
  readonly already: string;
  readonly making: string;
  readonly reportName: (day: string) => string;
  readonly reportIs: string;
  readonly nobody: string;
}

/** What is said around files that come and go by chat. */
export const messages: Bilingual<Messages> = {
  ja: {
    summary: '受講記録のファイルについて',
    checking: 'ファイルを確かめています。',
    checkTitle: '取り込みの確認（まだ何も登録していません）',
    adds: '登録されるもの',
    added: '登録したもの',
    known: '登録済みのもの',
    unconfirmed: '本人の申告で、確認できないもの',
    unknown: '職員名簿にいない人',
    unknownTitle: (count) => `職員名簿にいない人（${count}行。取り込みません）`,
    people: (count) => `${count} 件`,
    line: (line, who) => `${line}行目 ${who}`,
    more: (rest) => `ほかに${rest}件あります。`,
    untilWhen: 'ファイルは、取り込むかやめるまで預かります（長くて1日）。',
    nothing: '新しく登録するものはありません。',
    take: '取り込む',
    drop: 'やめる',
    wrongTitle: (count) => `${count}件の誤りがあります。何も取り込んでいません`,
    wrongLines: '直すところ',
    wrongLine: (line, column, text) =>
      column === undefined ? `${line}行目: ${text}` : `${line}行目「${column}」: ${text}`,
    whichTitle: 'どの研修の記録ですか',
    whichText: 'ファイルに研修の列がありません。研修か、出席名簿なら開催回を選んでください。',
    which: '研修',
    whichMissing: '研修を選んでください。',
    choose: 'この研修として確かめる',
    roster: (title, day) => `${title} ${day} の出席名簿`,
    taking: '取り込んでいます。終わったらお知らせします。',
    done: '取り込みました',
    cut: '取り込みが途中で止まりました。もう一度押してください。登録済みのものが二重になることはありません。',
    dropped: 'やめました。預かっていたファイルは消しました。',
    absent: 'このファイルはもうありません（預かるのは1日です）。もう一度送ってください。',
    busy: '取り込んでいるところです。',
    already: 'このファイルはもう取り込みました。',
    making: '報告を作っています。できたらお渡しします。',
    reportName: (day) => `研修の受講状況-${day}`,
    reportIs: '研修の受講状況（人数だけで、個人の名前は含みません）',
    nobody: '対象者がいないため、報告することがありません。',
  },
  en: {
    summary: 'About a file of completions',
    checking: 'I am checking the file.',
    checkTitle: 'Please check (nothing is entered yet)',
    adds: 'Would be entered',
    added: 'Entered',
    known: 'Known already',
    unconfirmed: 'Self-reports not confirmed',
    unknown: 'Not on the staff list',
    unknownTitle: (count) => `Not on the staff list (${count} rows, not taken in)`,
    people: (count) => String(count),
    line: (line, who) => `row ${line}: ${who}`,
    more: (rest) => `And ${rest} more.`,
    untilWhen: 'The file is kept until you take it in or leave it, a day at most.',
    nothing: 'There is nothing new to enter.',
    take: 'Take it in',
    drop: 'Leave it',
    wrongTitle: (count) => `${count} mistakes. Nothing was taken in`,
    wrongLines: 'What to mend',
    wrongLine: (line, column, text) =>
      column === undefined ? `row ${line}: ${text}` : `row ${line}, "${column}": ${text}`,
    whichTitle: 'Which training is it about?',
    whichText: 'The file has no column for the training. Choose it, or the session whose roster it is.',
    which: 'Training',
    whichMissing: 'Please choose the training.',
    choose: 'Check it as this',
    roster: (title, day) => `${title}, roster of ${day}`,
    taking: 'I am taking it in, and tell you when it is done.',
    done: 'Taken in',
    cut: 'It stopped half-way. Please press again: nothing is entered twice.',
    dropped: 'Left. The file that was kept is deleted.',
    absent: 'This file is no longer there: it is kept for a day. Please send it again.',
    busy: 'It is being taken in.',
    already: 'This file was taken in already.',
    making: 'I am making the report, and hand it over when it is ready.',
    reportName: (day) => `trainings-${day}`,
    reportIs: 'Who took the trainings: figures alone, no names',
    nobody: 'Nobody was required, so there is nothing to report.',
  },
};
