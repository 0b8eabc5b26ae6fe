/** XML as a tree. Nothing outside the text is ever fetched, and a document's own entities are not expanded. */
import {Parser} from 'saxen';

export interface Element {
  /** Without its prefix: `p`, `tbl`. Office's two dialects differ in their addresses only. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

/** Elements within elements: no honest document comes near, and walking the tree must not exhaust the stack. */
const DEEPEST = 400;

export class XmlError extends Error {}

/** Reads a text as XML. Throws an XmlError where it is none or is nested without end. */
export function parseXml(text: string): Element {
  const root = {name: '', attributes: {}, children: [] as (Element | string)[]};
  const open: {name: string; children: (Element | string)[]}[] = [root];
  const parser = new Parser();
  parser.on('openTag', (name, readAttributes) => {
    const attributes: Record<string, string> = {};
    const given = readAttributes();
    for (const key of Object.keys(given)) attributes[local(key)] ??= decodeXml(String(given[key]));
    const element = {name: local(name), attributes, children: [] as (Element | string)[]};
    open.at(-1)?.children.push(element);
    if (open.length > DEEPEST) throw new XmlError('nested too deeply');
    // saxen tells the end of an empty element as well, so it is opened like any other.
    open.push(element);
  });
  parser.on('closeTag', () => {
    open.pop();
  });
  parser.on('text', (value) => {
    open.at(-1)?.children.push(decodeXml(value));
  });
  parser.on('cdata', (value) => {
    open.at(-1)?.children.push(value);
  });
  parser.on('error', (error) => {
    throw new XmlError(error.message);
  });
  parser.parse(text.replace(/^\uFEFF/, ''));
  const top = root.children.find((child) => typeof child !== 'string');
  if (top === undefined || open.length !== 1) throw new XmlError('no element');
  return top;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const NAMED: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};

function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED[name] ?? all;
    const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** The elements directly below one, of a name or all. */
export function childrenOf(element: Element | undefined, name?: string): Element[] {
  return (element?.children ?? []).filter(
    (child): child is Element => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first element along a path of names. */
export function find(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  let now = element;
  for (const name of path) now = childrenOf(now, name)[0];
  return now;
}

/** An attribute of the first element along a path: `attribute(p, 'val', 'pPr', 'pStyle')`. */
export function attribute(
  element: Element | undefined,
  key: string,
  ...path: readonly string[]
): string | undefined {
  return find(element, ...path)?.attributes[key];
}

/** All text below an element. */
export function textOf(element: Element | undefined): string {
  return (element?.children ?? [])
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('');
}
