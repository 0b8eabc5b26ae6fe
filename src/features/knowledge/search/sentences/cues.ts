/**
 * What a question asks for, and the look of text that gives it. Questions and sentences are held against
 * these patterns in their normalised form (NFKC, lower case).
 */
interface Cue {
  readonly asked: RegExp;
  readonly given: RegExp;
  /** How much a fitting sentence gains, beside the share of the question's words (0 to 1) that it has. */
  readonly worth: number;
}

const NUMBER = '(?:[0-9][0-9.,]*|[一二三四五六七八九十百千]+)';

// A question with a unit (何人, 何時間) wants a number with just that unit; some units have two names.
const UNITS: readonly (readonly string[])[] = [
  ['人', '名'],
  ['時間'],
  ['分'],
  ['回'],
  ['台'],
  ['件'],
  ['階'],
  ['割'],
  ['%', 'パーセント'],
  ['円'],
  ['日', '日間'],
  ['週間'],
  ['か月', 'ヶ月', 'カ月', '月'],
  ['年', '年間'],
  ['歳', '才'],
  ['条'],
  ['部', '枚'],
  ['か所', 'ヶ所', '箇所', 'カ所'],
];

const CUES: readonly Cue[] = [
  ...UNITS.map((names) => ({
    asked: new RegExp(`(?:何|なん)(?:${names.join('|')})(?!に|か月前)`, 'u'),
    given: new RegExp(`${NUMBER} ?(?:${names.join('|')})`, 'u'),
    worth: 0.5,
  })),
  {
    // Not any date, but the one at which something ends.
    asked: /いつまで|何日まで|何時まで|までに|期限|期日|締め?切/u,
    given: new RegExp(
      `(?:${NUMBER} ?(?:日|月|時|分|週間|か月|年)|月末|年度末|当日|翌日|前日)[^。、]{0,6}(?:まで|以内|限り|限度|期限|締)`,
      'u',
    ),
    worth: 0.5,
  },
  {
    asked: /いつから|何日から|何時から|施行|適用/u,
    given: new RegExp(`${NUMBER} ?(?:日|月|時|年)[^。、]{0,4}(?:から|より|付|以降|に?施行|に?適用)`, 'u'),
    worth: 0.5,
  },
  {
    asked: /いつ(?!も)|何時(?!間)|何月|何日|何曜|日程|日時|時期|期限|期日|締め?切|スケジュール/u,
    given: new RegExp(`${NUMBER} ?(?:日|時(?!間))|${NUMBER} ?月|午前|午後|[上中下]旬`, 'u'),
    worth: 0.4,
  },
  {
    asked: /いつ(?!も)|何時(?!間)|何月|何日|何曜|日程|日時|時期|期限|期日|締め?切|スケジュール/u,
    given: /令和|平成|年度|曜|毎[日週月年]|定期|以内|現在/u,
    worth: 0.25,
  },
  {
    asked: /いくつ|いくら|どれくらい|どれぐらい|どのくらい|どのぐらい|どれだけ|頻度|割合|人数|件数|回数/u,
    given: new RegExp(
      `${NUMBER} ?(?:人|名|時間|分|回|台|件|割|%|円|日|年|か月|倍)|定期|毎[日週月年]|都度`,
      'u',
    ),
    worth: 0.4,
  },
  {
    asked:
      /誰|だれ|どなた|どの(?:課|係|部署|所属|担当|人)|どこの(?:課|係|部署|所属)|何課|担当|責任者|対象者/u,
    given: /(?:課|係|室|局|部|者|長|職員?|担当|委員会?|窓口|スタッフ)(?!\p{Script=Han})/u,
    worth: 0.25,
  },
  {
    asked: /どこ|どちら|どの(?:課|部署|場所)|場所|相談先|連絡先|問い?合わ?せ先/u,
    given: /エリア|ブース|コーナー|ロッカー|キャビネット|窓口|場所|[室課階庫所](?!\p{Script=Han})/u,
    worth: 0.25,
  },
  {
    asked:
      /(?:いい|よい|良い|可能|必要|だめ|駄目|ダメ|ng|大丈夫|構わない|かまわない|許され(?:る|ます)|できます|でき(?:る|ない)|ます|れる)(?:です|でしょう)?(?:か|の|$|\?)/u,
    given:
      /禁止|不可|可能|認め|許可|承認|限り|限る|ならない|いけな|してはい|必要|義務|できる|できない|ものとする|ただし|原則|要しない|ng/u,
    worth: 0.25,
  },
  {
    asked:
      /どうやって|どのように|どうすれば|どうしたら|どうする|手順|方法|仕方|しかた|やり方|手続|申し?込み?方|使い方/u,
    given:
      /次の(?:とおり|通り|手順|方法)|により|によって|を(?:提出|申請|記入|記載|入力|添付|使用|利用|経由)|に(?:届け?出|申し?出|連絡|報告|相談|提出|申請|記録|記入|通報)|を(?:受け|経て|通じて|押)|しなければならない|すること。?$|してください/u,
    worth: 0.3,
  },
  {
    asked: /なぜ|どうして|理由|目的|何のため/u,
    given: /ため|ので|[るただい]から|目的|理由|により|代替/u,
    worth: 0.25,
  },
  {
    asked: /とは|って何|意味|定義|何ですか/u,
    given: /をいう|とは|こと。?$|意味|を指す/u,
    worth: 0.25,
  },
];

/** How well a sentence looks like what the question asks for; 0 where it asks for nothing in particular. */
export function cueFit(question: string, sentence: string): number {
  let best = 0;
  for (const {asked, given, worth} of CUES) {
    if (worth > best && asked.test(question) && given.test(sentence)) best = worth;
  }
  return best;
}
