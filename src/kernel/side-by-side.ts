/**
 * Works on many things, a few at a time, in their order. After a failure nothing more is begun.
 *
 * @param all may be read while the work goes on
 * @param most that are under way at once
 * @throws what the first work that failed threw, once nothing is under way any more
 */
export async function sideBySide<T>(
  all: Iterable<T> | AsyncIterable<T>,
  most: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const things = Symbol.asyncIterator in all ? all[Symbol.asyncIterator]() : all[Symbol.iterator]();
  let failed = false;
  const worker = async () => {
    try {
      while (!failed) {
        const next = await things.next();
        if (next.done === true) return;
        await work(next.value);
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({length: most}, worker));
  // Whoever reads from a storage has to close its page.
  await things.return?.();
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
