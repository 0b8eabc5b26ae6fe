import type {Claim, Recognise, Sentence} from '../../platform/understand/sentence.ts';

// What the house understands itself. A greeting or a word of thanks counts only if nothing else is said:
// 「おはようございます。集中ブースは何時間まで？」 is a question.

const POLITE =
  '(?:ございます|ございました|です|でした|ます|。|、|!|～|~|ー|\\s|♪|\\(笑\\)|w|\\.|,|\\^|[\\p{Extended_Pictographic}\\p{M}\\u200d])*';

const GREETINGS = [
  'おはよう?',
  'お早う',
  'こんにち[はわ]',
  'こんばん[はわ]',
  'お(?:つか|疲)れ(?:様|さま|さん)?',
  'ご苦労(?:様|さま)',
  'お世話になって(?:おり|い)?',
  'お世話になり',
  'はじめまして',
  '初めまして',
  '(?:どうぞ)?(?:今日も|本日も)?(?:どうぞ)?(?:よろしく|宜しく)(?:お願い(?:し|いたし|致し)ます|お願いします|です)?',
  'もしもし',
  'やあ|やっほー|ハロー|どうもこんにちは',
  'お先に失礼し|失礼し',
  'お元気(?:です)?か\\??|元気(?:です)?か?\\??',
  'hi',
  'hello',
  'hey',
  'good\\s(?:morning|afternoon|evening|day)',
  'greetings',
  'nice\\sto\\smeet\\syou',
  'how\\sare\\syou\\??',
  '(?:there|all|everyone|bot|shigotoba|しごとば|ボット)(?:さん)?',
];

const THANKS = [
  '(?:どうも|本当に|いつも|大変|早速|丁寧に|教えてくれて|回答|ご?対応|ご回答)?(?:に)?(?:ありがとう?|有難う|有り難う|ありがたい)',
  '(?:大変|本当に|とても|おかげで|お陰で)?(?:助か(?:った|りました|ります))',
  '(?:おかげで|お陰で)?(?:解決|了解|承知|理解)(?:し|いたし|致し)?(?:まし)?た?',
  'わかりました|分かりました|わかった|分かった|なるほど',
  'どうも',
  '感謝(?:し|いたし|致し)?(?:てい)?',
  'サンキュー?',
  '(?:many\\s)?thanks(?:\\sa\\slot|\\sso\\smuch)?',
  'thank\\syou(?:\\s(?:very|so)\\smuch)?',
  'thx|ty|cheers|got\\sit|great|perfect',
  "(?:that|this)(?:\\swas|\\sis|'s)?\\s(?:very\\s)?helpful|for\\syour\\shelp|very\\smuch|that\\shelped",
];

const whole = (parts: readonly string[], must: readonly string[] = parts): RegExp =>
  new RegExp(`^(?=.*(?:${must.join('|')}))(?:(?:${parts.join('|')})${POLITE})+$`, 'u');

const GREETING = whole(GREETINGS, GREETINGS.slice(0, -1));
// 「どうもありがとうございます。お疲れ様でした」 is thanks.
const THANKED = whole([...THANKS, ...GREETINGS], THANKS);

