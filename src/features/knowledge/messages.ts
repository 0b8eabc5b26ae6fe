import type {Bilingual} from '../../kernel/person.ts';
import type {Help} from '../../platform/feature.ts';
import type {SourceLink} from './card/source.ts';
import type {Contradiction} from './clause/contradiction.ts';
import type {DocumentKind} from './document.ts';

interface Messages {
  readonly askTitle: string;
  readonly startTitle: string;
  readonly start: string;
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
  readonly section: string;
  readonly otherCandidates: string;
  readonly from: (day: string) => string;
  readonly issuer: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<DocumentKind, string>>;
  readonly dated: string;
  readonly amended: string;
  readonly appliesTo: string;
  readonly openSource: (where: string) => string;
  readonly opensFrom: Readonly<Record<SourceLink['from'], string>>;
  readonly others: (issuer: string) => string;
  readonly noRule: (kind: string) => string;
  readonly kindUnknown: string;
  readonly amendment: string;
  readonly coming: (day: string) => string;
  readonly clash: (on: string) => string;
  readonly clashBetween: (one: number, other: number, on: string) => string;
  readonly clashOn: Readonly<Record<Contradiction, string>>;
  readonly clashAsk: string;
  readonly gone: string;
  readonly goneSummary: string;
  readonly help: string;
  readonly helpSays: string;
  /** `ask --explain`: what counted for a passage. */
  readonly explain: {
    readonly score: string;
    readonly boost: string;
    readonly coverage: string;
    readonly article: string;
    readonly title: string;
    readonly text: string;
    readonly share: string;
    readonly absent: string;
    readonly asking: string;
    readonly parts: Readonly<Record<string, string>>;
    readonly from: Readonly<Record<string, string>>;
    readonly weight: (weight: string, worth: string) => string;
    readonly confidence: (sure: string, answer: string, unsure: string) => string;
  };
  /** `knowledge tune`: the limits that were learned. */
  readonly tune: {
    readonly questions: (count: number) => string;
    readonly columns: string;
    readonly before: string;
    readonly learned: string;
    readonly fold: (number: number) => string;
    readonly stored: string;
    readonly notStored: string;
  };
  readonly notAsked: Readonly<Record<'too-long' | 'no-words' | 'personal-number', string>>;
}

