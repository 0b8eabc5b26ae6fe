/**
 * Word's automatic numbers. They stand nowhere in the text, only how to count does; a regulation whose
 * articles are counted so would lose 「第1条」 without this.
 */
import {attribute, childrenOf, find, type Element} from '../../../../../platform/office-files/xml.ts';
import {writeNumber} from './counters.ts';

interface Level {
  readonly format: string;
  /** 「第%1条」: %1 is the number of the outermost level. */
  readonly text: string;
  readonly start: number;
  /** The level (from 1) after which it begins anew; 0 never. */
  readonly restart: number | undefined;
}

interface Numbers {
  readonly list: string;
  readonly levels: ReadonlyMap<number, Level>;
}

/** Which list and level a paragraph is counted in. */
export interface NumberedBy {
  readonly list: string;
  readonly level: number;
}

export class Numbering {
  private readonly lists = new Map<string, Numbers>();
  private readonly counts = new Map<string, (number | undefined)[]>();
  private readonly started = new Set<string>();

  constructor(numbering: Element | undefined) {
    const abstracts = new Map(
      childrenOf(numbering, 'abstractNum').map((one) => [attribute(one, 'abstractNumId') ?? '', one]),
    );
    for (const one of childrenOf(numbering, 'num')) {
      const id = one.attributes['numId'] ?? '';
      const base = attribute(one, 'val', 'abstractNumId') ?? '';
      const levels = new Map(childrenOf(abstracts.get(base), 'lvl').map(readLevel));
      for (const override of childrenOf(one, 'lvlOverride')) {
        const at = Number(override.attributes['ilvl'] ?? 0);
        const whole = find(override, 'lvl');
        const start = attribute(override, 'val', 'startOverride');
        const level = whole === undefined ? levels.get(at) : readLevel(whole)[1];
        if (level === undefined) continue;
        levels.set(at, start === undefined ? level : {...level, start: Number(start)});
        // Two lists of one kind go on with one count, unless the second says where it starts.
        if (start !== undefined) this.started.add(`${id}/${at}`);
      }
      this.lists.set(id, {list: base, levels});
    }
  }

  /** The next number of a list at a level: 「第3条」. Empty for a bullet's sign, undefined where nothing counts. */
  next({list: id, level}: NumberedBy): {readonly label: string; readonly bullet: boolean} | undefined {
    const numbers = this.lists.get(id);
    const own = numbers?.levels.get(level);
    if (numbers === undefined || own === undefined) return undefined;
    const counts = this.counts.get(numbers.list) ?? [];
    this.counts.set(numbers.list, counts);
    if (this.started.delete(`${id}/${level}`)) counts[level] = undefined;
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    for (const [deeper, {restart}] of numbers.levels) {
      if (deeper > level && restart !== 0 && (restart === undefined || level < restart))
        counts[deeper] = undefined;
    }
    if (own.format === 'bullet') return {label: '', bullet: true};
    const label = own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const outer = numbers.levels.get(at);
      return writeNumber(counts[at] ?? outer?.start ?? 1, outer?.format ?? 'decimal');
    });
    return {label, bullet: false};
  }
}

function readLevel(level: Element): [number, Level] {
  const restart = attribute(level, 'val', 'lvlRestart');
  return [
    Number(level.attributes['ilvl'] ?? 0),
    {
      format: attribute(level, 'val', 'numFmt') ?? 'decimal',
      text: attribute(level, 'val', 'lvlText') ?? '',
      start: Number(attribute(level, 'val', 'start') ?? 1),
      restart: restart === undefined ? undefined : Number(restart),
    },
  ];
}
