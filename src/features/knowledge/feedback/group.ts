/** A question with the words that it is about. */
export interface Grouped {
  readonly question: string;
  readonly terms: readonly string[];
}

export interface Group<T extends Grouped> {
  /** The question that is most like the others. */
  readonly typical: T;
  /** Ordered by their text. */
  readonly members: readonly [T, ...T[]];
}

// Half of the weight of two questions' words must be shared. Below it, questions meet that have one common
// word and ask different things; much above it, only those that are put alike.
const ALIKE_FROM = 0.5;

/**
 * Puts similar questions together (single link): whoever is like one of a group belongs to it. The same
 * groups come out whatever the order of the questions; the largest first.
 *
 * @param weigh how much a word says, 0 for words of asking
 */
export function groupQuestions<T extends Grouped>(
  questions: readonly T[],
  weigh: (term: string) => number,
): Group<T>[] {
  const items = [...questions].sort((a, b) => compare(a.question, b.question));
  const weights = items.map(({terms}) => {
    const own = new Map<string, number>();
    for (const term of terms) {
      const weight = weigh(term);
      if (weight > 0) own.set(term, weight);
    }
    return own;
  });
  const likeness = (a: number, b: number): number => {
    if (items[a]?.question === items[b]?.question) return 1;
    return dice(weights[a] ?? new Map<string, number>(), weights[b] ?? new Map<string, number>());
  };

  // Only questions that share a word, or all of it, can be alike.
  const holders = new Map<string, number[]>();
  const leaders = items.map((_, i) => i);
  const leaderOf = (i: number): number => {
    let at = i;
    while (leaders[at] !== at) at = leaders[at] ?? at;
    leaders[i] = at;
    return at;
  };
  for (const [i, {question}] of items.entries()) {
    for (const key of [`=${question}`, ...(weights[i]?.keys() ?? [])]) {
      const others = holders.get(key) ?? [];
      for (const other of others) {
        if (leaderOf(other) !== leaderOf(i) && likeness(i, other) >= ALIKE_FROM) {
          leaders[leaderOf(i)] = leaderOf(other);
        }
      }
      others.push(i);
      holders.set(key, others);
    }
  }

  const groups = new Map<number, number[]>();
  for (const i of items.keys()) groups.set(leaderOf(i), [...(groups.get(leaderOf(i)) ?? []), i]);
  return [...groups.values()]
    .map((members) => toGroup(members, items, likeness))
    .sort((a, b) => b.members.length - a.members.length || compare(a.typical.question, b.typical.question));
}

// Beyond this many, the most typical one is looked for among the first.
const COMPARED = 200;

function toGroup<T extends Grouped>(
  indexes: readonly number[],
  items: readonly T[],
  likeness: (a: number, b: number) => number,
): Group<T> {
  const compared = indexes.slice(0, COMPARED);
  let typical = indexes[0] ?? 0;
  let best = -1;
  for (const i of compared) {
    const sum = compared.reduce((total, other) => total + likeness(i, other), 0);
    const shorter = (items[i]?.question.length ?? 0) < (items[typical]?.question.length ?? 0);
    // Sums of the same shares in another order differ in the last digit.
    if (sum > best + 1e-9 || (sum > best - 1e-9 && shorter)) [typical, best] = [i, sum];
  }
  const [first, ...others] = indexes.map((i) => items[i]).filter((item) => item !== undefined);
  if (first === undefined) throw new Error('a group without members');
  return {typical: items[typical] ?? first, members: [first, ...others]};
}

function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let total = 0;
  for (const [term, weight] of a) {
    total += weight;
    if (b.has(term)) shared += 2 * weight;
  }
  for (const weight of b.values()) total += weight;
  return total === 0 ? 0 : shared / total;
}

// By code unit, so that every machine agrees.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