/** Everything that the feature says in chat. */
export const messages: Bilingual<Messages> = {
  ja: {
    askTitle: '規程やルールについて質問する',
    startTitle: '質問のしかたを見る',
    start: '知りたいことを、ふだんの言葉で書いてください。たとえば次のように聞けます。',
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
    section: '所管',
    otherCandidates: 'ほかの候補',
    from: (day) => `${day}から`,
    issuer: '発行',
    kind: '種類',
    kinds: {rule: '規程', procedure: '手順', notice: '通知', report: '報告', minutes: '議事要旨'},
    dated: '日付',
    amended: '最終改正',
    appliesTo: '対象',
    openSource: (where) => `出典を開く（${where}）`,
    opensFrom: {internet: 'インターネット', intranet: '庁内ネットワーク'},
    others: (issuer) => (issuer === '' ? '他団体の資料' : `他団体の資料（${issuer}）`),
    noRule: (kind) => `${kind}（規程ではありません）`,
    kindUnknown: '規程かどうかが登録されていない資料',
    amendment: '改正の案または改正文（今の定めではありません）',
    coming: (day) => `この文書は、${day}から新しい版に変わります。`,
    clash: (on) => `食い違う記載があります（${on}）`,
    clashBetween: (one, other, on) => `${one} と ${other} は食い違っています（${on}）`,
    clashOn: {permission: 'してよいかどうか', duty: '必要かどうか', number: '数や期間'},
    clashAsk: 'どちらによるかは、所管課にお確かめください。',
    gone: 'この文書は差し替えられたか、取り下げられました。もう一度お尋ねください。',
    goneSummary: '文書が新しくなりました',
    help: '使い方を見る',
    helpSays: 'ヘルプ',
    explain: {
      score: '得点',
      boost: '加点',
      coverage: '質問の主題のうち、この箇所にある割合',
      article: '質問で名指しされた条',
      title: '見出し',
      text: '本文',
      share: '網羅',
      absent: 'なし',
      asking: '（尋ね方の語）',
      parts: {
        titleTerms: '見出しの語',
        textTerms: '本文の語',
        coverage: '網羅',
        titleBigrams: '見出しの2文字',
        textBigrams: '本文の2文字',
        topic: '話題の近さ',
        best: '上位との近さ',
      },
      from: {organisation: '組織の類語', dictionary: '辞書の類語', reading: '読み', slip: '打ち間違い'},
      weight: (weight, worth) =>
        `文書の種類と箇所 ×${weight} = ${worth}（同じくらい当てはまる規程があるとき）`,
      confidence: (sure, answer, unsure) => `確からしさ ${sure}（回答 ${answer} 以上、候補 ${unsure} 以上）`,
    },
    tune: {
      questions: (count) => `${count} 件の質問から学びました。`,
      columns: '  回答  候補  誤って断った  断るべきを断った  回答が正しい  正しく回答した',
      before: '今まで',
      learned: '学習後（全件）',
      fold: (number) => `検証 ${number}`,
      stored: '保存しました。動いているボットにもすぐ反映されます。',
      notStored: '保存していません（--dry-run）。',
    },
    notAsked: {
      'too-long': '質問が長すぎます。一文か二文にまとめてください。',
      'no-words': '質問に言葉がありません。',
      'personal-number': '個人番号などと思われる番号が含まれているため、検索していません。',
    },
  },
  en: {
    askTitle: 'Ask about rules and policies',
    startTitle: 'How to ask',
    start: 'Write what you want to know in your own words. You can ask, for example:',
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
    section: 'Section',
    otherCandidates: 'Other candidates',
    from: (day) => `from ${day}`,
    issuer: 'Issued by',
    kind: 'Kind',
    kinds: {rule: 'rule', procedure: 'procedure', notice: 'notice', report: 'report', minutes: 'minutes'},
    dated: 'Dated',
    amended: 'Last amended',
    appliesTo: 'Applies to',
    openSource: (where) => `Open the source (${where})`,
    opensFrom: {internet: 'internet', intranet: 'intranet'},
    others: (issuer) =>
      issuer === '' ? 'Another organisation’s document' : `Another organisation’s document (${issuer})`,
    noRule: (kind) => `A ${kind}, not a rule`,
    kindUnknown: 'Not registered as a rule',
    amendment: 'A proposed change or the text of one, not what is in force',
    coming: (day) => `A newer version of this document holds from ${day}.`,
    clash: (on) => `There is a passage that contradicts this (${on})`,
    clashBetween: (one, other, on) => `${one} and ${other} contradict each other (${on})`,
    clashOn: {
      permission: 'whether it is allowed',
      duty: 'whether it is needed',
      number: 'a number or a period',
    },
    clashAsk: 'Please ask the section in charge which of them counts.',
    gone: 'This document has been replaced or withdrawn. Please ask again.',
    goneSummary: 'The document has changed',
    help: 'How to use me',
    helpSays: 'help',
    explain: {
      score: 'score',
      boost: 'added',
      coverage: 'share of the topic that stands here:',
      article: 'the article that the question names',
      title: 'heading',
      text: 'text',
      share: 'coverage',
      absent: 'not here',
      asking: '(a word of asking)',
      parts: {
        titleTerms: 'words of the heading',
        textTerms: 'words of the text',
        coverage: 'coverage',
        titleBigrams: 'bigrams of the heading',
        textBigrams: 'bigrams of the text',
        topic: 'nearness of topic',
        best: 'nearness to the best',
      },
      from: {
        organisation: "the organisation's list",
        dictionary: 'the dictionary',
        reading: 'its reading',
        slip: 'a slip',
      },
      weight: (weight, worth) =>
        `kind of document and place in it ×${weight} = ${worth}, where another that binds more covers as much`,
      confidence: (sure, answer, unsure) =>
        `confidence ${sure} (answer from ${answer}, perhaps from ${unsure})`,
    },
    tune: {
      questions: (count) => `Learned from ${count} questions.`,
      columns: '  answer  perhaps  refused wrongly  refused rightly  answers right  answered rightly',
      before: 'before',
      learned: 'learned (on all)',
      fold: (number) => `fold ${number}`,
      stored: 'Stored. Running bots follow at once.',
      notStored: 'Not stored (--dry-run).',
    },
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
