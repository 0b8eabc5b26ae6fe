import type {Bilingual} from '../../kernel/person.ts';
import type {PersonalNumberKind} from '../../kernel/personal-numbers.ts';
import type {Help} from '../../platform/feature.ts';

interface Messages {
  readonly titles: Readonly<Record<'help' | 'greeting' | 'mydata' | 'incident', string>>;
  readonly welcomeTitle: string;
  readonly welcome: string;
  readonly welcomeSummary: string;
  readonly helpTitle: string;
  readonly help: string;
  readonly helpSummary: string;
  readonly example: string;
  readonly greeting: string;
  readonly thanks: string;
  readonly incidentTitle: string;
  readonly which: string;
  readonly incidentSummary: string;
  readonly callNow: string;
  readonly callOther: (open: boolean) => string;
  readonly call: (name: string, extension: string) => string;
  readonly first: string;
  readonly never: string;
  readonly otherIncidents: string;
  readonly noIncidents: string;
  readonly numbers: Readonly<Record<PersonalNumberKind, string>>;
  readonly numberTitle: (kinds: string) => string;
  readonly numberText: string;
  readonly numberReport: (name: string, extension: string) => string;
  readonly numberSummary: string;
  readonly dataTitle: string;
  readonly dataNothing: string;
  readonly dataSummary: string;
  readonly dataRow: (value: string, kept: string) => string;
  readonly data: {
    readonly chat: string;
    readonly chatValue: string;
    readonly language: string;
    readonly languages: Bilingual;
    readonly welcomed: string;
    readonly whileInstalled: string;
    readonly notices: string;
    readonly noticesValue: (count: number) => string;
    readonly thirtyDays: string;
  };
}

/** Everything that the feature says in chat. */
export const messages: Bilingual<Messages> = {
  ja: {
    titles: {
      help: '使い方を見る',
      greeting: 'あいさつ',
      mydata: '自分のデータを見る',
      incident: '緊急のときの手順を見る',
    },
    welcomeTitle: 'しごとばへようこそ',
    welcome:
      '職場のルールや情報セキュリティの規程を、根拠の条項と一緒にお答えします。下のボタンを押すか、文で話しかけてください。',
    welcomeSummary: 'しごとばへようこそ',
    helpTitle: 'できること',
    help: 'ふだんの言葉で話しかけてください。全角でも半角でもかまいません。',
    helpSummary: '使い方',
    example: '例',
    greeting:
      'こんにちは。職場のルールで知りたいことがあれば、文で聞いてください。使い方は「ヘルプ」で見られます。',
    thanks: 'どういたしまして。また聞いてください。',
    incidentTitle: '緊急のとき',
    which: 'あてはまるものを選んでください。最初にすることを案内します。',
    incidentSummary: '緊急のときに最初にすること',
    callNow: 'いま電話するところ',
    callOther: (open) => (open ? '時間外の連絡先' : '開庁時間の連絡先'),
    call: (name, extension) => `${name} 内線 ${extension}`,
    first: 'すぐにすること',
    never: '注意（してはいけないこと）',
    otherIncidents: 'ほかの事故の手順',
    noIncidents: '緊急時の手順がまだ登録されていません。すぐに所属長へ連絡してください。',
    numbers: {
      'individual-number': '個人番号（マイナンバー）',
      'payment-card': 'クレジットカードなどの番号',
      'bank-account': '口座番号',
    },
    numberTitle: (kinds) => `${kinds}と思われる番号が含まれています`,
    numberText:
      'このチャットでは扱えない番号のため、読み取りも検索も記録もしていません。送ったメッセージを削除してください。番号を除いて、もう一度お尋ねください。',
    numberReport: (name, extension) =>
      `他の人に見えるところへ送ってしまったときは、${name}（内線 ${extension}）に知らせてください。`,
    numberSummary: '扱えない番号が含まれています',
    dataTitle: 'あなたについて保存しているもの',
    dataNothing: '保存しているものはありません。',
    dataSummary: '保存しているデータの一覧です',
    dataRow: (value, kept) => `${value}（保存期間: ${kept}）`,
    data: {
      chat: 'このチャットの宛先',
      chatValue: 'あり（お知らせを届けるため）',
      language: '表示の言語',
      languages: {ja: '日本語', en: '英語'},
      welcomed: '最初のあいさつ',
      whileInstalled: 'アプリを使っている間',
      notices: 'お知らせの記録',
      noticesValue: (count) => `${count} 件（いつ、何についてのものか。文面は含みません）`,
      thirtyDays: '送ってから30日',
    },
  },
  en: {
    titles: {
      help: 'How to use me',
      greeting: 'A greeting',
      mydata: 'What is kept about me',
      incident: 'First steps in an emergency',
    },
    welcomeTitle: 'Welcome to Shigotoba',
    welcome:
      'I answer questions on work rules and the information-security policy, with the clause an answer rests on. Press a button below, or just write to me.',
    welcomeSummary: 'Welcome to Shigotoba',
    helpTitle: 'What I can do',
    help: 'Write to me in your own words.',
    helpSummary: 'How to use me',
    example: 'For example',
    greeting: 'Hello. Ask me anything about the rules at work. "help" shows what I can do.',
    thanks: 'You are welcome.',
    incidentTitle: 'In an emergency',
    which: 'Choose what has happened. I show what to do first.',
    incidentSummary: 'First steps in an emergency',
    callNow: 'Call now',
    callOther: (open) => (open ? 'After hours' : 'During opening hours'),
    call: (name, extension) => `${name}, extension ${extension}`,
    first: 'Do this at once',
    never: 'Do not',
    otherIncidents: 'Something else has happened',
    noIncidents: 'No first steps are stored yet. Tell your section head at once.',
    numbers: {
      'individual-number': 'an individual number (My Number)',
      'payment-card': 'a payment card number',
      'bank-account': 'a bank account number',
    },
    numberTitle: (kinds) => `Your message seems to carry ${kinds}`,
    numberText:
      'Such numbers may not be used in this chat, so I have neither read, searched nor kept it. Please delete your message, and ask again without the number.',
    numberReport: (name, extension) =>
      `If you sent it where others can see it, tell ${name} (extension ${extension}).`,
    numberSummary: 'Your message carries a number that I may not take',
    dataTitle: 'What I keep about you',
    dataNothing: 'Nothing.',
    dataSummary: 'What is kept about you',
    dataRow: (value, kept) => `${value} (kept: ${kept})`,
    data: {
      chat: 'The address of this chat',
      chatValue: 'kept, so that notices can reach you',
      language: 'Language',
      languages: {ja: 'Japanese', en: 'English'},
      welcomed: 'Welcomed',
      whileInstalled: 'while you use the app',
      notices: 'Notices',
      noticesValue: (count) => `${count} (when and about what; not the text)`,
      thirtyDays: 'thirty days after sending',
    },
  },
};

/** What help says of it. */
export const help: Bilingual<Help> = {
  ja: {
    title: '緊急のとき・使い方',
    text: '誤送信や紛失などを伝えると、最初にすることと連絡先をすぐに出します。「自分のデータ」で、保存しているものを確かめられます。',
    examples: ['メールを誤送信した', '自分のデータ'],
    button: {title: '緊急のときの手順', says: '緊急のとき'},
  },
  en: {
    title: 'Emergencies, and using me',
    text: 'Tell me of a mail sent to the wrong person, a lost device or the like, and I show at once what to do and whom to call. "my data" shows what is kept about you.',
    examples: ['I lost my USB stick', 'my data'],
    button: {title: 'In an emergency', says: 'emergency'},
  },
};
