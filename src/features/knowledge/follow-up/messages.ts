import type {Bilingual} from '../../../kernel/person.ts';

interface Messages {
  readonly wentOn: (topic: string) => string;
  readonly alone: string;
  /** Beside a question that is kept, since it says too little by itself. */
  readonly keptWith: (topic: string) => string;
  readonly noMore: string;
  readonly nothingBefore: string;
  readonly held: {readonly label: string; readonly value: (words: string) => string; readonly kept: string};
}

/** What is said around questions that go on from an answer. */
export const messages: Bilingual<Messages> = {
  ja: {
    wentOn: (topic) => `『${topic}』についての続きとして答えました。`,
    alone: '続きではなく、この文だけで調べる',
    keptWith: (topic) => `（『${topic}』について）`,
    noMore: 'ほかの候補はありません。聞き方を変えて、もう一度お尋ねください。',
    nothingBefore: 'どの回答の続きか分かりませんでした。知りたいことを文で書いてください。',
    held: {
      label: '続きの質問のための言葉',
      value: (words) => `${words}（文そのものは残していません）`,
      kept: '5分',
    },
  },
  en: {
    wentOn: (topic) => `Read as going on from "${topic}".`,
    alone: 'Not a follow-up: look up this sentence alone',
    keptWith: (topic) => ` ("${topic}")`,
    noMore: 'There are no other candidates. Please ask again in other words.',
    nothingBefore: 'I do not know which answer that goes on from. Please write what you want to know.',
    held: {
      label: 'Words for follow-up questions',
      value: (words) => `${words} (the sentence is not kept)`,
      kept: 'five minutes',
    },
  },
};
