import type {Bilingual} from '../../../kernel/person.ts';

interface Messages {
  readonly asFile: string;
  readonly toErase: string;
  readonly fileName: (day: string) => string;
  readonly fileIs: string;
  /** Stands at the head of the file. */
  readonly note: string;
  readonly confirmTitle: string;
  readonly goes: string;
  readonly stays: string;
  readonly staysLine: (labels: readonly string[], why: string) => string;
  readonly nothingGoes: string;
  readonly erase: string;
  readonly keep: string;
  readonly erased: string;
  readonly erasedText: string;
  readonly summary: string;
  readonly list: string;
  readonly listKept: string;
  readonly listStays: string;
  readonly unit: (section: string, unit: string | undefined, post: string | undefined) => string;
  readonly number: string;
  readonly name: string;
  readonly posts: string;
  readonly work: string;
  readonly workValue: (employment: string | undefined, from: string | undefined) => string;
  readonly reach: string;
  readonly absences: string;
  readonly absence: (kind: string, from: string, to: string | undefined) => string;
  readonly bound: string;
  readonly boundValue: string;
  readonly unlisted: string;
  readonly unlistedValue: string;
  readonly roles: string;
  readonly rolesValue: string;
  readonly rolesKept: string;
  readonly rolesStay: string;
  readonly files: string;
  readonly filesKept: string;
}

/** What is said around 「自分のデータ」. */
export const messages: Bilingual<Messages> = {
  ja: {
    asFile: 'ファイルで受け取る',
    toErase: '消せるものを消す',
    fileName: (day) => `自分のデータ-${day}.json`,
    fileIs: 'しごとばがあなたについて保存しているすべてのデータです。',
    note: 'しごとばがこの人について保存しているすべてのデータです。items は内容の説明、data は保存されているそのままの形です。',
    confirmTitle: '消してよいですか',
    goes: '消えるもの',
    stays: '残るものと、その理由',
    staysLine: (labels, why) => `${labels.join('、')}: ${why}`,
    nothingGoes: '消せるものはありません。',
    erase: '消す',
    keep: 'やめる',
    erased: '消しました',
    erasedText:
      'あなたのデータのうち、消せるものを消しました。また話しかけると、返事を送る宛先は改めて保存されます。',
    summary: '保存しているデータについて',
    list: '職員名簿',
    listKept: '名簿にいる間と、いなくなってから1年',
    listStays: '人事担当が管理する名簿のため。直すときは人事担当にお知らせください',
    unit: (section, unit, post) => [section, unit, post].filter((part) => part !== undefined).join(' '),
    number: '職員名簿：職員番号',
    name: '職員名簿：氏名',
    posts: '職員名簿：所属',
    work: '職員名簿：任用',
    workValue: (employment, from) =>
      [employment, from === undefined ? undefined : `${from}から`]
        .filter((part) => part !== undefined)
        .join('、'),
    reach: '職員名簿：連絡先',
    absences: '職員名簿：休業など',
    absence: (kind, from, to) => `${kind} ${from}〜${to ?? ''}`,
    bound: '職員名簿：アカウントとの結び付き',
    boundValue: 'このアカウントがあなたのものであること',
    unlisted: '職員名簿：名簿に出さない',
    unlistedValue: 'ほかの人には、名簿にいない人として扱います',
    roles: '役割を持って行った操作',
    rolesValue: 'いつ、何を、何に対して行ったか（監査担当が見られます）',
    rolesKept: '5年',
    rolesStay: '操作の記録は、書き足すだけで消しません',
    files: '預かっているファイル',
    filesKept: '受け取るか取り込むまで、長くて1日',
  },
  en: {
    asFile: 'As a file',
    toErase: 'Delete what may be deleted',
    fileName: (day) => `my-data-${day}.json`,
    fileIs: 'All that Shigotoba keeps about you.',
    note: 'All that Shigotoba keeps about this person: "items" says what it is, "data" is what is stored, as it is.',
    confirmTitle: 'Shall it be deleted?',
    goes: 'This goes',
    stays: 'This stays, and why',
    staysLine: (labels, why) => `${labels.join(', ')}: ${why}`,
    nothingGoes: 'There is nothing that may be deleted.',
    erase: 'Delete',
    keep: 'Leave it',
    erased: 'Deleted',
    erasedText:
      'What may be deleted of your data is gone. When you write again, the address for my answers is stored anew.',
    summary: 'About what is kept',
    list: 'Staff list',
    listKept: 'while you are on the list, and a year after',
    listStays: 'the personnel section keeps the list; ask them for corrections',
    unit: (section, unit, post) => [section, unit, post].filter((part) => part !== undefined).join(', '),
    number: 'Staff list: number',
    name: 'Staff list: name',
    posts: 'Staff list: posts',
    work: 'Staff list: employment',
    workValue: (employment, from) =>
      [employment, from === undefined ? undefined : `since ${from}`]
        .filter((part) => part !== undefined)
        .join(', '),
    reach: 'Staff list: how to reach you',
    absences: 'Staff list: absences',
    absence: (kind, from, to) => `${kind} ${from} to ${to ?? '?'}`,
    bound: 'Staff list: your account',
    boundValue: 'that this account is yours',
    unlisted: 'Staff list: left out',
    unlistedValue: 'to others there is no such person',
    roles: 'What you did with a role',
    rolesValue: 'when, what, on what; auditors can read it',
    rolesKept: 'five years',
    rolesStay: 'the record of operations is only added to',
    files: 'Files that wait for you',
    filesKept: 'until you take them or have them taken in; a day at most',
  },
};
