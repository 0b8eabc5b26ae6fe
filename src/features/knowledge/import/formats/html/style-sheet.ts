import {attribute, DEEPEST, elements, plainText, type Element} from './tree.ts';

/** What a page's own `<style>` elements say of what is seen. */
export interface StyleSheet {
  /** Whether a rule hides the element, and none shows it again. */
  readonly hides: (element: Element) => boolean;
  /** Whether a class may stand for a background: one is set by a rule, or in a file that is not read. */
  readonly mayColour: boolean;
}

interface Rule {
  readonly tag: string | undefined;
  readonly id: string | undefined;
  readonly classes: readonly string[];
  readonly effects: readonly Effect[];
  /** More counts more: ids, classes, tag; then the later one. */
  readonly weight: number;
  /** Whether all of its selector is understood. What is not may show, and never hides. */
  readonly certain: boolean;
}

interface Effect {
  readonly property: 'display' | 'visibility';
  readonly hidden: boolean;
  readonly important: boolean;
}

// Each element is held against its rules; beyond this a page is no document.
const MOST_RULES = 500;
// Above all weights of selectors, and above all of these.
const OWN_STYLE = 1e12;
const IMPORTANT = 1e13;
const COMPOUND = /^([a-z][a-z0-9-]*|\*)?((?:[.#][^\s.#:[\]()>+~*,]+)*)$/i;

/** Reads simple selectors: a tag, an id, classes, and these together. */
export function readStyleSheet(page: {readonly childNodes: Element['childNodes']}): StyleSheet {
  const found = gather(page, 0);
  const rules = new Map<string, Rule[]>();
  let [count, mayColour] = [0, found.linked];
  for (const {selectors, body, nested} of found.styles.flatMap((css) => blocksOf(css))) {
    mayColour ||= /(?:^|[;\s])background/i.test(body);
    const effects = effectsOf(body);
    if (effects.length === 0) continue;
    for (const selector of selectors.split(',')) {
      const rule = count < MOST_RULES ? readSelector(selector.trim(), nested, effects, count) : undefined;
      if (rule === undefined) continue;
      count++;
      const key = keyOf(rule);
      rules.set(key, [...(rules.get(key) ?? []), rule]);
    }
  }
  if (count === 0) return {hides: () => false, mayColour};
  return {mayColour, hides: (element) => isHiddenBy(element, rules)};
}

function isHiddenBy(element: Element, rules: ReadonlyMap<string, readonly Rule[]>): boolean {
  const classes = new Set((attribute(element, 'class') ?? '').split(/\s+/).filter((one) => one !== ''));
  const id = attribute(element, 'id');
  const keys = [`#${id ?? ''}`, ...[...classes].map((one) => `.${one}`), element.tagName, '*'];
  // The heaviest word on each property counts; an important one more than any other.
  const best = {display: {rank: -1, hidden: false}, visibility: {rank: -1, hidden: false}};
  const mayShow = {display: false, visibility: false};
  const hear = ({property, hidden, important}: Effect, weight: number): void => {
    const rank = weight + (important ? IMPORTANT : 0);
    if (rank >= best[property].rank) best[property] = {rank, hidden};
  };
  for (const key of keys) {
    for (const rule of rules.get(key) ?? []) {
      if (rule.tag !== undefined && rule.tag !== element.tagName) continue;
      if (rule.id !== undefined && rule.id !== id) continue;
      if (!rule.classes.every((one) => classes.has(one))) continue;
      for (const effect of rule.effects) {
        if (rule.certain) hear(effect, rule.weight);
        // Shown on a wide window, at a press, inside something else: then a reader can see it.
        else if (!effect.hidden) mayShow[effect.property] = true;
      }
    }
  }
  for (const effect of effectsOf(attribute(element, 'style') ?? '')) hear(effect, OWN_STYLE);
  return (['display', 'visibility'] as const).some((name) => best[name].hidden && !mayShow[name]);
}

function readSelector(
  selector: string,
  nested: boolean,
  effects: readonly Effect[],
  order: number,
): Rule | undefined {
  // The last part of a longer one is what it speaks of.
  const last = selector.split(/[\s>+~]+/).at(-1) ?? '';
  const bare = last.replace(/:.*$/s, '').replace(/\[.*$/s, '');
  const [, tag, rest = ''] = COMPOUND.exec(bare) ?? [];
  const names = rest.match(/[.#][^.#]+/g) ?? [];
  if (tag === undefined && names.length === 0) return undefined;
  const ids = names.filter((one) => one.startsWith('#')).map((one) => one.slice(1));
  const classes = names.filter((one) => one.startsWith('.')).map((one) => one.slice(1));
  return {
    tag: tag === '*' ? undefined : tag?.toLowerCase(),
    id: ids[0],
    classes,
    effects,
    weight: (ids.length * 100 + classes.length * 10 + (tag === undefined ? 0 : 1)) * MOST_RULES + order,
    certain: bare === selector && !nested && ids.length < 2,
  };
}

function keyOf({id, classes, tag}: Rule): string {
  return id !== undefined ? `#${id}` : classes[0] !== undefined ? `.${classes[0]}` : (tag ?? '*');
}

function effectsOf(body: string): Effect[] {
  return body.split(';').flatMap((one): Effect[] => {
    const [, property = '', value = ''] = /^\s*(display|visibility)\s*:\s*([^]*)$/i.exec(one) ?? [];
    const name = property.toLowerCase();
    if (name !== 'display' && name !== 'visibility') return [];
    const hidden = /^(?:none|hidden|collapse)\b/i.test(value);
    return [{property: name, hidden, important: /!\s*important/i.test(value)}];
  });
}

interface Block {
  readonly selectors: string;
  readonly body: string;
  /** In an `@media` or another block that holds only sometimes. */
  readonly nested: boolean;
}

function blocksOf(css: string): Block[] {
  const text = css.replace(/\/\*[^]*?(?:\*\/|$)/g, ' ').replace(/<!--|-->/g, ' ');
  const blocks: Block[] = [];
  let [from, deep] = [0, 0];
  let selectors = '';
  for (const {0: mark, index} of text.matchAll(/[{};]/g)) {
    const before = text.slice(from, index);
    if (mark === '{') {
      if (before.trimStart().startsWith('@')) deep++;
      else selectors = before;
      from = index + 1;
    } else if (mark === '}') {
      if (selectors !== '') blocks.push({selectors, body: before, nested: deep > 0});
      else deep = Math.max(0, deep - 1);
      selectors = '';
      from = index + 1;
    } else if (selectors === '') from = index + 1; // @import, @charset
  }
  return blocks;
}

function gather(
  parent: {readonly childNodes: Element['childNodes']},
  deep: number,
): {styles: string[]; linked: boolean} {
  const styles: string[] = [];
  let linked = false;
  for (const child of elements(parent)) {
    if (child.tagName === 'style') {
      const css = plainText(child);
      styles.push(css);
      linked ||= /@import/i.test(css);
    } else if (child.tagName === 'link') linked ||= /stylesheet/i.test(attribute(child, 'rel') ?? '');
    else if (deep <= DEEPEST) {
      const inner = gather(child, deep + 1);
      for (const one of inner.styles) styles.push(one);
      linked ||= inner.linked;
    }
  }
  return {styles, linked};
}
