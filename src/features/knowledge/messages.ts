import type {Bilingual} from '../../kernel/person.ts';
import type {Help} from '../../platform/feature.ts';

interface Messages {
  readonly askTitle: string;
  readonly perhaps: string;
  readonly none: string;
  readonly answerSummary: string;
  readonly perhapsSummary: string;
  readonly noneSummary: string;
  readonly contact: (section: string, extension: string) => string;
  readonly document: string;
  readonly place: string;
  readonly source: string;
  readonly effective: string;
  readonly others: string;
  readonly from: (day: string) => string;
  readonly gone: string;
  readonly goneSummary: string;
  readonly help: string;
  readonly helpSays: string;
  readonly notAsked: Readonly<Record<'too-long' | 'no-words' | 'personal-number', string>>;
}

/** Everything that the feature says in chat. */
export const messages: Bilingual<Messages> = {
  ja: {
    askTitle: '規程やルールについて質問する',
    perhaps: 'ぴったり当てはまる記載は見つかりませんでした。近いのは次の箇所です。',
    none: '登録されている文書には、この質問の根拠になる記載が見つかりませんでした。',
    answerSummary: '文書から見つかった答えです',
    perhapsSummary: '近い記載の候補です',
    noneSummary: '文書に記載が見つかりませんでした',
    contact: (section, extension) => `所管課にお尋ねください: ${section}（内線 ${extension}）`,
    document: '文書',
    place: '箇所',
    source: '出典',
    effective: '施行',
    others: 'ほかの候補',
    from: (day) => `${day}から`,
    gone: 'この文書は差し替えられたか、取り下げられました。もう一度お尋ねください。',
    goneSummary: '文書が新しくなりました',
    help: '使い方を見る',
    helpSays: 'ヘルプ',
    notAsked: {
      'too-long': '質問が長すぎます。一文か二文にまとめてください。',
      'no-words': '質問に言葉がありません。',
      'personal-number': '個人番号などと思われる番号が含まれているため、検索していません。',
    },
  },
  en: {
    askTitle: 'Ask about rules and policies',
    perhaps: 'I found nothing that fits exactly. These come closest.',
    none: 'The documents that I have say nothing that would support an answer to this.',
    answerSummary: 'An answer from the documents',
    perhapsSummary: 'Passages that come close',
    noneSummary: 'Not in the documents',
    contact: (section, extension) => `Please ask the section in charge: ${section} (extension ${extension})`,
    document: 'Document',
    place: 'Place',
    source: 'Source',
    effective: 'In force',
    others: 'Other candidates',
    from: (day) => `from ${day}`,
    gone: 'This document has been replaced or withdrawn. Please ask again.',
    goneSummary: 'The document has changed',
    help: 'How to use me',
    helpSays: 'help',
    notAsked: {
      'too-long': 'The question is too long. Please put it into a sentence or two.',
      'no-words': 'There are no words in the question.',
      'personal-number':
        'It carries what seems to be an individual number or the like, so it was not searched.',
    },
  },
};

/** What help says of it. */
export const help: Bilingual<Help> = {
  ja: {
    title: '規程やルールを調べる',
    text: '職場のルールや情報セキュリティの規程について、根拠の条項を添えてお答えします。記載がないときは、そう伝えて所管課を案内します。',
    examples: [
      '集中ブースは何時間まで使えますか',
      '私物のスマホを仕事で使っていい？',
      '紙の書類はどう保管する？',
    ],
    button: {title: '規程を質問してみる', says: '集中ブースは何時間まで使えますか'},
  },
  en: {
    title: 'Look up rules and policies',
    text: 'I answer questions on work rules and the information-security policy, with the clause the answer rests on. Where there is none I say so and name the section in charge.',
    examples: ['集中ブースは何時間まで使えますか', '第6条'],
    button: {title: 'Try a question', says: '集中ブースは何時間まで使えますか'},
  },
};
