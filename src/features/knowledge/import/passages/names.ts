import {readPair} from '../lines/titles.ts';
import type {Section} from '../section.ts';
import {readTable} from './tables.ts';

/**
 * Headings that say the same are told apart by the first line of their forms that differs in all: five
 * 「点検結果報告書」 become 「点検結果報告書（庶務係）」, 「点検結果報告書（会計係）」, …
 */
export function nameRepeated(parent: Section): void {
  const groups = new Map<string, Section[]>();
  for (const child of parent.children) {
    const known = groups.get(child.label);
    if (known === undefined) groups.set(child.label, [child]);
    else known.push(child);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const forms = group.map(readForm);
    // A long value is a text, not a name.
    const key = [...(forms[0]?.keys() ?? [])].find((one) => {
      const values = forms.map((form) => form.get(one));
      return values.every((v) => v !== undefined && v.length <= 40) && new Set(values).size === values.length;
    });
    if (key === undefined) continue;
    group.forEach((one, i) => (one.label = `${one.label}（${forms[i]?.get(key) ?? ''}）`));
  }
  for (const child of parent.children) nameRepeated(child);
}

/** What a section says of itself in pairs: the rows of its forms, and lines as 「相手：庶務係」. */
function readForm(one: Section): Map<string, string> {
  const form = new Map<string, string>();
  for (const block of one.body) {
    if (block.kind === 'table')
      for (const [key, value] of readTable(block.lines.map((l) => l.shown)).form) form.set(key, value);
    else
      for (const line of block.lines) {
        const pair = readPair(line.text);
        if (pair !== undefined && !form.has(pair.key)) form.set(pair.key, pair.value);
      }
  }
  return form;
}
