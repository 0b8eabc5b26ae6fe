/** Where nothing was said about how long to wait. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** So many conversations in a row that are refused for now: then it is not about them. */
const IN_A_ROW = 3;

export interface Trouble {
  /** A request came through. */
  readonly over: () => void;
  /**
   * A request was not taken and may be tried again.
   *
   * @param conversation undefined where it was for none
   * @param status of the answer, 0 where there was none
   * @param after milliseconds that the answer asks to wait
   * @returns for how long nobody shall be written to; undefined where only this conversation has to wait
   */
  readonly met: (
    conversation: string | undefined,
    status: number,
    after: number | undefined,
  ) => number | undefined;
}

/**
 * Tells the trouble of one conversation from that of the app. Teams answers 429 to both alike, and the limit of
 * one conversation is no reason to keep all others waiting. An outage must not use up everybody's tries either.
 */
export function createTrouble(): Trouble {
  const row = new Set<string>();
  let pauses = 0;
  return {
    over() {
      row.clear();
      pauses = 0;
    },
    met(conversation, status, after) {
      if (conversation !== undefined) row.add(conversation);
      const isApps = row.size >= IN_A_ROW || (conversation === undefined && status === 429);
      if (!isApps) return undefined;
      row.clear();
      return Math.min(after ?? FIRST_PAUSE_MS * 2 ** Math.min(pauses++, 10), LONGEST_PAUSE_MS);
    },
  };
}
