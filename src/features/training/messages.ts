import type {Bilingual} from '../../kernel/person.ts';
import type {Help} from '../../platform/feature.ts';
import type {Channel} from './rules/obligation.ts';
import type {Refusal} from './store/desk.ts';

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
    readonly toFirst: string;
    readonly take: string;
    readonly done: string;
    readonly later: string;
    readonly object: string;
    readonly intranet: string;
    readonly rests: Readonly<Record<'put-off' | 'objection', (until: string) => string>>;
    readonly isDone: string;
    readonly saidDone: string;
    readonly ask: string;
    readonly history: string;
    readonly historySays: string;
    readonly summary: string;
  };
  /** What a press came to; `title` is the course's. */
  readonly press: {
    readonly done: (title: string) => string;
    readonly later: (title: string, until: string) => string;
    readonly object: (title: string, until: string) => string;
    readonly nobody: (title: string, until: string) => string;
    readonly refused: Readonly<Record<Refusal['why'], string>>;
    readonly notYours: string;
  };
  readonly objection: {
    readonly title: string;
    readonly facts: Readonly<Record<'person' | 'course' | 'due' | 'until', string>>;
    readonly reason: string;
    readonly reasonMissing: string;
    readonly exempt: string;
    readonly stays: string;
    readonly ruledExempt: (reason: string) => string;
    readonly ruledStays: string;
    readonly settled: string;
    readonly gone: string;
    readonly withheld: (number: string) => string;
    readonly toldExempt: (title: string, reason: string) => string;
    readonly toldStays: (title: string) => string;
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
    readonly stays: string;
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
      more: (rest) => `ほかの${rest}件を見る`,
      toFirst: '最初に戻る',
      take: '受講する',
      done: '受講済みにする',
      later: '明日もう一度',
      object: '対象外だと思う',
      intranet: '庁内ネットワークの端末で開きます。',
      rests: {
        'put-off': (until) => `${until}にもう一度お知らせします。`,
        objection: (until) => `対象かどうかを所管課に確認しています（${until}までお知らせを止めています）。`,
      },
      isDone: '✓ 受講済みです。',
      saidDone: '✓ 受講済みと受け付けました。受講の記録と照らし合わせます。',
      ask: '受講済みにする研修を選んでください',
      history: '自分の受講履歴',
      historySays: '自分の受講履歴',
      summary: '研修のお知らせ',
    },
    press: {
      done: (title) => `「${title}」を受講済みにしました。`,
      later: (title, until) => `「${title}」は${until}にもう一度お知らせします。`,
      object: (title, until) =>
        `「${title}」の対象かどうか、所管課に確認を頼みました。${until}までこの研修のお知らせを止めます。`,
      nobody: (title, until) =>
        `「${title}」の申し出を記録しました。所管課の担当者がボットに登録されていないため、所管課にもご連絡ください。${until}までお知らせを止めます。`,
      refused: {
        'not-theirs': 'この研修は、今はあなたの対象ではありません。何も変わっていません。',
        done: 'この研修は、もう済んでいます。',
        future: 'この研修は、まだ受講できません。',
        'before-opening': 'この研修は、まだ始まっていません。',
        due: '期限までに、次の勤務日がありません。今日のうちに受講してください。',
        often: '先延ばしは3回までです。早めに受講してください。',
        spent: 'このカードでは手続き済みです。今の状態はこちらです。',
        settled: 'この申し出には、もう回答があります。',
      },
      notYours: 'このカードは、ほかの人のものです。何も変わっていません。',
    },
    objection: {
      title: '研修の対象外の申し出',
      facts: {person: '申し出た人', course: '研修', due: '期限', until: 'お知らせを止めている期間'},
      reason: '対象外にする理由',
      reasonMissing: '対象外にするときは、理由を選んでください。',
      exempt: '対象外にする',
      stays: '対象のまま',
      ruledExempt: (reason) => `対象外にしました（${reason}）。本人にお知らせします。`,
      ruledStays: '対象のままにしました。本人にお知らせします。',
      settled: 'この申し出には、もう回答があります。',
      gone: 'この申し出は、もうありません。',
      withheld: (number) => `職員番号 ${number}`,
      toldExempt: (title, reason) => `「${title}」は対象外になりました（${reason}）。受講は必要ありません。`,
      toldStays: (title) => `「${title}」は、所管課が確かめた結果、対象のままです。受講をお願いします。`,
      summary: '研修の申し出について',
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
      stays: '研修を受けたことを示す記録なので、決められた年数は残します',
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
      more: (rest) => `See ${rest} more`,
      toFirst: 'Back to the first',
      take: 'Take it',
      done: 'I took it',
      later: 'Tomorrow again',
      object: 'Not for me',
      intranet: 'Opens on a terminal of the internal network.',
      rests: {
        'put-off': (until) => `You are told again on ${until}.`,
        objection: (until) => `The section in charge is looking at it; no reminders until ${until}.`,
      },
      isDone: '✓ Taken.',
      saidDone: '✓ Noted that you took it; it will be held against the records.',
      ask: 'Which one did you take?',
      history: 'My training history',
      historySays: 'my training history',
      summary: 'About trainings',
    },
    press: {
      done: (title) => `Noted: you took “${title}”.`,
      later: (title, until) => `You are told of “${title}” again on ${until}.`,
      object: (title, until) =>
        `The section in charge was asked whether “${title}” concerns you. No reminders of it until ${until}.`,
      nobody: (title, until) =>
        `Noted for “${title}”. Nobody of the section in charge is known to the bot, so please tell them as well. No reminders until ${until}.`,
      refused: {
        'not-theirs': 'This training is not asked of you now. Nothing has changed.',
        done: 'This training is done already.',
        future: 'This training cannot be taken yet.',
        'before-opening': 'This training has not begun yet.',
        due: 'No working day is left before it is due. Please take it today.',
        often: 'It can be put off three times. Please take it soon.',
        spent: 'This card has been used. This is how things stand.',
        settled: 'This has been answered already.',
      },
      notYours: 'This card is somebody else’s. Nothing has changed.',
    },
    objection: {
      title: 'Somebody says that a training is not for them',
      facts: {person: 'Who', course: 'Training', due: 'Due', until: 'No reminders until'},
      reason: 'Reason for an exemption',
      reasonMissing: 'Please choose a reason for the exemption.',
      exempt: 'Exempt them',
      stays: 'It stays theirs',
      ruledExempt: (reason) => `Exempted (${reason}). They will be told.`,
      ruledStays: 'It stays theirs. They will be told.',
      settled: 'This has been answered already.',
      gone: 'There is no such request any more.',
      withheld: (number) => `Employee number ${number}`,
      toldExempt: (title, reason) => `You need not take “${title}” (${reason}).`,
      toldStays: (title) => `The section in charge found that “${title}” is for you. Please take it.`,
      summary: 'About a training',
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
      stays: 'it is the record that trainings were taken, kept for the set years',
    },
  },
};
