import assert from 'node:assert/strict';
import {guessIssuer} from '../../../../../src/features/knowledge/import/about/issuer.ts';

describe('guessIssuer', () => {
  for (const [issuer, title, text] of [
    ['みなと市', 'みなと市情報機器取扱規程', ''],
    ['架空ヶ崎市', '令和8年度第2回架空ヶ崎市倉庫委員会', ''],
    ['架空県', '架空県庁舎管理規則', ''],
    // Letters that look like words of another kind.
    ['府中市', '府中市職員服務規程', ''],
    ['都城市', '都城市文書管理規程', ''],
    ['本庄市', '本庄市庁舎管理規則', ''],
    ['四日市市', '四日市市職員服務規程', ''],
    ['野々市市', '野々市市文書管理規程', ''],
    ['東村山市', '東村山市庁舎管理規則', ''],
    ['みなと市立病院組合', 'みなと市立病院組合就業規則', ''],
    ['みなと市・しおさい市広域連合', 'みなと市・しおさい市広域連合職員服務規程', ''],
    [
      '東京都仮名区',
      'kisoku',
      '第一条 この規程は、東京都仮名区（以下「仮名区」という。）が保有する倉庫を定める。',
    ],
    ['仮名区', '倉庫委員会', '契約書には「仮名区倉庫の管理に関する要綱」に基づく書面を付ける。'],
  ] as const) {
    it(`finds ${issuer}`, () => {
      assert.equal(guessIssuer(title, text), issuer);
    });
  }

  for (const [title, text] of [
    ['市区町村の情報セキュリティ', ''],
    ['本市の倉庫規程', '当市（以下「市」という。）'],
    ['特別区の職員のための手引', ''],
    ['市民の声', '窓口で市長が答えた。'],
    ['倉庫の手引', '本文'],
  ] as const) {
    it(`finds none in 「${title}」`, () => {
      assert.equal(guessIssuer(title, text), undefined);
    });
  }
});
