/** What a notice is about, as the outbox keeps it: ids and minutes, no names. */
export type Occasion =
  /** Before a booking begins, ends, is released, after that, or when the office closes its booth; with the minute, since it may be moved. */
  | {readonly about: (typeof OF_BOOKING)[number]; readonly booking: string; readonly minute: number}
  /** What a person waited for came free. */
  | {readonly about: 'free'; readonly wait: string; readonly booth: string; readonly from: number};

const BETWEEN = '|';
const OF_BOOKING = ['start', 'end', 'release', 'released', 'closed'] as const;

/** An occasion as a text of at most a hundred characters. */
export function occasionText(occasion: Occasion): string {
  return occasion.about === 'free'
    ? ['free', occasion.wait, occasion.booth, occasion.from].join(BETWEEN)
    : [occasion.about, occasion.booking, occasion.minute].join(BETWEEN);
}

/** Reads what {@link occasionText} wrote; undefined for another version's. */
export function readOccasion(text: string): Occasion | undefined {
  const [about, id = '', second = '', third = ''] = text.split(BETWEEN);
  const ofBooking = OF_BOOKING.find((one) => one === about);
  if (ofBooking !== undefined && /^\d+$/.test(second)) {
    return {about: ofBooking, booking: id, minute: Number(second)};
  }
  if (about === 'free' && /^\d+$/.test(third)) {
    return {about, wait: id, booth: second, from: Number(third)};
  }
  return undefined;
}
