import type {Account, Language} from '../../../kernel/person.ts';
import type {CardReply} from '../../feature.ts';

/** What became of one request to Teams. Reasons are words of the program. */
export type Outcome =
  | {readonly kind: 'sent'; readonly conversation: string; readonly activity: string}
  /** Surely not taken; may be tried again after so many milliseconds. */
  | {readonly kind: 'again'; readonly reason: string; readonly after: number | undefined}
  /** Nothing went out, since the lease was about to end. */
  | {readonly kind: 'not-started'}
  /** It may have been taken. */
  | {readonly kind: 'unknown'; readonly reason: string}
  /** Refused for good. */
  | {readonly kind: 'refused'; readonly reason: string};

/** A person who can be written to, and the turn to do so. */
export interface Reached {
  readonly language: Language;
  readonly send: (reply: CardReply) => Promise<Outcome>;
  /** Draws a sent card anew. The same request twice does no harm. */
  readonly replace: (reply: CardReply, sent: {conversation: string; activity: string}) => Promise<Outcome>;
}

/** What sends. Behind it stands `platform/teams/send`, which keeps Teams's limits. */
export interface Sender {
  /**
   * Finds the person's chat, makes it if need be, and waits until the limits leave room for one request.
   *
   * @param mayStart asked again just before anything goes out
   */
  reach(
    account: Account,
    mayStart: () => boolean,
    signal: AbortSignal,
  ): Promise<({readonly kind: 'reached'} & Reached) | Exclude<Outcome, {kind: 'sent'}>>;
}
