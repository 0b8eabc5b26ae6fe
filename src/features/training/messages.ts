import type {Bilingual} from '../../kernel/person.ts';
import type {Help} from '../../platform/feature.ts';
import type {Channel} from './rules/obligation.ts';

/** What help says of it. */
export const help: Bilingual<Help> = {
  ja: {
    title: '研修',
    text: 'まだ受けていない研修を、期限の前に個人チャットでお知らせします。自分の受講履歴も見られます。',
    examples: ['受けていない研修は？', '自分の受講履歴', '研修を受けました'],
    button: {title: '自分の研修', says: '受けていない研修は？'},
  },
  en: {
    title: 'Trainings',
    text: 'You are told in your personal chat which trainings you still have to take. Your own history is there as well.',
    examples: ['which trainings do I still have to take?', 'my training history', 'I took the training'],
    button: {title: 'My trainings', says: 'Which trainings do I still have to take?'},
  },
};

interface Messages {
  readonly channels: Readonly<Record<Channel, string>>;
  readonly data: {
    readonly history: string;
    readonly open: string;
    readonly historyLine: (title: string, day: string, channel: string, unconfirmed: boolean) => string;
    readonly openLine: (title: string, due: string, may: boolean) => string;
    readonly kept: (years: number) => string;
    readonly whileOpen: string;
    readonly join: string;
  };
}

/** What the feature says in chat. */
export const messages: Bilingual<Messages> = {
  ja: {
    channels: {import: '取込', roster: '名簿', officer: '代理の登録', self: '本人の申告'},
    data: {
      history: '受講記録',
      open: 'まだ受けていない研修',
      historyLine: (title, day, channel, unconfirmed) =>
        `${title} ${day}（${channel}${unconfirmed ? '、未確認' : ''}）`,
      openLine: (title, due, may) => (may ? `${title}（任意、${due}まで）` : `${title}（${due}まで）`),
      kept: (years) => `その年度と、そのあと${years}年度。本人が消すことはできません`,
      whileOpen: '受講するか、期間が終わるまで',
      join: '、',
    },
  },
  en: {
    channels: {import: 'import', roster: 'roster', officer: 'entered for you', self: 'your own word'},
    data: {
      history: 'Trainings taken',
      open: 'Trainings still to take',
      historyLine: (title, day, channel, unconfirmed) =>
        `${title} ${day} (${channel}${unconfirmed ? ', not confirmed' : ''})`,
      openLine: (title, due, may) => (may ? `${title} (voluntary, until ${due})` : `${title} (until ${due})`),
      kept: (years) => `that fiscal year and ${years} more; you cannot delete it yourself`,
      whileOpen: 'until you took it, or its time is over',
      join: ', ',
    },
  },
};
