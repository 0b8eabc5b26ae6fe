import {copyFile, mkdir, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';

/** Invented documents, the name of each with its text. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  'umbrella-stand.md': `---
title: 傘立て利用要領
source: 庁舎管理の手引（見本）
effective: 2026-04-01
---
# 傘立ての利用

## 置ける期間
傘立てに置ける期間は3日間とする。

## 忘れた傘
忘れた傘は守衛室で保管する。
`,
  'bicycle-parking.md': `---
title: 駐輪場利用要領
effective: 2026-04-01
---
# 駐輪場の利用

## 登録
駐輪場を使う職員は自転車を登録する。
`,
};

const CONTACTS = `default:
  section: {ja: 見本課, en: Sample Section}
  extension: '7001'
topics: []
`;

/** Fills a folder with small content of the shape of `content/`. */
export async function writeContentFolder(
  folder: string,
  {
    documents = DOCUMENTS,
    contacts = CONTACTS,
    synonyms,
  }: {documents?: Readonly<Record<string, string>>; contacts?: string; synonyms?: string} = {},
): Promise<void> {
  await mkdir(join(folder, 'knowledge'), {recursive: true});
  for (const [name, text] of Object.entries(documents))
    await writeFile(join(folder, 'knowledge', name), text);
  await writeFile(join(folder, 'contacts.yaml'), contacts);
  if (synonyms !== undefined) await writeFile(join(folder, 'synonyms.yaml'), synonyms);
  await copyFile(
    resolve(import.meta.dirname, '../../content/incidents.yaml'),
    join(folder, 'incidents.yaml'),
  );
}
