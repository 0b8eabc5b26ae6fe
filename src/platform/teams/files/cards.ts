import type {Activity} from 'botbuilder';
import {z} from 'zod/v4';
import type {IncomingActivity} from '../activity.ts';

/** The invoke with which Teams tells that somebody agreed to a file, or did not. */
export const CONSENT_INVOKE = 'fileConsent/invoke';

const CONSENT_CARD = 'application/vnd.microsoft.teams.card.file.consent';
const INFO_CARD = 'application/vnd.microsoft.teams.card.file.info';
const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';

const VERSION = 1;

/** The card that asks a person whether a file may be put into their own OneDrive. */
export function consentActivity(
  id: string,
  {name, size, description}: {readonly name: string; readonly size: number; readonly description: string},
  summary: string,
): Partial<Activity> {
  // Only the id: whoever presses is looked up again, and the bytes lie with their owner.
  const context = {v: VERSION, file: id};
  const content = {description, sizeInBytes: size, acceptContext: context, declineContext: context};
  return {type: 'message', summary, attachments: [{contentType: CONSENT_CARD, name, content}]};
}

const uploadSchema = z.looseObject({
  contentUrl: z.string(),
  name: z.string(),
  uploadUrl: z.string(),
  uniqueId: z.string(),
  fileType: z.string(),
});

/** Where Teams wants a file, and how it is called there. */
export type UploadInfo = z.output<typeof uploadSchema>;

const consentSchema = z.discriminatedUnion('action', [
  z.looseObject({
    action: z.literal('accept'),
    context: z.looseObject({v: z.literal(VERSION), file: z.string()}),
    uploadInfo: uploadSchema,
  }),
  z.looseObject({
    action: z.literal('decline'),
    context: z.looseObject({v: z.literal(VERSION), file: z.string()}),
  }),
]);

/** An answer to a consent card; undefined for what is none of ours. */
export function readConsent(value: unknown): z.output<typeof consentSchema> | undefined {
  return consentSchema.safeParse(value).data;
}

/** The card with which a file that was put there can be opened. */
export function infoActivity(
  {contentUrl, name, uniqueId, fileType}: UploadInfo,
  summary: string,
): Partial<Activity> {
  const content = {uniqueId, fileType};
  return {type: 'message', summary, attachments: [{contentType: INFO_CARD, contentUrl, name, content}]};
}

const downloadSchema = z.looseObject({
  contentType: z.literal(DOWNLOAD),
  name: z.string().min(1).max(400),
  content: z.looseObject({downloadUrl: z.string().max(8_000)}),
});

/** The files that came with a message, and where they lie. */
export function attachedFiles({attachments}: IncomingActivity): {name: string; url: string}[] {
  return (attachments ?? []).flatMap((attachment) => {
    const {data} = downloadSchema.safeParse(attachment);
    return data === undefined ? [] : [{name: data.name, url: data.content.downloadUrl}];
  });
}
