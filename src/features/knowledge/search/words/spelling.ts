// Characters that stand in names and older texts for those of today: each old one before its new one.
const OLD_AND_NEW =
  '髙高﨑崎濵浜濱浜邊辺邉辺國国學学會会體体圓円區区縣県廳庁驛駅鐵鉄廣広澤沢櫻桜齋斎齊斉眞真發発變変對対應応關関' +
  '經経濟済證証戶戸號号總総據拠舊旧讀読寫写實実當当辨弁辯弁瓣弁勞労營営醫医藝芸圖図團団聲声榮栄條条歸帰權権觀観勸勧' +
  '歡歓續続屬属轉転傳伝勳勲黨党獨独單単戰戦擇択擔担參参產産殘残濕湿狀状將将獎奨燒焼乘乗剩剰疊畳讓譲釀醸靜静淨浄攝摂' +
  '竊窃專専淺浅潛潜錢銭禪禅雙双壯壮爭争裝装搜捜莊荘巢巣騷騒藏蔵臟臓贓賍隨随髓髄數数樞枢聽聴遲遅晝昼鑄鋳廳庁' +
  '德徳稻稲繩縄惱悩腦脳霸覇拜拝賣売麥麦祕秘濱浜甁瓶拂払佛仏竝並寶宝豐豊沒没萬万彌弥藥薬譯訳豫予餘余與与譽誉搖揺樣様謠謡' +
  '來来賴頼亂乱覽覧龍竜兩両獵猟綠緑淚涙壘塁禮礼隸隷靈霊齡齢戀恋爐炉勵励樓楼錄録灣湾鷄鶏檢検劍剣險険驗験儉倹縱縦' +
  '處処緖緒敍叙稱称觸触囑嘱涉渉眞真盡尽圍囲爲為壹壱隱隠衞衛驅駆毆殴歐欧櫻桜奧奥價価假仮畫画覺覚勵励嶽岳渴渇褐褐氣気僞偽' +
  '戲戯犧犠峽峡挾挟狹狭曉暁惠恵揭掲溪渓輕軽螢蛍繼継縣県獻献嚴厳效効恆恒鑛鉱國国碎砕劑剤雜雑慘惨絲糸辭辞';

const NEW_OF_OLD = new Map<string, string>();
{
  const letters = Array.from(OLD_AND_NEW);
  for (let i = 0; i + 1 < letters.length; i += 2) NEW_OF_OLD.set(letters[i] ?? '', letters[i + 1] ?? '');
}
const OLD = new RegExp(`[${[...NEW_OF_OLD.keys()].join('')}]`, 'gu');

/** Old characters and those of names as today's: 國學 is 国学, 髙﨑 is 高崎. */
export function modernLetters(text: string): string {
  return text.replace(OLD, (letter) => NEW_OF_OLD.get(letter) ?? letter);
}

// Shorter words would lose a syllable that matters: キー, メーター.
const SHORTEST_WITH_MARK = 4;
const KATAKANA = /^[ァ-ヺー]+$/u;
const KANJI = /\p{Script=Han}/gu;
const HIRAGANA = /\p{Script=Hiragana}+/gu;

/**
 * One spelling for words that people write in several: サーバー is サーバ, 打ち合わせ and 打合わせ are 打合, 申し込む and
 * 申込 are 申込. Words with one kanji keep their kana, which tell 行う and 行く apart. Wants normalised text.
 */
export function spell(word: string): string {
  if (word.endsWith('ー') && word.length >= SHORTEST_WITH_MARK && KATAKANA.test(word))
    return word.slice(0, -1);
  const kanji = word.match(KANJI);
  if (kanji === null || kanji.length < 2 || kanji.length === word.length) return word;
  // Only kanji with their endings: カード払い and 1か月 are no such words.
  const bare = word.replace(HIRAGANA, '');
  return bare.length === kanji.join('').length ? bare : word;
}
