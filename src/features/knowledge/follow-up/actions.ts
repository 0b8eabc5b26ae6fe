import {z} from 'zod/v4';
import {findPersonalNumbers} from '../../../kernel/personal-numbers.ts';
import type {CardAction} from '../../../platform/feature.ts';
import {MAX_QUESTION} from '../answer.ts';
import {ALONE_VERB, ALONE_VERSION, type Converse} from './converse.ts';

const aloneData = z.object({q: z.string().min(1).max(MAX_QUESTION)});

/** What the button under a follow-up does: the sentence is asked as if nothing had been said before. */
export function followUpActions(converse: Converse): CardAction[] {
  return [
    {
      verb: ALONE_VERB,
      version: ALONE_VERSION,
      role: 'staff',
      where: 'anywhere',
      changes: false,
      read(data) {
        const read = aloneData.safeParse(data).data;
        // What a card sends back need not be what the bot put there.
        return read === undefined || findPersonalNumbers(read.q).length > 0 ? undefined : read;
      },
      act: (speaker, data) => converse.askAlone(speaker, (data as z.output<typeof aloneData>).q),
    },
  ];
}
