import type {Bilingual} from '../../../kernel/person.ts';
import type {Came, Vote} from './feedback.ts';

interface Messages {
  readonly vote: Readonly<Record<Vote, string>>;
  readonly change: Readonly<Record<Vote, string>>;
  readonly thanks: Readonly<Record<Vote, string>>;
  readonly offer: string;
  readonly letKeep: string;
  readonly kept: string;
  readonly notYours: string;
  readonly closed: string;
  readonly closedSummary: string;
  readonly held: {
    readonly votes: string;
    readonly votesValue: string;
    readonly votesKept: string;
    readonly votesStay: string;
  };
}

/** What is said around votes, and around the question that goes along with one. */
export const messages: Bilingual<Messages> = {
  ja: {
    vote: {useful: '役に立った', wrong: '違う'},
    change: {useful: '「役に立った」に変える', wrong: '「違う」に変える'},
    thanks: {
      useful: '✓ 「役に立った」と伝えました。ありがとうございます。',
      wrong: '✓ 「違う」と伝えました。ありがとうございます。',
    },
    offer:
      '次の文を、所管課が文書を直すときの参考として残せます。だれが聞いたかは残しません。残した文は180日以内に消します。',
    letKeep: '質問を所管課の改善に使ってよい（名前は付けません）',
    kept: '✓ 質問の文を、名前を付けずに残しました。ありがとうございます。',
    notYours: '質問した本人だけが、質問を残すかどうかを選べます。何も残していません。',
    closed: 'この回答についての受付は終わりました。内容は変わっていません。もう一度、お尋ねください。',
    closedSummary: '受付は終わりました',
    held: {
      votes: '回答への評価',
      votesValue:
        '数だけを数え、だれの評価かは残しません。そのため、ここに表示したり、本人の分だけを消したりはできません。',
      votesKept: '二度数えないための印は、週の初めから37日',
      votesStay: 'だれのものかを残していないため',
    },
  },
  en: {
    vote: {useful: 'Helpful', wrong: 'Not right'},
    change: {useful: 'Change to "Helpful"', wrong: 'Change to "Not right"'},
    thanks: {
      useful: '✓ Noted as "Helpful". Thank you.',
      wrong: '✓ Noted as "Not right". Thank you.',
    },
    offer:
      'The text below can be kept, to help the section in charge improve its documents. Who asked is not kept, and the text is deleted within 180 days.',
    letKeep: 'My question may be used to improve the documents (no name is attached)',
    kept: '✓ Your question is kept, without a name. Thank you.',
    notYours: 'Only the person who asked can let the question be kept. Nothing was kept.',
    closed: 'This answer takes no more feedback. Nothing was changed. Please just ask again.',
    closedSummary: 'This answer takes no more feedback',
    held: {
      votes: 'Votes on answers',
      votesValue:
        'They are only counted, without whose they are. So they can neither be listed here nor be deleted for one person.',
      votesKept: 'the mark against counting twice: 37 days from the beginning of the week',
      votesStay: 'nobody can tell whose they are',
    },
  },
};

interface GapMessages {
  readonly none: string;
  readonly groups: string;
  readonly columns: string;
  readonly came: Readonly<Record<Came, string>>;
  readonly closest: string;
  readonly nowAnswered: string;
  readonly unanswered: string;
  readonly unansweredColumns: string;
}

/** The headings of `knowledge gaps`. */
export const gapMessages: Bilingual<GapMessages> = {
  ja: {
    none: '答えられなかった質問はありません。',
    groups: '答えられなかった質問（本人が残してよいとしたもの）',
    columns: '件数  週  結果  質問',
    came: {none: '記載なし', unsure: '候補のみ', wrong: '「違う」'},
    closest: '近い文書',
    nowAnswered: '今は答えが見つかります',
    unanswered: '答えられなかった数（文は残していないものを含む）',
    unansweredColumns: '週  記載なし  候補のみ  「違う」',
  },
  en: {
    none: 'No question went unanswered.',
    groups: 'Questions without an answer, as far as people let them be kept',
    columns: 'count  weeks  what came of it  question',
    came: {none: 'none', unsure: 'unsure', wrong: 'voted wrong'},
    closest: 'closest documents',
    nowAnswered: 'has an answer now',
    unanswered: 'How many went unanswered, also those whose text is not kept',
    unansweredColumns: 'week  none  unsure  voted wrong',
  },
};