const HELP: readonly RegExp[] = [
  /^(?:ヘルプ|へるぷ|help|メニュー|menu|使い方|つかいかた|使いかた|マニュアル|ガイド|start|始め方|\?|(?:できる|出来る)こと(?:一覧)?|機能(?:一覧)?|コマンド(?:一覧)?)(?:を?(?:見せて|表示(?:して)?|出して|教えて|おしえて|お願い(?:します)?|見たい|知りたい|表示))?(?:ください|下さい)?(?:は|って)?[。!?~\s]*$/u,
  /^(?:(?:あなた|君|きみ|これ|ここ|この?(?:ボット|アプリ|bot|チャット)|しごとば|shigotoba)(?:さん)?(?:に|で|は|って|では|には|の)?、?\s?)*(?:何|なに)(?:が|を|か)?(?:でき|出来|して(?:くれ|もらえ)|聞け|頼め|話せ|してくれ)[^、。]{0,10}[。!?\s]*$/u,
  /^(?:あなた|君|この?(?:ボット|アプリ|bot|チャット)|しごとば|shigotoba|これ)(?:さん)?(?:の|って)(?:使い方|使いかた|機能|できること)[^、。]{0,12}$/u,
  /^(?:使い方|つかいかた|使いかた)(?:が|を)(?:わか[らり]|分か[らり]|知り|教え|おしえ)[^、。]{0,12}$/u,
  /^(?:どう(?:やって)?使(?:う|え|い)|どんなことが(?:でき|聞け)|どういうことが(?:でき|聞け))[^、。]{0,12}$/u,
  /^(?:あなた|君|しごとば|shigotoba)(?:は|って)(?:誰|だれ|何|なに)[^、。]{0,8}$/u,
  /^(?:please\s)?(?:help(?:\s(?:me|please))?|(?:show\s(?:me\s)?(?:the\s)?)?(?:menu|commands?)|what\s(?:can|do)\syou\s(?:do|know)|what\scan\si\s(?:ask|do)(?:\s(?:you|here))?|how\s(?:do(?:es)?|can)\s(?:i\suse\s(?:you|this(?:\s(?:bot|app))?)|(?:this|you)\swork)|how\sto\suse\s(?:this|you)(?:\s(?:bot|app))?|who\sare\syou)(?:,?\splease)?[.!?\s]*$/u,
];

const SELF = '(?:自分|私|わたし|僕|ぼく|俺|こちら|本人)';
const MY_DATA: readonly RegExp[] = [
  new RegExp(
    `${SELF}の(?:個人)?(?:データ|情報|登録(?:情報|内容|データ)|保存(?:情報|データ)|個人情報)(?:を(?:見|確認|教え|表示|消|削除|出|知)|は[?。]?$|は(?:何|どんな)|について|が?知りたい|って|一覧|$|[?。!]|、)`,
    'u',
  ),
  new RegExp(
    `${SELF}(?:について|に関して|のこと(?:を|は|で|について)?|の(?:何|どんな))[^。]{0,14}(?:持って|保存|記録し|登録され|知って|保持|覚えて|残って|もって)`,
    'u',
  ),
  new RegExp(`(?:^|、)(?:自分|私)の(?:何|どんな(?:情報|データ))を`, 'u'),
  /(?:ボット|しごとば|shigotoba|あなた)(?:が|は)[^。]{0,8}(?:持って|保存して|記録して|覚えて)い?る(?:自分|私)/u,
  /\bmy\s(?:own\s)?(?:personal\s)?data\b(?!\s(?:usage|entry|plan|loss|is|on\smy))/u,
  /\bwhat\s(?:do\syou|does\s(?:it|the\sbot|this\sbot)|data\sdo\syou|information\sdo\syou)\s(?:know|have|store|keep|hold|remember)\b.*\b(?:about|on)\sme\b/u,
];

const claim = (score: number, because: string): Claim => ({score, because});

function firstMatch(patterns: readonly RegExp[], {normal}: Sentence): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(normal);
    if (found !== null) return found[0];
  }
  return undefined;
}

/** 「ヘルプ」「使い方」「何ができる？」: help with the bot, not with what its documents are about. */
export const recogniseHelp: Recognise = (sentence) => {
  const found = firstMatch(HELP, sentence);
  return found === undefined ? undefined : claim(0.9, found);
};

/** A greeting and nothing else. */
export const recogniseGreeting: Recognise = ({normal}) =>
  normal.length <= 60 && GREETING.test(normal) ? claim(0.8, normal) : undefined;

/** Thanks, perhaps with a greeting, and nothing else. */
export const recogniseThanks: Recognise = ({normal}) =>
  // Thanks that come with a greeting are thanks, clearly enough not to be asked about.
  normal.length <= 80 && THANKED.test(normal) ? claim(0.95, normal) : undefined;

/** 「自分のデータ」「私について何を持っている？」 */
export const recogniseMyData: Recognise = (sentence) => {
  const found = firstMatch(MY_DATA, sentence);
  return found === undefined ? undefined : claim(0.9, found);
};
