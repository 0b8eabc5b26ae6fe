/** What a paragraph's style says of it: how deep a heading, how it is counted, whether it is seen. */
import {attribute, childrenOf, find, type Element} from '../../../../../platform/office-files/xml.ts';

export interface Style {
  /** 1 to 6; 0 for the document's title. */
  readonly heading?: number;
  readonly list?: string;
  readonly level?: number;
  readonly hidden: boolean;
  readonly bold: boolean;
  /** Its lines are a list of contents, which repeats the headings. */
  readonly contents: boolean;
}

const PLAIN: Style = {hidden: false, bold: false, contents: false};

/** Looks styles up by their id; a style has what the style has that it is based on. */
export class Styles {
  private readonly found = new Map<string, Style>();
  private readonly elements: ReadonlyMap<string, Element>;

  constructor(styles: Element | undefined) {
    this.elements = new Map(childrenOf(styles, 'style').map((one) => [one.attributes['styleId'] ?? '', one]));
  }

  get(id: string | undefined, depth = 0): Style {
    if (id === undefined || depth > 20) return PLAIN;
    const known = this.found.get(id);
    if (known !== undefined) return known;
    const element = this.elements.get(id);
    const base = this.get(attribute(element, 'val', 'basedOn'), depth + 1);
    const name = (attribute(element, 'val', 'name') ?? '').toLowerCase();
    const heading = headingOf(element, name);
    const list = attribute(element, 'val', 'pPr', 'numPr', 'numId');
    const level = attribute(element, 'val', 'pPr', 'numPr', 'ilvl');
    const style: Style = {
      ...base,
      ...(heading === undefined ? {} : {heading}),
      ...(list === undefined ? {} : {list}),
      ...(level === undefined ? {} : {level: Number(level)}),
      hidden: isOn(find(element, 'rPr', 'vanish')) ?? base.hidden,
      bold: isOn(find(element, 'rPr', 'b')) ?? base.bold,
      contents: base.contents || /^(?:toc \d|目次 \d)/.test(name),
    };
    this.found.set(id, style);
    return style;
  }
}

function headingOf(element: Element | undefined, name: string): number | undefined {
  if (name === 'title' || name === '表題') return 0;
  const outline = attribute(element, 'val', 'pPr', 'outlineLvl');
  const named = /^(?:heading|見出し) ([1-9])$/.exec(name)?.[1];
  const level = named === undefined ? Number(outline ?? Number.NaN) + 1 : Number(named);
  // Outline level 9 is the body's.
  return level >= 1 && level <= 9 && outline !== '9' ? level : undefined;
}

/** Whether a property that can be switched off again is on; undefined where nothing is said. */
export function isOn(property: Element | undefined): boolean | undefined {
  if (property === undefined) return undefined;
  return !/^(?:0|false|off|none)$/.test(property.attributes['val'] ?? '1');
}
