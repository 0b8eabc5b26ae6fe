import type {Booking} from '../rules/lifecycle.ts';

/** A booking as cards tell of it. */
export interface Told extends Booking {
  readonly movedTo?: string;
  readonly byOffice?: boolean;
}
