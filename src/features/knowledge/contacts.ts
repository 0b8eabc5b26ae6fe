import {z} from 'zod/v4';
import type {Bilingual} from '../../kernel/person.ts';

const bilingual = z.strictObject({ja: z.string().min(1), en: z.string().min(1)});

const contact = {section: bilingual, extension: z.string().min(1)};

/** `content/contacts.yaml`: whom to ask, by topic. */
export const contactsSchema = z.strictObject({
  default: z.strictObject(contact),
  topics: z.array(
    z.strictObject({id: z.string().min(1), words: z.array(z.string().min(1)).min(1), ...contact}),
  ),
});

export type Contacts = z.output<typeof contactsSchema>;

/** The section that answers for a topic. */
export interface Contact {
  readonly section: Bilingual;
  readonly extension: string;
}

/**
 * The responsible section for a question: that of the topic whose words stand in it, the longest word
 * deciding; the default where none does.
 */
export function contactFor(question: string, contacts: Contacts): Contact {
  const text = question.normalize('NFKC').toLowerCase();
  let best: {contact: Contact; length: number} | undefined;
  for (const topic of contacts.topics) {
    for (const word of topic.words) {
      const normal = word.normalize('NFKC').toLowerCase();
      if (text.includes(normal) && normal.length > (best?.length ?? 0)) {
        best = {contact: topic, length: normal.length};
      }
    }
  }
  const {section, extension} = best?.contact ?? contacts.default;
  return {section, extension};
}

/** What holds until an organisation has given its own. */
export const NO_CONTACTS: Contacts = {
  default: {section: {ja: '所属の庶務担当', en: 'the general affairs desk of your section'}, extension: '－'},
  topics: [],
};
