import {CodedError, type ErrorCode, type ErrorDetails} from '../../kernel/errors.ts';
import type {Bilingual, Language} from '../../kernel/person.ts';

// `{name}` is filled from the error's details.
export const errorTexts: Readonly<Record<ErrorCode, Bilingual>> = {
  'backup/absent': {
    ja: '{name}: そのバックアップはありません。backups list で名前を確かめてください。',
    en: '{name}: there is no such backup. See backups list.',
  },
  'backup/container': {
    ja: 'バックアップの置き場所に届きません（{reason}）。BACKUP_CONTAINER_URL、ネットワーク、権限（ストレージ BLOB データ共同作成者）を確かめてください。',
    en: 'The container of backups cannot be used ({reason}). Check BACKUP_CONTAINER_URL, the network, and the role Storage Blob Data Contributor.',
  },
  'backup/no-container': {
    ja: '毎日のバックアップの置き場所が設定されていません。BACKUP_CONTAINER_URL を設定してください。',
    en: 'There is no container for daily backups. Set BACKUP_CONTAINER_URL.',
  },
  'backup/damaged': {
    ja: '{file}: 壊れているか、途中で切れているか、バックアップではありません（{line} 行目）。何も書き込んでいません。別のバックアップを指定してください。',
    en: '{file}: damaged, cut off, or no backup (line {line}). Nothing was written. Give another backup.',
  },
  'backup/exists': {
    ja: '{file}: もうあります。新しい名前を指定してください。',
    en: '{file}: is there already. Give a new name.',
  },
  'backup/newer': {
    ja: '{file}: 新しい版のプログラムが書いたものです。プログラムを更新してください。',
    en: '{file}: written by a newer version of the program. Update the program.',
  },
  'backup/not-empty': {
    ja: '保存先が空ではありません（表 {table}）。何も書き込んでいません。空の保存先を使うか、今あるデータを消してよければ --replace を付けてください。',
    en: 'The storage is not empty (table {table}). Nothing was written. Use an empty one, or add --replace if what is there may go.',
  },
  'backup/unfinished': {
    ja: '復元の途中か、途中で止まった保存先です。終わるのを待つか、restore --replace でやり直してください。',
    en: 'A restore is under way here or broke off. Wait for its end, or run it again with restore --replace.',
  },
  'backup/unreadable': {
    ja: '{file}: 開けないか、書き込めません（{reason}）。場所と権限、空き容量を確かめてください。',
    en: '{file}: cannot be opened or written ({reason}). Check the folder, its permissions and the free space.',
  },
  'config/invalid': {
    ja: '設定 {name} の値 {value} は使えません。{expectedJa}にしてください。',
    en: 'The setting {name} has the value {value}; expected {expected}.',
  },
  'config/port-taken': {
    ja: 'ポート {port} は別のプログラムが使っています。{name} に空いている番号を指定してください。',
    en: 'Port {port} is taken by another program. Set {name} to a free one.',
  },
  'config/no-playground': {
    ja: 'ブラウザーで試すための画面（Agents Playground）を開始できません。npm ci を実行したか確かめてください。ボットだけなら npm run bot で動きます。',
    en: 'The browser client (Agents Playground) did not start. Check that npm ci was run. npm run bot starts the bot alone.',
  },
  'config/production-unsafe': {
    ja: '本番 (NODE_ENV=production) では起動しません。安全でない設定: {names}。docs/operations.md の「設定」のとおりに直してください。',
    en: 'Not started in production (NODE_ENV=production). Unsafe settings: {names}. Mend them as "Settings" in docs/operations.md says.',
  },
  'command/usage': {
    ja: '使い方が違います: {what}',
    en: 'Wrong usage: {what}',
  },
  'command/unmappable': {
    ja: '{line}行{column}列の文字「{character}」（{code}）は {encoding} にありません。何も書き出していません。--encoding utf-8 を使うか、文字を直してください。',
    en: 'Row {line}, column {column}: the character "{character}" ({code}) is not in {encoding}. Nothing was written. Use --encoding utf-8, or change the character.',
  },
  'command/unwritable': {
    ja: '{file} に書き出せません（{reason}）。フォルダーと権限を確かめてください。元のファイルはそのままです。',
    en: 'Cannot write {file} ({reason}). Check the folder and your rights. A former file is as it was.',
  },
  'command/not-allowed': {
    ja: '{command} には役割 {role} が必要です。役割は設定 ROLE_… で与えます。',
    en: '{command} needs the role {role}. Roles are given in the settings ROLE_….',
  },
  'content/invalid': {
    ja: 'コンテンツに誤りが {count} 件あります。何も反映していません。{first}',
    en: 'There are {count} mistakes in the content. Nothing was taken over. {first}',
  },
  'content/missing': {
    ja: 'コンテンツのフォルダー {path} がありません。CONTENT_DIR を確かめてください。',
    en: 'The content folder {path} is not there. Check CONTENT_DIR.',
  },
  'document/unknown': {
    ja: '文書「{document}」は登録されていません。knowledge list で名前を確かめてください。',
    en: 'There is no document "{document}". See knowledge list for the names.',
  },
  'document/unreadable': {
    ja: '{file}: 読み取れません（{reason}）。UTF-8、UTF-16、Shift_JIS の文書を指定してください。',
    en: '{file}: cannot be read ({reason}). Give a document in UTF-8, UTF-16 or Shift_JIS.',
  },
  'document/empty': {
    ja: '{file}: 文字がありません。中身のある文書を指定してください。',
    en: '{file}: holds no text. Give a document with words in it.',
  },
  'document/too-large': {
    ja: '{file}: 大きすぎます（{sizeMb} MB、上限 {limitMb} MB）。分けて取り込んでください。',
    en: '{file}: too large ({sizeMb} MB, at most {limitMb} MB). Import it in parts.',
  },
  'document/wrong-type': {
    ja: '{file}: この種類の文書（{found}）は取り込めません。使えるのは {allowed} です。',
    en: '{file}: this kind of document ({found}) cannot be imported. It may be {allowed}.',
  },
  'document/mislabelled': {
    ja: '{file}: 名前の拡張子と中身が違います（中身は {found}）。中身に合う拡張子に直すか、正しいファイルを指定してください。',
    en: '{file}: the name and the content do not agree; the content is {found}. Give it the right ending, or give the right file.',
  },
  'document/old-office': {
    ja: '{file}: 古い形式（{found}）です。元のソフトで {better} として保存し直してください。',
    en: '{file}: an old format ({found}). Open it in its program and save it as {better}.',
  },
  'document/encrypted': {
    ja: '{file}: パスワードがかかっています。パスワードを外したものを保存して取り込んでください。',
    en: '{file}: protected by a password. Save it without one and import that.',
  },
  'document/damaged': {
    ja: '{file}: 壊れているか、途中で切れています（{kind}）。元のソフトで開いて保存し直してください。',
    en: '{file}: damaged or cut off ({kind}). Open it in its program and save it anew.',
  },
  'document/unpacks-too-large': {
    ja: '{file}: 展開すると大きくなりすぎます（上限 {limitMb} MB）。画像などを減らすか、分けて取り込んでください。',
    en: '{file}: becomes too large when unpacked (at most {limitMb} MB). Take out pictures and the like, or import it in parts.',
  },
  'document/too-many-passages': {
    ja: '{file}: 条項が多すぎます（{passages}、上限 {most}）。章ごとなどに分けて取り込んでください。',
    en: '{file}: too many passages ({passages}, at most {most}). Import it in parts, say a chapter each.',
  },
  'document/too-many-pages': {
    ja: '{file}: {pages} ページあります。上限は {limit} ページです。分けて取り込んでください。',
    en: '{file}: has {pages} pages; at most {limit} are read. Import it in parts.',
  },
  'document/scanned': {
    ja: '{file}: 文字ではなく画像のPDFです（{pages} ページ中 {pictures} ページ）。OCRで文字を付けるか、元の文書を取り込んでください。',
    en: '{file}: pictures of pages, not text ({pictures} of {pages} pages). Put text to it by OCR, or import the document it was made from.',
  },
  'document/no-characters': {
    ja: '{file}: 文字の対応表がないPDFで、文字を読み取れません。元の文書を取り込むか、PDFを作り直してください。',
    en: '{file}: a PDF without a character map; its letters cannot be told. Import the document it was made from, or make the PDF anew.',
  },
  'document/no-questions': {
    ja: '{file} シート「{sheet}」{line} 行目: 「質問」と「回答」の見出しがある列が見つかりません。見出しの行を付けるか、このシートを除いてください。',
    en: '{file} sheet "{sheet}" row {line}: no columns headed 質問 (question) and 回答 (answer). Add a header row, or remove the sheet.',
  },
  'document/too-slow': {
    ja: '{file}: {seconds} 秒で読み終わりませんでした。分けるか、元のソフトで保存し直してください。',
    en: '{file}: could not be read in {seconds} seconds. Cut it into parts, or save it anew.',
  },
  'document/same-name': {
    ja: '{file}: {other} と文書の名前が同じになります。どちらかの名前を変えてください。',
    en: '{file}: would have the same document name as {other}. Rename one of them.',
  },
  'document/front-matter': {
    ja: '{file} {line} 行目: 先頭の設定（フロントマター）に誤りがあります: {reason}',
    en: '{file} line {line}: mistake in the front matter: {reason}',
  },
  'document/personal-number': {
    ja: '{file} {line} 行目: {kind} と思われる番号があります。取り除いてから取り込んでください。',
    en: '{file} line {line}: there seems to be {kind}. Take it out before importing.',
  },
  'document/bad-line': {
    ja: '{file} {line} 行目: JSON の1行として読めないか、項目が足りません（{reason} {field}）。',
    en: '{file} line {line}: not a JSON line of the right shape ({reason} {field}).',
  },
  'document/too-few-questions': {
    ja: '{file}: 学ぶには質問が足りません。答えのある質問が {answerable} 件（{leastAnswerable} 件以上必要）、答えのない質問が {unanswerable} 件（{leastUnanswerable} 件以上必要）です。',
    en: '{file}: too few questions to learn from: {answerable} with an answer ({leastAnswerable} needed), {unanswerable} without one ({leastUnanswerable} needed).',
  },
  'job/unknown': {
    ja: 'ジョブ「{name}」はありません。使えるのは {names} です。',
    en: 'There is no job "{name}". There are {names}.',
  },
  'job/failed': {
    ja: 'ジョブ「{name}」が失敗しました。理由はログにあります。もう一度実行してもかまいません。',
    en: 'The job "{name}" failed; the log says why. It may be run again.',
  },
  'staff/invalid': {
    ja: '名簿に誤りが {count} 件あるか、職員の行がありません。何も書き込んでいません。直すか、--skip-bad で誤りの行を飛ばしてください。',
    en: 'The list has {count} mistakes, or no person. Nothing was written. Correct them, or leave the rows out with --skip-bad.',
  },
  'staff/too-many': {
    ja: '{before} 人のうち {gone} 人がいなくなり、{moved} 人が異動します。何も書き込んでいません。正しければ --expect-gone {gone} --expect-moved {moved} を付けてください。',
    en: 'Of {before} people {gone} would be gone and {moved} moved. Nothing was written. If that is right, add --expect-gone {gone} --expect-moved {moved}.',
  },
  'staff/overtaken': {
    ja: '取込のあいだに、別の人が名簿を取り込みました。何も書き込んでいません。--dry-run で確かめてから、もう一度取り込んでください。',
    en: 'Somebody else took a list in meanwhile. Nothing was written. Look with --dry-run, then import again.',
  },
  'staff/unknown': {
    ja: '{number} に当たる職員が名簿にいないか、一人に決まりません。',
    en: 'Nobody on the list has {number}, or more than one.',
  },
  'storage/unreachable': {
    ja: '保存先につながりません（{reason}）。しばらくしてからやり直してください。続くときは接続先の設定を確かめてください。',
    en: 'The storage does not answer ({reason}). Try again later; if it goes on, check where it connects to.',
  },
  'storage/in-use': {
    ja: 'データフォルダー {folder} は別のプログラムが使用中です。DATA_DIR に別のフォルダーを指定してください。',
    en: 'The data folder {folder} is in use by another program. Name another one in DATA_DIR.',
  },
  'storage/limit': {
    ja: '保存できる大きさを超えました（{what}、上限 {limit}）。',
    en: 'Too large to store ({what}, at most {limit}).',
  },
  'storage/newer-version': {
    ja: 'このデータは新しい版のプログラムが書いたものです（{what}）。プログラムを更新してください。',
    en: 'This data was written by a newer version of the program ({what}). Update the program.',
  },
  'turn/failed': {
    ja: '処理の途中で問題が起きました。もう一度お試しください。続くときは運用担当にこの番号を伝えてください: {reference}',
    en: 'Something failed while this was being done. Please try again; if it goes on, give the operator this number: {reference}',
  },
  'turn/too-slow': {
    ja: '時間内に答えられませんでした。少し待ってから、もう一度お試しください。',
    en: 'The answer did not come in time. Please wait a little and try again.',
  },
};

/** An error's sentence, its details filled in; a detail that is missing stays empty. */
export function fillText(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
}

/** What a person is told of an error, in their language. */
export function errorText(code: ErrorCode, details: ErrorDetails, language: Language): string {
  return fillText(errorTexts[code][language], details);
}

/** What the command line prints: the code, then both languages. Unknown errors say their own message. */
export function errorLines(error: unknown): string[] {
  if (error instanceof CodedError) {
    const {code, details} = error;
    const [ja, en] = [errorText(code, details, 'ja'), errorText(code, details, 'en')];
    // A start that is stopped by a setting says so on one line, as whoever reads a service's log wants it.
    return code.startsWith('config/') ? [`${code}: ${ja} / ${en}`] : [`${code}: ${ja}`, `  ${en}`];
  }
  return [error instanceof Error ? `${error.name}: ${error.message}` : String(error)];
}
