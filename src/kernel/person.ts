/** Who is asking: read from an authenticated activity, never from what a card or a sentence says. */
export interface Account {
  /** Entra tenant id. */
  readonly tenant: string;
  /** Entra object id (`from.aadObjectId`). */
  readonly objectId: string;
}

/** What an action may require. Everybody has `staff`. */
export type Role = 'staff' | 'head' | 'course-section' | 'personnel' | 'operator' | 'auditor';

/** The languages in which the bot speaks. */
export type Language = 'ja' | 'en';

/** A text in both languages. */
export interface Bilingual<T = string> {
  readonly ja: T;
  readonly en: T;
}
