// What the recognisers hold against a sentence in its normal form. What asks for a rule, tells of somebody
// else or of the past is no request, whatever else it says.

const any = (...parts: readonly string[]): RegExp => new RegExp(parts.join('|'), 'u');

/** A booth is spoken of, of whatever kind. */
export const BOOTH = any('ブース', '(?<!photo )\\bbooths?\\b');

/** A booking is spoken of. Only booths are booked here, unless something else is named. */
export const BOOKING = any('予約', '\\bbookings?\\b', '\\breservations?\\b');

/** What else people book, prolong or end. */
export const SOMETHING_ELSE = any(
  '会議室|応接室|公用車|庁用車|バス|タクシー|ホテル|宿|新幹線|切符|研修|講座|窓口|面談|健診|検診|診察|接種|食堂|弁当|備品|プロジェクター|ロッカー|駐車|印刷|発注',
  '期限|期間|締切|締め切り|納期|契約|任期|雇用|育休|休暇|休職|残業|勤務|有効|保存|会期|開庁|テレワーク|在宅',
  '\\b(?:meeting room|conference room|car|hotel|flight|train|training|course|leave|deadline|contract|overtime|locker|parking)\\b',
);

/** Asks for the rule, the way, the reason, a number: knowledge answers it. */
export const ABOUT_RULES = any(
  '何(?:時間|分(?!から)|回|日|人|個|か所|ヶ所|台|席)|いくつ|何ができ|何のため|なぜ|どうして|理由|とは|ルール|きまり|決まり|規則|規程|規定|上限|制限|最大|最長|何歳',
  '使い方|つかいかた|利用方法|使用方法|予約方法|方法|仕方|しかた|やり方|やりかた|手順|どうやって|どうすれば|どうしたら|どうなる|どうなり',
  '(?:して|で|ても|でも|んで)(?:も)?(?:いい|よい|良い|よろしい|構わない|かまわない|大丈夫|ok)(?:の|です|でしょう)?(?:か|\\?|$)',
  'べき(?:です)?か|必要(?:です|が|は|あ)|義務|禁止|違反|罰|電話|通話|飲食|飲み物|食べ|場所|設備|広さ|モニター(?:は|が)あ|件数|割合|平均|アンケート|違い|違う|変わり(?:ます|まし)',
  '(?:場合|とき|時に|(?<!窓)際)(?:は|に|の|も|、|$|\\?)|(?:たら|れば)(?:どう|誰|何|いつ|どこ)|単位|につき|毎日|いつまで|いつから',
  '誰(?:が|でも|に|の)|だれ(?:が|でも|に|の)',
  "\\b(?:how long|how many|how much|how often|how far|how do|how can|how to|why|rules?|allowed|permitted|policy|policies|limit|maximum|eat|drink|phone|calls?\\b(?! off)|penalty|difference|required|who (?:can|may)|what (?:is|are|happens)(?! my| free| available)|what's|more than|longer than|two-hour|must i|should i|do i (?:have|need)|may (?:i|we)|for (?:someone|somebody|another|my colleague))\\b",
);

/** Tells what others do, or what was, or what is not. */
export const TOLD = any(
  'と言って|と聞[いき]|そうです[。.]?$|らしい|だって[。.]?$|(?:予約|利用|使用)して(?:い(?!ただ)|あ|る|た|お)|(?<!空い|あい)て(?:いま|いる|いた(?!だ)|ました)(?![すせ]か)(?!.*空)',
  '(?:予約した|予約しました|使った|使いました|取った|取りました|利用した|利用しました|キャンセルした|キャンセルしました|延長した|延長しました)(?![いのがい])',
  '(?:予約|利用|使用)(?:し|は)?(?:ない|しません|不要)|(?:取れ|使え|予約でき|空いてい|空いて|出来)(?:ない|ません|なかった|なくて)(?!でしょうか)',
  '(?:先日|先週|さっき|前回)',
  "\\b(?:i|we|he|she|they) (?:have |has |had |already )?(?:booked|reserved|used|cancell?ed|extended)\\b|\\bdo(?:es)?n't want\\b|\\b(?:couldn't|could not|can't|cannot)\\b",
);

