import type {DefaultTreeAdapterTypes} from 'parse5';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

/** Elements within elements up to which a page is read; walking deeper could exhaust the stack. */
export const DEEPEST = 500;

export const elements = (parent: {childNodes: Node[]} | undefined): Element[] =>
  (parent?.childNodes ?? []).filter((node): node is Element => 'tagName' in node);

export const childrenNamed = (parent: Element | undefined, name: string): Element | undefined =>
  elements(parent).find((one) => one.tagName === name);

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

/** The element around; undefined for the page's own. */
export function parentOf(element: Element): Element | undefined {
  const above = element.parentNode;
  return above !== null && 'tagName' in above ? above : undefined;
}

/** The text directly in an element. */
export function plainText(element: Element | undefined): string {
  return (element?.childNodes ?? []).map((node) => ('value' in node ? node.value : '')).join('');
}
