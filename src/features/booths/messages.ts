import type {Bilingual} from '../../kernel/person.ts';
import type {Help} from '../../platform/feature.ts';
import {en} from './wording/en.ts';
import {ja} from './wording/ja.ts';
import type {Messages} from './wording/shape.ts';

/** Everything that the feature says in chat. */
export const messages: Bilingual<Messages> = {ja, en};

/** What help says of it. */
export const help: Bilingual<Help> = {
  ja: {
    title: 'ブースの予約',
    text: '集中ブースとWeb会議ブースを、文でもカードでも予約できます。空きを見る、延長、キャンセル、利用開始・利用終了もできます。',
    examples: ['明日の14時から1時間、集中ブース', '集中ブースの空きを見る', '自分の予約'],
    button: {title: 'ブースを予約', says: 'ブースを予約'},
  },
  en: {
    title: 'Booking booths',
    text: 'Book focus booths and web-meeting booths in a sentence or on a card. See what is free, extend, cancel, check in and out.',
    examples: ['a focus booth tomorrow at 2pm for 1 hour', 'which booths are free?', 'my bookings'],
    button: {title: 'Book a booth', says: 'Book a booth'},
  },
};
