import {z} from 'zod/v4';
import type {Account} from '../../kernel/person.ts';
import type {Place} from '../feature.ts';

// The channel's names for things go into addresses and keys: half a character, or more of them than an address may
// have, would fail there, far from whoever sent it.
const id = z
  .string()
  .max(1_000)
  .refine((text) => !/\p{Surrogate}/u.test(text));

const party = z.looseObject({
  id: id.min(1),
  name: z.string().optional(),
  aadObjectId: id.optional(),
});

/** The least that an activity must have before anything looks at it. */
const activitySchema = z.looseObject({
  type: z.string().min(1),
  id: id.optional(),
  channelId: id.min(1),
  serviceUrl: z.url(),
  conversation: z.looseObject({
    id: id.min(1),
    conversationType: z.string().optional(),
    isGroup: z.boolean().optional(),
    tenantId: id.optional(),
  }),
  from: party,
  recipient: party,
  text: z.string().nullish(),
  name: z.string().nullish(),
  replyToId: id.nullish(),
  locale: z.string().nullish(),
  attachments: z.array(z.unknown()).nullish(),
  entities: z.array(z.looseObject({type: z.string()})).nullish(),
  channelData: z.looseObject({tenant: z.looseObject({id}).optional()}).nullish(),
});

/** An activity as far as the bot reads it. */
export type IncomingActivity = z.output<typeof activitySchema> & {readonly value?: unknown};

/** Whether a request's body is an activity at all; what is not gets 400 before it reaches the adapter. */
export function readActivity(body: unknown): IncomingActivity | undefined {
  return activitySchema.safeParse(body).data;
}

/**
 * The tenant in which it is said. The activity names it twice, and both must say the same.
 *
 * @returns undefined where none is named, or two
 */
export function tenantOf({conversation, channelData}: IncomingActivity): string | undefined {
  const named = [conversation.tenantId, channelData?.tenant?.id].flatMap((id) => id?.toLowerCase() ?? []);
  return new Set(named).size === 1 ? named[0] : undefined;
}

/**
 * Who speaks, as the channel's authenticated activity says.
 *
 * @param local without an app id there is no directory: then the channel's own id stands in for one that is
 *   missing
 * @returns undefined where nobody is named (the channel itself speaks)
 */
export function accountOf(activity: IncomingActivity, local: boolean): Account | undefined {
  const tenant = tenantOf(activity) ?? '';
  const objectId = activity.from.aadObjectId ?? (local ? activity.from.id : undefined);
  return objectId === undefined ? undefined : {tenant, objectId};
}

/** Where it is said; anything that is not plainly a personal chat counts as overheard. */
export function placeOf({conversation}: IncomingActivity): Place {
  if (conversation.conversationType === 'personal') return 'personal';
  if (conversation.conversationType === 'channel') return 'channel';
  return conversation.conversationType === undefined && conversation.isGroup !== true ? 'personal' : 'group';
}

const mentionSchema = z.looseObject({
  type: z.literal('mention'),
  text: z.string().min(1),
  mentioned: z.looseObject({id: z.string(), name: z.string().optional()}),
});

/**
 * What the person wrote: mentions of the bot taken out wherever they stand, other people's mentions as
 * their names, the tags that Teams puts around text dropped, character references resolved.
 */
export function textOf(activity: IncomingActivity): string {
  let text = activity.text ?? '';
  for (const entity of activity.entities ?? []) {
    const mention = mentionSchema.safeParse(entity).data;
    if (mention === undefined) continue;
    const isBot = mention.mentioned.id === activity.recipient.id;
    text = text.replaceAll(mention.text, isBot ? ' ' : ` ${mention.mentioned.name ?? ''} `);
  }
  return resolveReferences(text.replace(TEAMS_TAGS, ' '))
    .replace(/[\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

// Only what Teams itself writes around a message; anything else between angle brackets is the person's text.
const TEAMS_TAGS =
  /<\/?(at|p|div|span|br|b|i|u|s|em|strong|a|pre|code|ul|ol|li|blockquote|attachment|emoji|img|h[1-6])(\s[^<>]*)?\/?>/gi;

const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function resolveReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
