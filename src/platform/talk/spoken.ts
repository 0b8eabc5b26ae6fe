import type {LaterReply, Reply} from '../feature.ts';

/** What is said at once. */
export type Said = Exclude<Reply, LaterReply>;

/** What a turn comes to: where it was said, and to the person alone. */
export interface Spoken {
  readonly here: readonly Reply[];
  readonly privately: readonly Reply[];
}

/** Said where the turn was. */
export function here(replies: readonly Reply[]): Spoken {
  return {here: replies, privately: []};
}

/** The replies that are said at once. */
export function saidOf(replies: readonly Reply[]): Said[] {
  return replies.filter((reply): reply is Said => reply.kind !== 'later');
}
