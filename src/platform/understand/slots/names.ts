// Who is spoken of. There is no list of surnames here: a name is what stands before 「さん」 or a post and is
// no word for a kind of people or for a section.

/** A name without 「さん」 or post, and the post if one stood with it. */
export interface Name {
  readonly name: string;
  readonly post?: string;
}

const POSTS =
  '課長補佐|課長代理|副課長|課長|係長|部長|次長|局長|室長|所長|館長|園長|場長|校長|署長|区長|市長|町長|村長|主任|主査|主事|主幹|主席|副主幹|参事|統括|理事|技師|主任技師|専門員|支所長|副参事|班長|センター長|先生';
const HONORIFICS = 'さん|さま|様(?![式子々相])|氏(?![名])|くん|ちゃん|殿(?!堂)';

/** Words before 「さん」 that are nobody's name. */
const NOBODY =
  /^(?:お?客|皆|みな|みんな|お?子|お?母|お?父|お?爺|お?婆|お?兄|お?姉|奥|旦那|娘|息子|お?孫|お?医者?|お隣|お?得意|業者|担当|派遣|委託|上司|部下|同僚|先輩|後輩|係|受付|警備|清掃|新人|たく|何|誰|どなた|どちら|相手|他|外部|住民|[市区町村県都府国]民|窓口|学生|生徒|児童|役所|市役所|区役所|会社|仕|模|同|多|一|異|神|王|お?(?:疲|つか)れ|ご苦労|ごくろう|赤|前|元|新|現|副|正|各|両|当該|当|本|全|彼|所属|部署|組織|担任|総括|上席|主席|歴代|お互い|なる|[〇○]+|たち|うち|みなさま)$/u;
/** What the name of a section ends with: 財政課長 is a post, 田中課長 a person. */
const SECTION_END =
  /(?:課|係|室|局|署|者|員|総務|財政|人事|企画|市民|区民|戸籍|住民|税務|納税|情報|政策|広報|秘書|管財|契約|会計|福祉|保険|年金|介護|高齢|障害|障がい|保健|衛生|医療|教育|学校|学習|生涯|文化|観光|商工|産業|経済|農政|農林|水産|環境|清掃|土木|建設|建築|都市|計画|道路|公園|下水|水道|防災|危機管理|消防|議会|選挙|監査|施設|用地|職員|給与|研修|庶務|管理|保育|図書|公民|推進|振興|対策|支援|調整|整備|安全|統計|財務|法務|窓口|改革|戦略|推薦|小|中学|高等|事務|担当|行政|営業|セキュリティ)$/u;
const NOT_FAMILY = /^(?:至急|質問|相談|確認|連絡|緊急|今日|明日|電話|伝言|会議|内線|近所)$/u;

const KANJI = '[\\p{Script=Han}々〆]';
// 一ノ瀬, 龍ヶ崎, 八ッ橋 have a small mark inside.
const KANJI_NAME = `${KANJI}{1,6}(?:[ノヶケッツが之]${KANJI}{1,4})?`;
const KATAKANA_NAME = '[ァ-ヴー]{2,8}';
const HIRAGANA_NAME = '[ぁ-ゖー]{2,6}';

const POST = new RegExp(`^(?:${POSTS})$`, 'u');
const JAPANESE = new RegExp(
  `(?<![\\p{Script=Han}ァ-ヴー々])(?:(?<family>${KANJI}{1,3}) )?(?<given>${KANJI_NAME}?|${KATAKANA_NAME})\\s?(?:(?<post>${POSTS})(?:さん|様)?|(?:${HONORIFICS}))`,
  'gu',
);
const HIRAGANA = new RegExp(
  `(?<![ぁ-ゖ])(?:[はがのとにへをも](?=[ぁ-ゖ]{3}))?(?<given>${HIRAGANA_NAME}?)(?:(?<post>${POSTS})|(?:${HONORIFICS}))`,
  'gu',
);

const EN_TITLE = '(?:mr|ms|mrs|dr)\\.?';
const EN_NAME = "(?<name>[\\p{Lu}][\\p{Ll}'’]+(?:[ -][\\p{Lu}][\\p{Ll}'’]+)?)";
const ENGLISH: readonly RegExp[] = [
  new RegExp(`\\b${EN_TITLE}\\s${EN_NAME}`.replace('(?:mr|ms|mrs|dr)', '(?:[Mm]rs?|[Mm]s|[Dd]r)'), 'u'),
  new RegExp(`\\b${EN_NAME}[- ]?(?:[Ss]an)\\b`, 'u'),
  /\b(?<name>[a-z]+)-san\b/u,
  new RegExp(
    `\\b[Ww]here(?:'s|’s| is) ${EN_NAME}(?=\\s?(?:[?.!]|$|now|today|right|at|working|sitting))`,
    'u',
  ),
  new RegExp(`\\b[Ii]s ${EN_NAME} (?:in|here|around|available|out|at|on|working)\\b`, 'u'),
  /\b[Ww]here(?:'s|’s| is) (?<name>[a-z]{2,})\s?\?*$/u,
];
const NOBODY_EN =
  /^(?:the|my|a|an|this|that|it|he|she|everyone|everybody|there|booth|locker|room|counter|printer|toilet|lunch|everything|help)$/iu;

/** The first name that is spoken of. `text` is folded with its case, dates and times taken out. */
export function readName(text: string): Name | undefined {
  return readJapanese(text) ?? readEnglish(text);
}

function readJapanese(text: string): Name | undefined {
  const found: {index: number; name: Name}[] = [];
  for (const pattern of [JAPANESE, HIRAGANA]) {
    for (const {index, groups: g = {}} of text.matchAll(pattern)) {
      const given = g['given'] ?? '';
      // 「課長さん」 names a post, and nobody.
      if (given === '' || NOBODY.test(given) || SECTION_END.test(given) || POST.test(given)) continue;
      const family = g['family'];
      const both =
        family !== undefined && !SECTION_END.test(family) && !NOBODY.test(family) && !NOT_FAMILY.test(family);
      const name = both ? `${family} ${given}` : given;
      found.push({index, name: g['post'] === undefined ? {name} : {name, post: g['post']}});
    }
  }
  return found.sort((a, b) => a.index - b.index)[0]?.name;
}

function readEnglish(text: string): Name | undefined {
  for (const pattern of ENGLISH) {
    const name = pattern.exec(text)?.groups?.['name'];
    if (name !== undefined && !NOBODY_EN.test(name.split(' ')[0] ?? '')) return {name};
  }
  return undefined;
}
