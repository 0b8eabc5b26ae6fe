import type {Bilingual} from '../../kernel/person.ts';
import type {Help} from '../../platform/feature.ts';
import type {Channel} from './rules/obligation.ts';

/** What help says of it. */
export const help: Bilingual<Help> = {
  ja: {
    title: '研修',
    text: 'まだ受けていない研修を、期限の前に個人チャットでお知らせします。自分の受講履歴も見られます。',
    examples: ['受けていない研修は？', '自分の受講履歴'],
    button: {title: '自分の研修', says: '受けていない研修は？'},
  },
  en: {
    title: 'Trainings',
    text: 'You are told in your personal chat which trainings you still have to take. Your own history is there as well.',
    examples: ['which trainings do I still have to take?', 'my training history'],
    button: {title: 'My trainings', says: 'Which trainings do I still have to take?'},
  },
};

interface Messages {
  readonly channels: Readonly<Record<Channel, string>>;
  readonly open: {
    readonly title: string;
    readonly reminder: string;
    readonly none: string;
    readonly unknown: string;
    readonly noHistory: string;
    readonly due: (until: string, days: number) => string;
    readonly overdue: (until: string, days: number) => string;
    readonly may: (until: string) => string;
    readonly minutes: (minutes: number) => string;
    readonly unconfirmed: string;
    readonly more: (rest: number) => string;
    readonly take: (title: string) => string;
    readonly history: string;
    readonly historySays: string;
    readonly summary: string;
  };
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
    open: {
      title: 'まだ受けていない研修',
      reminder: '研修の受講をお願いします',
      none: '受ける必要のある研修は、今はありません。',
      unknown:
        '職員名簿にあなたのアカウントが見つからないため、研修をお示しできません。人事担当にお問い合わせください。',
      noHistory: '受講の記録はまだありません。',
      due: (until, days) => (days === 0 ? `今日（${until}）まで` : `${until}まで（あと${days}日）`),
      overdue: (until, days) => `期限（${until}）を${days}日過ぎています`,
      may: (until) => `任意（${until}まで）`,
      minutes: (minutes) => `、約${minutes}分`,
      unconfirmed: '未確認：受講済みとのことでしたが、受講の記録に見つかりませんでした。',
      more: (rest) => `ほかに${rest}件あります。`,
      take: (title) => `受講する：${title}`,
      history: '自分の受講履歴',
      historySays: '自分の受講履歴',
      summary: '研修のお知らせ',
    },
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
    open: {
      title: 'Trainings still to take',
      reminder: 'Please take your trainings',
      none: 'There is no training that you have to take now.',
      unknown:
        'Your account is not on the staff list, so no trainings can be shown. Please ask the personnel section.',
      noHistory: 'No training is on record yet.',
      due: (until, days) => (days === 0 ? `until today (${until})` : `until ${until} (${days} days left)`),
      overdue: (until, days) => `${days} days past its date (${until})`,
      may: (until) => `voluntary, until ${until}`,
      minutes: (minutes) => `, about ${minutes} minutes`,
      unconfirmed: 'Not confirmed: you said that you took it, and the records did not have it.',
      more: (rest) => `and ${rest} more`,
      take: (title) => `Take: ${title}`,
      history: 'My training history',
      historySays: 'my training history',
      summary: 'About trainings',
    },
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
