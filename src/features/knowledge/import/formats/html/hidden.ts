import type {StyleSheet} from './style-sheet.ts';
import {attribute, parentOf, type Element} from './tree.ts';

/** Whether a reader does not see an element: by its attributes, its own style, or the page's rules. */
export function isHidden(element: Element, sheet: StyleSheet): boolean {
  if (attribute(element, 'hidden') !== undefined || attribute(element, 'aria-hidden') === 'true') return true;
  if (/^(?:navigation|banner|contentinfo|search)$/.test(attribute(element, 'role') ?? '')) return true;
  const style = (attribute(element, 'style') ?? '').toLowerCase().replace(/\s/g, '');
  return (
    /(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:;|!|$)|font-size:0(?:\.\d+)?(?:p[xt]|r?em|%)?(?:;|!|$))/.test(
      style,
    ) ||
    (/(?:^|;)(?:max-)?(?:width|height):[01](?:px)?(?:;|!|$)/.test(style) &&
      style.includes('overflow:hidden')) ||
    /(?:^|;)(?:text-indent|left|top|margin-left):-\d{3,}/.test(style) ||
    isUnseenColour(element, style, sheet) ||
    sheet.hides(element)
  );
}

/** Letters in the colour on which they stand: white on the page's white, or any on their own background. */
function isUnseenColour(element: Element, style: string, sheet: StyleSheet): boolean {
  const named = /(?:^|;)color:([^;!]+)/.exec(style)?.[1] ?? attribute(element, 'color');
  const colour = named === undefined ? undefined : colourOf(named);
  if (colour === undefined) return false;
  return colour === 'transparent' || colour === backgroundOf(element, sheet);
}

// Undefined where nobody can tell: white letters in a table's dark head are read like any.
function backgroundOf(element: Element, sheet: StyleSheet): string | undefined {
  for (let at: Element | undefined = element; at !== undefined; at = parentOf(at)) {
    const style = (attribute(at, 'style') ?? '').toLowerCase().replace(/\s/g, '');
    const named = /(?:^|;)background(?:-color)?:([^;!]+)/.exec(style)?.[1] ?? attribute(at, 'bgcolor');
    const colour = named === undefined ? undefined : colourOf(named);
    if (named !== undefined && colour !== 'transparent') return colour;
    if (style.includes('background-image') || attribute(at, 'background') !== undefined) return undefined;
    if (sheet.mayColour && (attribute(at, 'class') ?? attribute(at, 'id')) !== undefined) return undefined;
  }
  return '255,255,255';
}

const NAMED: Readonly<Record<string, string>> = {
  white: '255,255,255',
  black: '0,0,0',
  red: '255,0,0',
  blue: '0,0,255',
  yellow: '255,255,0',
  transparent: 'transparent',
  none: 'transparent',
};

/** A colour as its three parts; undefined where it is written in another way. */
function colourOf(value: string): string | undefined {
  const text = value.toLowerCase().replace(/\s/g, '');
  const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/.exec(text) ?? [];
  const hex = long ?? short?.replace(/./g, '$&$&');
  if (hex !== undefined) return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(',');
  const [, red, green, blue, alpha] = /^rgba?\((\d+),(\d+),(\d+)(?:,([\d.]+))?\)$/.exec(text) ?? [];
  if (red !== undefined) return Number(alpha ?? 1) === 0 ? 'transparent' : [red, green, blue].join(',');
  return Object.hasOwn(NAMED, text) ? NAMED[text] : undefined;
}