/** Of the day before: told, unless nothing is said but a time and a booth. */
export const YESTERDAY = any('昨日|きのう', '\\byesterday\\b');

/** A question in form and a request in fact. */
export const POLITE_REQUEST = any(
  '(?:もらえ|いただけ|頂け|くれ|くださ|下さ|願え|お願いでき)(?:る|ます|ません|ない|い)?(?:でしょう)?(?:か|\\?|$|。)',
  'お願い|(?:たい|ほしい|欲しい)(?:ん|の)?(?:です|だ)?(?:が|けど|けれど)|(?:したい|使いたい|取りたい|たい)(?:です)?[。.!]*$',
  "\\b(?:can|could|would|will) you\\b|\\bplease\\b|\\bi(?:'d| would) like\\b|\\b(?:can|could|may) i (?:please )?(?:book|reserve|get|have|cancel|extend|stay|use|check)\\b|(?:^|を|分|時間)(?:延ばせ|延長でき)(?:る|ます|ません)(?:でしょう)?(?:か|\\?)",
);

/** To have one. */
export const BOOK = any(
  '予約(?:を)?(?:する|した[いく]|して|し(?:ます|よう)|お願い|願い|希望|頼|入れ|いれ|取[りるっれ]|と[りるっれ]|お?ねが|でき(?:る|ます|ません|ない)|可能|ほし|欲し|押さえ|確保|[。.!?]*$)',
  '(?:に|で)予約',
  '(?:取って|とって|取りた|とりた|取れ(?:る|ます|ません|ない)|とれ(?:る|ます)|取ります|取る|押さえ|おさえ|抑え|確保|キープ|借り(?:た|る|ます|られ)|入りた)',
  '(?:使い|つかい|利用し)た[いく]|使わせて|使え(?:る|ます)|(?:使い|利用し)ます|使う(?:よ|ね)?[。.!]*$|利用(?:する|希望)(?:[。.!]*$)',
  '(?:ください|下さい|お願い|頼みます|頼む|ほしい|欲しい|希望)(?:です|します|いたします)?(?:[。.!]|$|んで|のです|けど|が)',
  '\\b(?:book|reserve)\\b(?! (?:fair|shelf|list))|\\b(?:need|want|like|get|have|take|use)\\b(?: to (?:use|have|get))? (?:a|an|the|one|any|some)?\\s?(?:\\w+[ -]?(?:meeting )?)?booth',
);

/** To see what is free. */
export const FREE = any(
  '空[いきく](?!て(?:い)?ない時)|あいて(?:い?る|い?ます|ます)|あき(?:は|が|あり|ある|状況)|空室|空席|空状況|予約状況|利用状況|混[みん]|満室|埋ま|うまって|一覧(?!に)|ブースの(?:状況|様子)',
  '\\b(?:free|available|availability|vacan(?:t|cy|cies)|open booths?|occupied|taken)\\b',
);

/** One's own. */
export const MINE = any(
  '(?:自分|私|わたし|僕|ぼく|俺|うち)の(?:(?:ブース|集中ブース|web会議ブース)の?)?予約',
  '(?:自分|私|わたし|僕|ぼく|俺)が(?:予約|取)(?:し|っ)(?:た|て)',
  'マイ予約|予約(?:の)?(?:一覧|リスト|確認|内容)|予約(?:を)?(?:確認|見せ|見たい|表示|教え|知りたい)|予約(?:は|って)?(?:ある|あった|ありま(?:す|した)|入って)(?:っけ|か|かな|かね|\\?|[。]|$)',
  '予約(?:は|って)(?:何時|いつ|どこ)(?!から|まで|で(?:き|す)|に)',
  '(?:いつ|何時|どこ|どの(?:ブース)?|何を)(?:に|から|を|で)?予約(?:し(?:た|て(?:い)?(?:る|た|ます)))',
  '\\b(?:my (?:own )?(?:\\w+ )?(?:booth )?(?:bookings?|reservations?)|what (?:have|did) i book(?:ed)?|(?:show|list)(?: me)? (?:my|the) (?:bookings?|reservations?))\\b',
);

