/**
 * The plain way to search Japanese without a tokenizer: BM25 over the words of Intl.Segmenter, title and
 * text as one. The mark that the project's own search is held against; nothing but the bench uses it.
 */
export interface SegmenterIndex {
  search(question: string, limit: number): string[];
}

const K1 = 1.2;
const B = 0.75;

export function buildSegmenterIndex(
  documents: readonly {readonly id: string; readonly title: string; readonly text: string}[],
): SegmenterIndex {
  const segmenter = new Intl.Segmenter('ja', {granularity: 'word'});
  const words = (text: string) =>
    [...segmenter.segment(text.normalize('NFKC').toLowerCase())]
      .filter(({isWordLike}) => isWordLike === true)
      .map(({segment}) => segment);

  const postings = new Map<string, Map<number, number>>();
  const lengths = documents.map(({title, text}, document) => {
    const found = words(`${title}\n${text}`);
    for (const word of found) {
      const counts = postings.get(word) ?? new Map<number, number>();
      counts.set(document, (counts.get(document) ?? 0) + 1);
      postings.set(word, counts);
    }
    return found.length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);

  return {
    search(question, limit) {
      const scores = new Map<number, number>();
      for (const word of new Set(words(question))) {
        const counts = postings.get(word);
        if (counts === undefined) continue;
        const idf = Math.log(1 + (documents.length - counts.size + 0.5) / (counts.size + 0.5));
        for (const [document, count] of counts) {
          const norm = K1 * (1 - B + (B * (lengths[document] ?? 0)) / average);
          scores.set(document, (scores.get(document) ?? 0) + (idf * count * (K1 + 1)) / (count + norm));
        }
      }
      return [...scores]
        .sort(([a, x], [b, y]) => y - x || a - b)
        .slice(0, limit)
        .map(([document]) => documents[document]?.id ?? '');
    },
  };
}
