/** The text of a paragraph, without what no reader sees: deleted, hidden, field codes, readings above kanji. */
import {attribute, childrenOf, find, type Element} from '../../../../../platform/office-files/xml.ts';
import {isOn, type Style, type Styles} from './styles.ts';

/** What a paragraph's runs say, and what hangs on them. */
export interface RunsText {
  text: string;
  /** Letters that are bold, to tell whether all are. */
  bold: number;
  /** Ids of footnotes and endnotes: `footnote/2`. */
  readonly notes: string[];
  /** Text boxes anchored here. */
  readonly boxes: Element[];
  /** How deep within a field's code (not its result) the reading stands. */
  codes: number;
}

export interface RunContext {
  readonly styles: Styles;
  /** Whether white letters can be read: on a colour of their own, or of a table's style. */
  readonly shaded: boolean;
}

export function newRuns(): RunsText {
  return {text: '', bold: 0, notes: [], boxes: [], codes: 0};
}

// Deleted and moved text, readings, the old look of what changed, a second rendering for old programs.
const SKIPPED = new Set([
  'del',
  'moveFrom',
  'rt',
  'rPr',
  'pPr',
  'sectPr',
  'Fallback',
  'delText',
  'instrText',
]);

/** Adds the text of everything below an element that is no paragraph of its own. */
export function readRuns(element: Element, style: Style, context: RunContext, into: RunsText): void {
  for (const child of childrenOf(element)) {
    if (SKIPPED.has(child.name)) continue;
    if (child.name === 'r') readRun(child, style, context, into);
    else if (child.name === 'txbxContent') into.boxes.push(child);
    else readRuns(child, style, context, into);
  }
}

function readRun(run: Element, style: Style, context: RunContext, into: RunsText): void {
  const look = find(run, 'rPr');
  const own = context.styles.get(attribute(look, 'val', 'rStyle'));
  const hidden = isOn(find(look, 'vanish')) ?? (own.hidden || style.hidden);
  const before = into.text.length;
  for (const child of childrenOf(run)) readPiece(child, style, context, into);
  if (hidden || isUnseen(look, context)) into.text = into.text.slice(0, before);
  else if (isOn(find(look, 'b')) ?? (own.bold || style.bold)) into.bold += into.text.length - before;
}

function readPiece(child: Element, style: Style, context: RunContext, into: RunsText): void {
  const kind = child.attributes['fldCharType'];
  switch (child.name) {
    case 'fldChar':
      // Between 「begin」 and 「separate」 stands what the field does, then what it shows.
      if (kind === 'begin') into.codes++;
      else if (kind === 'separate') into.codes = Math.max(0, into.codes - 1);
      else if (kind === 'end' && into.codes > 0) into.codes--;
      break;
    case 't':
      if (into.codes === 0) into.text += child.children.filter((one) => typeof one === 'string').join('');
      break;
    case 'tab':
    case 'ptab':
      into.text += '\t';
      break;
    case 'br':
    case 'cr':
      into.text += child.attributes['type'] === undefined ? '\n' : '';
      break;
    case 'noBreakHyphen':
      into.text += '-';
      break;
    case 'footnoteReference':
    case 'endnoteReference':
      into.notes.push(`${child.name.replace('Reference', '')}/${child.attributes['id'] ?? ''}`);
      break;
    default:
      if (!SKIPPED.has(child.name)) readRuns(child, style, context, into);
  }
}

/** White on white, or smaller than a point: written for machines, not for readers. */
function isUnseen(look: Element | undefined, {shaded}: RunContext): boolean {
  const size = attribute(look, 'val', 'sz');
  if (size !== undefined && Number(size) <= 2) return true;
  const white = /^f{6}$/i.test(attribute(look, 'val', 'color') ?? '');
  const own = find(look, 'shd') ?? find(look, 'highlight');
  return white && !shaded && own === undefined;
}