/** To have it at another time or place. */
export const MOVE = any(
  '変更|移動|移し|移す|うつし|ずらし|ずらす|振り替え|振替|早め(?:たい|て|る)|遅らせ|変え(?:たい|て|る)|替え(?:たい|て)|リスケ',
  '\\b(?:move|change|reschedule|shift|postpone|switch)\\b',
);

/** To give it up. */
export const CANCEL = any(
  'キャンセル|取り?消|とりけ|取りや?め|とりやめ|取り下げ|(?<!予約を)やめ(?:る|た[いく]|ます|て|よう|ておき)|予約をやめ|予約.{0,4}(?:消し|削除|いらな|要らな|不要|なしに)|ブース.{0,4}(?:不要|いらな|要らな|使わなくな|使わないこと)',
  "\\b(?:cancel|call off|drop)\\b|\\b(?:no longer|not) need(?:ed)?\\b|\\bdon't need\\b",
);

/** To stay longer. */
export const EXTEND = any(
  '延長|延ば[しすせ]|のば[しすせ]|伸ば[しすせ]|もう(?:少し|ちょっと|すこし)(?:だけ)?(?:使|つか|利用|いた|居)|(?:もう|あと)\\s?(?:\\d+|[一二三十]+|半)(?:分|時間).{0,4}(?:使|つか|利用|延|のば|いた|居|ほし|欲し)',
  '\\b(?:extend|prolong)\\b|\\bmore (?:time|minutes)\\b|\\b(?:\\d+|ten|fifteen|thirty) more min|\\banother (?:\\d+|ten|fifteen|thirty|half|quarter)|\\b(?:stay|use it|keep it|a bit|a little|minutes) longer\\b',
);

/** To leave before the end. */
export const RELEASE = any(
  '(?:利用|使用)(?:を)?(?:終了|終え|終わ|おわ|やめ)|(?:使い|つかい)終わ|(?:ブース|集中|booth).{0,8}(?:終わ(?:り|っ|る)|終了|出ま(?:す|した)|出る|出た|返し|返却|返す|退室|退出|空け(?:ます|た|る|まし)|あけ(?:ます|た|まし)|開放|解放|離れ(?:ます|た|まし))|もう使(?:わない|いません|ってない|っていません)|早(?:く|めに)(?:終わ|空け|あが|上が)|チェックアウト',
  "\\bcheck(?:ing)? ?out\\b|\\bchecking out\\b|\\b(?:i'm|i am|we're|we are) (?:done|finished|leaving)\\b|\\b(?:finished|done) (?:with|using)\\b|\\b(?:release|leave|leaving|free up|give back) (?:my|the) (?:\\w+ )?booth|\\bend my (?:use|booking|session)\\b",
);

/** To take it up. */
export const CHECK_IN = any(
  '(?:利用|使用)(?:を)?(?:開始|始め|はじめ|スタート)|チェックイン|(?:使い|つかい)(?:始め|はじめ)|(?:ブース|集中|booth).{0,8}(?:着きまし|着いた|到着|入りまし|入った|来まし|来た|座りまし|座った)',
  "\\bcheck(?:ing)?[ -]?in\\b|\\b(?:start|starting|begin) (?:using|my (?:booking|use|session))\\b|\\b(?:i'm|i am) (?:at|in) (?:my|the) (?:\\w+ )?booth\\b|\\barrived\\b",
);
