/** A word that may stand for another, and how much it counts beside it. */
export interface Synonym {
  readonly word: string;
  /** Above 0, at most 1. */
  readonly weight: number;
  readonly from: 'organisation' | 'dictionary';
}

/** Gives the synonyms of a word. The word comes as {@link synonymKey} makes it. */
export interface Thesaurus {
  synonymsOf(key: string): readonly Synonym[];
}

/** Knows nothing: for measuring, and until a dictionary is read. */
export const NO_THESAURUS: Thesaurus = {synonymsOf: () => []};

/** Asks several, the first being trusted most: a word that two know keeps the first one's weight. */
export function joined(thesauri: readonly Thesaurus[]): Thesaurus {
  return {
    synonymsOf(key) {
      const found = thesauri.flatMap((thesaurus) => thesaurus.synonymsOf(key));
      return found.filter(({word}, i) => found.findIndex((other) => other.word === word) === i);
    },
  };
}
