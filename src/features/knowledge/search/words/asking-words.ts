import {spell} from './spelling.ts';

/**
 * Words with which people ask, whatever they ask about: interrogatives, verbs and adjectives that fit any
 * topic, the frames of a request. Base forms as `analyse` gives them. What a question is about lies in its
 * other words, so only those decide whether a passage supports an answer.
 */
const ASKING_WORDS = new Set(
  `
  何 何時 何日 何人 何分 何回 何度 何階 何か月 何年 いつ いつごろ いくら いくつ どう どの どんな なぜ どうして いかが どれくらい
  幾つ 幾ら 誰
  する 為る ある いる 居る 要る なる やる できる 出来る 行う おこなう 使う つかう 利用 おる くださる 下さる もらう 貰う
  いただく 頂く くれる あげる しまう 教う 知る しる 分かる わかる 判る 言う いう 思う 思える 考う 見る 聞く きく 尋ぬ 伺う うかがう
  困る こまる 願う お願い 欲しい ほしい 来る くる 行く いく とる 取る 持つ つく 付く よる 因る 関する 対する つける 決まる 決む
  いい よい 良い 好い ない 無い だめ 駄目 大丈夫 可能 必要 不要 ok ng
  意味 方法 仕方 やり方 しかた 使い方 決まり きまり ルール 具体 詳細 詳しい 説明 内容 場合 時 際 とき
  すぐ 今 もう まだ また ちょっと 少し やはり そもそも 一体 本当 普通 基本
  `
    .trim()
    .split(/\s+/)
    .map(spell),
);

/**
 * How much a term says of what a question is about: 0 for a word with which one asks, half for a word that
 * ends in kana (a verb or adjective, which texts put in many other ways), else 1.
 */
export function topicWeight(term: string): number {
  if (ASKING_WORDS.has(term)) return 0;
  return /\p{Script=Hiragana}$/u.test(term) ? 0.5 : 1;
}
