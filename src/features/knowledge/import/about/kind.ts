import type {DocumentKind} from '../../document.ts';

// By the title's last words first: 「規程の運用に係る通知」 is a notice, 「委員会設置要綱」 a rule.
const ENDINGS: readonly (readonly [DocumentKind, RegExp])[] = [
  [
    'rule',
    /(?:規程|規則|条例|要綱|要領|訓令|基準|ポリシー|方針|指針|ルール|きまり|定め)(?:[（(][^（）()]*[）)])?$/,
  ],
  [
    'procedure',
    /(?:手順書?|マニュアル|手引き?|ガイド(?:ライン|ブック)?|しおり|方法|初動|使い方|進め方)(?:[（(][^（）()]*[）)])?$/,
  ],
  ['minutes', /(?:議事(?:録|要旨|概要)|会議(?:録|の概要|概要|結果)|の概要)(?:[（(][^（）()]*[）)])?$/],
  ['notice', /(?:通知|事務連絡|お知らせ|について[（(](?:通知|依頼)[）)])$/],
  [
    'report',
    /(?:報告書?|調査結果?|措置報告|資料|審議会|委員会|部会|協議会|会議|報告)(?:について)?(?:[（(][^（）()]*[）)])?$/,
  ],
];
// What stands anywhere in a title that ends with none of these.
const WITHIN: readonly (readonly [DocumentKind, RegExp])[] = [
  ['report', /報告|調査|委員会|審議会|実績|集計/],
  ['minutes', /議事|会議/],
  ['notice', /通知|依頼|お知らせ/],
  ['procedure', /手順|マニュアル|手引|ガイド/],
  ['rule', /規程|規則|条例|要綱|ルール/],
];

// A text without a title that says so is a rule if it is written in articles from the first on.
const FIRST_ARTICLE = /^[ \t#]{0,8}第\s?[1一１]\s?条/m;
const MANY_ARTICLES = 3;
const HEAD = 2_000;
// What a title is lies at its end.
const LONGEST = 200;

/**
 * What a document is, by its title, else by its form: articles from the beginning on make a rule.
 *
 * @returns undefined where neither tells
 */
export function guessKind(title: string, text: string): DocumentKind | undefined {
  const name = title.normalize('NFKC').trim().slice(-LONGEST);
  const byTitle = [...ENDINGS, ...WITHIN].find(([, pattern]) => pattern.test(name))?.[0];
  if (byTitle !== undefined) return byTitle;
  const articles = text.match(/^[ \t#]{0,8}第\s?[0-9０-９一二三四五六七八九十百]{1,6}\s?条/gm)?.length ?? 0;
  return articles >= MANY_ARTICLES && FIRST_ARTICLE.test(text.slice(0, HEAD)) ? 'rule' : undefined;
}
