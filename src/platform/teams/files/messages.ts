import type {Bilingual} from '../../../kernel/person.ts';

interface Messages {
  /** For notifications: no name, no topic. */
  readonly offered: string;
  readonly sent: string;
  readonly notHere: (instead: string) => string;
  readonly declined: string;
  readonly absent: string;
  readonly busy: string;
  readonly already: string;
  readonly again: string;
  readonly notListed: string;
  readonly trouble: string;
}

/** What is said around a file. */
export const messages: Bilingual<Messages> = {
  ja: {
    offered: 'ファイルをお渡しできます',
    sent: 'ファイルをOneDriveに保存しました',
    notHere: (instead) =>
      `ここではファイルをお渡しできません。同じものは、担当者が次のコマンドで書き出せます。\n${instead}`,
    declined: 'ファイルは送りませんでした。預かっていた分は消しました。',
    absent: 'このファイルはもうありません（預かるのは1時間です）。もう一度お求めください。',
    busy: '送っているところです。少しお待ちください。',
    already: 'このファイルはもう送りました。',
    again: 'ファイルを送れませんでした。下のカードでもう一度お試しください。',
    notListed:
      'ファイルの送り先が、送ってよいホストとして登録されていません。運用担当に知らせてください（設定 FILE_HOSTS）。',
    trouble: 'ファイルを扱えませんでした。少し待ってから、もう一度お試しください。',
  },
  en: {
    offered: 'A file is ready for you',
    sent: 'The file is in your OneDrive',
    notHere: (instead) =>
      `I cannot hand over a file here. Whoever is in charge can write the same one by this command:\n${instead}`,
    declined: 'The file was not sent, and what was kept of it is deleted.',
    absent: 'This file is no longer there: it is kept for an hour. Please ask for it again.',
    busy: 'It is being sent. Please wait a moment.',
    already: 'This file was sent already.',
    again: 'The file could not be sent. Please try again with the card below.',
    notListed:
      'The file was to go to a host that is not listed. Please tell the operator (setting FILE_HOSTS).',
    trouble: 'I could not handle the file. Please wait a moment and try again.',
  },
};
