import type {Bilingual} from '../../kernel/person.ts';
import type {Trouble} from '../understand/sentence.ts';

interface Messages {
  readonly tooLong: (limit: number) => string;
  readonly noWords: string;
  readonly tooMany: string;
  readonly privately: string;
  readonly unreachablePrivately: string;
  readonly unsureWho: string;
  readonly notAllowed: string;
  readonly oldCard: string;
  readonly oldCardSummary: string;
  readonly failedTitle: string;
  readonly failedSummary: string;
  readonly again: string;
  /** For staff, who can neither see nor mend where the storage is. */
  readonly storageAway: (reference: string) => string;
  readonly help: string;
  readonly helpSays: string;
  readonly below: string;
  readonly which: string;
  readonly whichSummary: string;
  readonly trouble: (trouble: Trouble) => string;
  readonly filesPrivately: string;
  readonly noFiles: string;
  readonly filesOf: (endings: readonly string[]) => string;
  readonly tooManyFiles: (most: number) => string;
  readonly notFetched: (why: 'too-large' | 'not-listed' | 'failed', largest: number) => string;
}

const mebibytes = (bytes: number) => String(bytes / 1024 / 1024);

/** What the house itself says around a turn, whichever feature it was for. */
export const messages: Bilingual<Messages> = {
  ja: {
    filesPrivately: 'ファイルは個人チャットでだけ受け取れます。このボットとの個人チャットへ送ってください。',
    noFiles: 'ファイルは受け取っていません。聞きたいことは、文で書いてください。',
    filesOf: (endings) =>
      `この種類のファイルは受け取れません。受け取れるのは ${endings.map((e) => `.${e}`).join('、')} です。`,
    tooManyFiles: (most) => `ファイルが多すぎます。一度に ${most} つまで送ってください。`,
    notFetched: (why, largest) => {
      switch (why) {
        case 'too-large':
          return `ファイルが大きすぎます（上限 ${mebibytes(largest)} MB）。分けて送ってください。何も取り込んでいません。`;
        case 'not-listed':
          return 'ファイルの置き場所が、受け取ってよいホストとして登録されていません。運用担当に知らせてください（設定 FILE_HOSTS）。何も取り込んでいません。';
        case 'failed':
          return 'ファイルを受け取れませんでした。もう一度送ってください。何も取り込んでいません。';
      }
    },
    storageAway: (reference) =>
      `データの保存先につながりません。少し待ってから、もう一度お試しください。予約や記録ができたかどうかは、つながってから確かめてください。続くときは、運用担当に参照番号 ${reference} を伝えてください。`,
    tooLong: (limit) =>
      `文が長すぎて読み取れません（上限 ${limit.toLocaleString('en-US')} 文字）。聞きたいことを一文か二文にまとめてください。`,
    noWords: '言葉が見つかりませんでした。聞きたいことを文で書いてください。',
    tooMany: '短い間にたくさん届いたため、少し休みます。1分ほどしてから、もう一度どうぞ。',
    privately: '個人に関わるため、個人チャットでお答えします。',
    unreachablePrivately:
      '個人に関わるため、ここではお答えできません。このボットとの個人チャットを開いて、もう一度お尋ねください。',
    unsureWho:
      'Teams から利用者の確認が取れませんでした。少し待ってから、もう一度送ってください。何も受け付けていません。',
    notAllowed: 'この操作を行う権限がありません。必要な場合は所管課に相談してください。',
    oldCard:
      'このカードは古くなったため使えません。内容は変わっていません。もう一度、文で話しかけてください。',
    oldCardSummary: '古いカードです',
    failedTitle: 'うまくいきませんでした',
    failedSummary: 'うまくいきませんでした',
    again: 'もう一度',
    help: '使い方を見る',
    helpSays: 'ヘルプ',
    below: '下にお答えしました。',
    which: 'どちらのことですか。',
    whichSummary: 'どちらのことですか',
    trouble: (trouble) => {
      switch (trouble.kind) {
        case 'no-such-date':
          return `「${trouble.text}」という日付はありません。日付を確かめてください。`;
        case 'no-such-time':
          return `「${trouble.text}」という時刻はありません。時刻を確かめてください。`;
        case 'end-before-start':
          return `「${trouble.text}」は終わりが始まりより前です。時刻を確かめてください。`;
      }
    },
  },
  en: {
    filesPrivately: 'I take files in the personal chat only. Please send it in our personal chat.',
    noFiles: 'I take no files from you. Please write what you want to know as a sentence.',
    filesOf: (endings) =>
      `I cannot take a file of this kind. I take ${endings.map((e) => `.${e}`).join(', ')}.`,
    tooManyFiles: (most) => `Those are too many files. Please send at most ${most} at once.`,
    notFetched: (why, largest) => {
      switch (why) {
        case 'too-large':
          return `The file is too large (at most ${mebibytes(largest)} MB). Please send it in parts. Nothing was taken in.`;
        case 'not-listed':
          return 'The file lies on a host that is not listed. Please tell the operator (setting FILE_HOSTS). Nothing was taken in.';
        case 'failed':
          return 'The file did not reach me. Please send it again. Nothing was taken in.';
      }
    },
    storageAway: (reference) =>
      `The storage of the data does not answer. Please wait a little and try again. Whether something was booked or recorded can be seen once it does. If it goes on, give the operator this reference: ${reference}.`,
    tooLong: (limit) =>
      `That is too long for me to read (at most ${limit.toLocaleString('en-US')} characters). Please put your question into a sentence or two.`,
    noWords: 'I found no words in that. Please write your question as a sentence.',
    tooMany: 'That was a lot in a short time, so I take a little rest. Please try again in a minute.',
    privately: 'This concerns a person, so I answer in our personal chat.',
    unreachablePrivately:
      'This concerns a person, so I cannot answer here. Please open a personal chat with me and ask again.',
    unsureWho:
      'Teams did not confirm in time who is writing. Please wait a moment and send it again. Nothing was taken in.',
    notAllowed: 'You may not do this. If you need it, please ask the section in charge.',
    oldCard:
      'This card is out of date and can no longer be used. Nothing was changed. Please just write to me again.',
    oldCardSummary: 'This card is out of date',
    failedTitle: 'That did not work',
    failedSummary: 'That did not work',
    again: 'Try again',
    help: 'How to use me',
    helpSays: 'help',
    below: 'Answered below.',
    which: 'Which of these do you mean?',
    whichSummary: 'Which of these do you mean?',
    trouble: (trouble) => {
      switch (trouble.kind) {
        case 'no-such-date':
          return `There is no such date as "${trouble.text}". Please check it.`;
        case 'no-such-time':
          return `There is no such time as "${trouble.text}". Please check it.`;
        case 'end-before-start':
          return `In "${trouble.text}" the end comes before the start. Please check the times.`;
      }
    },
  },
};
