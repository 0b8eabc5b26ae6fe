import type {Bilingual} from '../../../kernel/person.ts';

interface FileMessages {
  readonly numbers: Readonly<Record<string, string>>;
  readonly unreadable: Readonly<Record<string, string>>;
  readonly frontMatter: Readonly<Record<string, string>>;
}

/** What is wrong with a file, for whoever imports it. `{…}` is filled from the problem's details. */
export const fileMessages: Bilingual<FileMessages> = {
  ja: {
    numbers: {
      'individual-number': '個人番号（マイナンバー）',
      'payment-card': 'クレジットカードなどの番号',
      'bank-account': '口座番号',
    },
    unreadable: {
      encoding: '文字コードが不明',
      binary: '文書ではないデータ',
      'not-a-file': 'ファイルではない',
      ENOENT: 'ファイルがない',
      EACCES: '読む権限がない',
      EISDIR: 'フォルダー',
    },
    frontMatter: {
      'unknown-key': '「{key}」という項目はありません。使えるのは {known} です。',
      'wrong-value': '「{key}」の値が正しくありません。{expected} の形で書いてください。',
      syntax: 'YAML として読めません（{reason}）。',
      'not-closed': '閉じる「---」の行がありません。',
      'no-keys': '「項目: 値」の形で書いてください。使える項目は {known} です。',
    },
  },
  en: {
    numbers: {
      'individual-number': 'an individual number (My Number)',
      'payment-card': 'a payment card number',
      'bank-account': 'a bank account number',
    },
    unreadable: {
      encoding: 'unknown character encoding',
      binary: 'data that is no text',
      'not-a-file': 'not a file',
      ENOENT: 'no such file',
      EACCES: 'no permission to read it',
      EISDIR: 'a folder',
    },
    frontMatter: {
      'unknown-key': 'there is no key "{key}"; the keys are {known}.',
      'wrong-value': 'the value of "{key}" is wrong; expected {expected}.',
      syntax: 'not YAML ({reason}).',
      'not-closed': 'the closing --- line is missing.',
      'no-keys': 'expected "key: value"; the keys are {known}.',
    },
  },
};
