import type {Bilingual} from '../../kernel/person.ts';
import type {Help} from '../../platform/feature.ts';
import {en} from './wording/en.ts';
import {ja} from './wording/ja.ts';
import type {Messages} from './wording/shape.ts';

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

/** What the feature says in chat. */
export const messages: Bilingual<Messages> = {ja, en};
