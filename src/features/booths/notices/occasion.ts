/** What a notice is about, as the outbox keeps it: ids and minutes, no names. */
export type Occasion =
  /** Ten minutes before a booking begins, or ends; with the minute, since it may be moved or extended. */
  | {readonly about: 'start' | 'end'; readonly booking: string; readonly minute: number}
  /** What a person waited for came free. */
  | {readonly about: 'free'; readonly wait: string; readonly booth: string; readonly from: number};

const BETWEEN = '|';

/** An occasion as a text of at most a hundred characters. */
export function occasionText(occasion: Occasion): string {
  return occasion.about === 'free'
    ? ['free', occasion.wait, occasion.booth, occasion.from].join(BETWEEN)
    : [occasion.about, occasion.booking, occasion.minute].join(BETWEEN);
}

/** Reads what {@link occasionText} wrote; undefined for another version's. */
export function readOccasion(text: string): Occasion | undefined {
  const [about, id = '', second = '', third = ''] = text.split(BETWEEN);
  if ((about === 'start' || about === 'end') && /^\d+$/.test(second)) {
    return {about, booking: id, minute: Number(second)};
  }
  if (about === 'free' && /^\d+$/.test(third)) {
    return {about, wait: id, booth: second, from: Number(third)};
  }
  return undefined;
}
