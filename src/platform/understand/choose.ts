import type {Choice, Choosable, Claim, Sentence} from './sentence.ts';

/** The least that is acted on. */
const ENOUGH = 0.5;
/** Two that lie no further apart than this are asked about. */
const CLOSE = 0.1;

interface Claimed<T> {
  readonly intent: T;
  readonly claim: Claim;
}

/**
 * Which intent a sentence is for: an emergency before all others, then the highest claim, then the fallback
 * (which may claim as well).
 * Deterministic: equal claims go by name.
 *
 * @param intents one of which is the fallback
 * @throws Error where there is no fallback
 */
export function choose<T extends Choosable>(intents: readonly T[], sentence: Sentence): Choice<T> {
  const fallback = intents.find((intent) => intent.kind === 'fallback');
  if (fallback === undefined) throw new Error('no intent takes what nobody claims');

  const claims: Claimed<T>[] = [];
  for (const intent of intents) {
    const claim = intent.recognise(sentence);
    if (claim !== undefined && claim.score > 0) claims.push({intent, claim});
  }
  claims.sort((a, b) => b.claim.score - a.claim.score || (a.intent.name < b.intent.name ? -1 : 1));

  const enough = claims.filter(({claim}) => claim.score >= ENOUGH);
  const emergency = enough.find(({intent}) => intent.kind === 'emergency');
  const chosen = emergency ?? enough[0];
  const runnersUp = claims
    .filter(({intent, claim}) => claim !== chosen?.claim && (chosen !== undefined || intent !== fallback))
    .map(({intent, claim}) => ({name: intent.name, score: claim.score, because: claim.because}));
  if (chosen === undefined) {
    const own = claims.find(({intent}) => intent === fallback)?.claim;
    return {
      intent: fallback,
      slots: {...sentence.slots, ...own?.slots},
      because: own?.because ?? 'nobody claims it',
      runnersUp,
      close: [fallback],
    };
  }
  // A hair more than CLOSE for what 0.8 - 0.7 is in binary.
  const near = (other: Claimed<T>): boolean => chosen.claim.score - other.claim.score <= CLOSE + 1e-9;
  return {
    intent: chosen.intent,
    slots: {...sentence.slots, ...chosen.claim.slots},
    because: chosen.claim.because,
    runnersUp,
    close: emergency === undefined ? enough.filter(near).map(({intent}) => intent) : [chosen.intent],
  };
}
