import type {Account} from '../../../kernel/person.ts';
import type {PersonKey} from '../../../platform/directory/staff.ts';
import type {FeatureOutbox} from '../../../platform/scheduling/outbox/outbox.ts';
import {digestOccasion} from './occasion.ts';
import type {EntryBody} from '../register/entry.ts';
import type {Register, Written} from '../store/register.ts';

export interface RedrawingDeps {
  readonly accountsOf: (person: PersonKey) => readonly Account[];
  readonly outbox: Pick<FeatureOutbox, 'update'>;
  /** Hears of what was written; what fails there is not told to whoever wrote. */
  readonly after: (person: PersonKey, written: Written, signal?: AbortSignal) => Promise<void>;
}

/** What changes what a digest that stands in the chat should say. */
const CHANGING: readonly EntryBody['kind'][] = ['completion', 'void', 'unconfirmed', 'objection', 'ruling'];

/**
 * The register, after whose changes the last digest in the person's chat is drawn anew, by whatever way they came: a
 * card goes on asking for what is done only until then. What is written stays written if that fails; the card is then
 * right again at its next press.
 */
export function redrawing(register: Register, {accountsOf, outbox, after}: RedrawingDeps): Register {
  return {
    ...register,
    async change(person, by, decide, options) {
      const written = await register.change(person, by, decide, options);
      if (written.kind === 'written' && written.entries.length > 0) {
        await after(person, written, options?.signal).catch(() => undefined);
      }
      const {toldOn} = written.kind === 'written' ? written.nudges : {};
      if (written.kind !== 'written' || toldOn === undefined) return written;
      if (!written.entries.some(({kind}) => CHANGING.includes(kind))) return written;
      for (const account of accountsOf(person)) {
        await outbox
          .update(account, digestOccasion(toldOn), {signal: options?.signal})
          .catch(() => undefined);
      }
      return written;
    },
  };
}
