/** What a notice is about, as the outbox keeps it: ids and minutes, no names. */
export type Occasion =
  /** Before a booking begins, ends, is released, after that, or when the office closes its booth; with the minute, since it may be moved. */
  | {readonly about: (typeof OF_BOOKING)[number]; readonly booking: string; readonly minute: number}
  /**
   * What a person waited for came free. `until`, minutes since 1970, is when the hold runs out: one who is held
   * something again, after a closure, is told again.
   */
  | {
      readonly about: 'free';
      readonly wait: string;
      readonly booth: string;
      readonly from: number;
      readonly until?: number;
    };

const BETWEEN = '|';
const OF_BOOKING = ['start', 'end', 'release', 'released', 'closed'] as const;

/** An occasion as a text of at most 120 characters. */
export function occasionText(occasion: Occasion): string {
  return occasion.about === 'free'
    ? ['free', occasion.wait, occasion.booth, occasion.from, occasion.until ?? ''].join(BETWEEN)
    : [occasion.about, occasion.booking, occasion.minute].join(BETWEEN);
}

/** Reads what {@link occasionText} wrote; undefined for another version's. */
export function readOccasion(text: string): Occasion | undefined {
  const [about, id = '', second = '', third = '', fourth = ''] = text.split(BETWEEN);
  const ofBooking = OF_BOOKING.find((one) => one === about);
  if (ofBooking !== undefined && /^\d+$/.test(second)) {
    return {about: ofBooking, booking: id, minute: Number(second)};
  }
  if (about === 'free' && /^\d+$/.test(third)) {
    const until = /^\d+$/.test(fourth) ? {until: Number(fourth)} : {};
    return {about, wait: id, booth: second, from: Number(third), ...until};
  }
  return undefined;
}
