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
    asked: /誰|だれ|どなた|担当|責任者|対象者/u,
    given: /(?:課|係|室|局|者|長|職員?|担当|委員会?|スタッフ)(?!\p{Script=Han})/u,
    worth: 0.25,
  },
  {
    asked: /どこ|どちら|どの(?:課|部署|場所)|場所|相談先|連絡先|問い?合わ?せ先/u,
    given: /エリア|ブース|コーナー|ロッカー|キャビネット|窓口|場所|[室課階庫所](?!\p{Script=Han})/u,
    worth: 0.25,
  },
  {
    asked:
      /(?:いい|よい|良い|可能|必要|だめ|駄目|大丈夫|できます|でき(?:る|ない)|ます|れる)(?:です|でしょう)?(?:か|の|$|\?)/u,
    given:
      /禁止|不可|可能|認め|限り|限る|ならない|いけな|必要|義務|できる|できない|ものとする|ただし|原則|要しない|ng/u,
    worth: 0.25,
  },
  {
    asked: /なぜ|どうして|理由|目的|何のため/u,
    given: /ため|ので|から|目的|理由|より|代替/u,
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
