import type {Account} from '../../../kernel/person.ts';
import type {Outbox} from './outbox.ts';

/** An entry of the outbox that nobody has read, or may not have. `late`: its time was over before its turn came. */
export interface Undelivered {
  readonly account: Account;
  readonly occasion: string;
  readonly why: 'failed' | 'unknown' | 'late';
}

/** A feature's entries that were not delivered. What lapsed since there was nothing left to say is no loss. */
export async function* undelivered(
  outbox: Pick<Outbox, 'entries'>,
  feature: string,
  signal?: AbortSignal,
): AsyncIterable<Undelivered> {
  for await (const {feature: of, account, occasion, state, reason} of outbox.entries(undefined, {signal})) {
    if (of !== feature) continue;
    if (state === 'failed' || state === 'unknown') yield {account, occasion, why: state};
    if (state === 'lapsed' && reason === 'too-late') yield {account, occasion, why: 'late'};
  }
}
