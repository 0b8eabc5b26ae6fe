import type {Account} from '../../../kernel/person.ts';
import type {Temporal} from '../../../kernel/time.ts';
import type {Log} from '../../../platform/log.ts';
import type {Now} from '../rules/stretch.ts';
import type {BoothDesk} from '../store/desk.ts';

/** A use of a booth, minutes of its day. */
export interface BoothStay {
  readonly booth: string;
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

/** Who wants to know where people are. */
export interface Placing {
  readonly entered: (
    account: Account,
    stay: BoothStay,
    now: Temporal.Instant,
    signal?: AbortSignal,
  ) => Promise<void>;
  readonly left: (account: Account, stay: BoothStay, signal?: AbortSignal) => Promise<void>;
}

type Placed = 'start' | 'end' | 'extend' | 'takeBack';

/** The desk, telling whoever wants to know that a booth was entered or left. What fails there fails nobody's press. */
export function placing<T extends Pick<BoothDesk, Placed>>(desk: T, to: Placing, log: Log): T {
  async function tell(what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (error) {
      log.error('booths.placing', error);
    }
  }
  const told =
    <P extends {readonly op: string; readonly booking: string}, R extends {readonly kind: string}>(
      act: (account: Account, press: P, now: Now, signal: AbortSignal) => Promise<R>,
    ) =>
    async (account: Account, press: P, now: Now, signal: AbortSignal): Promise<R> => {
      const result = await act(account, press, now, signal);
      const {fresh, booking} = result as R & {
        readonly fresh?: boolean;
        readonly booking?: BoothStay & {status: string};
      };
      if (fresh !== true || booking === undefined) return result;
      if (booking.status === 'started') await tell(() => to.entered(account, booking, now.instant, signal));
      else if (result.kind === 'ended') await tell(() => to.left(account, booking, signal));
      return result;
    };
  const {start, end, extend, takeBack} = desk;
  const wrapped: Pick<BoothDesk, Placed> = {
    start: told(start),
    end: told(end),
    extend: told(extend),
    takeBack: told(takeBack),
  };
  return {...desk, ...wrapped};
}
