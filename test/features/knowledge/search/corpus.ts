import {analyse} from '../../../../src/features/knowledge/search/analyse.ts';
import type {SearchPassage} from '../../../../src/features/knowledge/search/search-index.ts';

/** A passage as import makes it. */
export function passage(id: string, title: string, text: string): SearchPassage {
  return {id, title, text, titleTerms: analyse(title), textTerms: analyse(text)};
}

/** The rules of an office that does not exist. */
export const OFFICE: readonly SearchPassage[] = [
  passage(
    'desk',
    '机の使い方',
    '席は朝に自由に選び、帰るときは机の上に何も残さない。電話は各自の携帯端末で受ける。',
  ),
  passage('meeting', '会議室', '会議室は一回三時間まで借りられる。飲み物は持ち込める。食事は禁止とする。'),
  passage('locker', '個人ロッカー', 'ロッカーの鍵をなくしたときは総務課に届け出る。予備の鍵は貸さない。'),
  passage('usb', '記録媒体の持ち出し', 'USBメモリを庁外に持ち出すときは、課長の許可を受け、暗号化する。'),
  passage(
    'mail',
    '電子メールの送信',
    '外部へのメールは、宛先を二人で確かめてから送る。添付ファイルはオンラインの共有で渡す。',
  ),
  passage(
    'training',
    '情報セキュリティ研修',
    '研修は毎年六月に行う。受講の対象は、会計年度任用職員を含むすべての職員である。',
  ),
  passage('visitor', '来客の受付', '来客は一階の受付で名札を受け取る。執務室には職員が付き添う。'),
  passage(
    'printer',
    '複合機',
    '印刷した書類は、その場で取り、置いたままにしない。用紙の補充は最後に使った者が行う。',
  ),
];
