/** What Word's and Excel's files have in common: a main part, its title, and parts beside it. */
import type {Archive} from './zip.ts';
import {attribute, childrenOf, find, parseXml, textOf, type Element} from './xml.ts';

/** The address of the part that everything begins with: `word/document.xml`. */
export async function mainPart(archive: Archive, usual: string): Promise<string> {
  const relations = await part(archive, '_rels/.rels');
  const main = childrenOf(relations).find((one) =>
    attribute(one, 'Type')?.endsWith('/relationships/officeDocument'),
  );
  return attribute(main, 'Target')?.replace(/^\//, '') ?? usual;
}

/** A part as a tree; undefined where there is none. */
export async function part(archive: Archive, name: string): Promise<Element | undefined> {
  const text = await archive.read(name);
  return text === undefined ? undefined : parseXml(text);
}

/** The title in the file's properties. */
export async function titleOf(archive: Archive): Promise<string | undefined> {
  const properties = await part(archive, 'docProps/core.xml');
  const title = find(properties, 'title');
  return title === undefined ? undefined : textOf(title);
}
