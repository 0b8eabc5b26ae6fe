import type {Account, Language} from '../../../kernel/person.ts';
import type {FileReply} from '../../feature.ts';
import type {FileStore, HeldFile} from '../../files/file-store.ts';
import {hashed, word, type Log} from '../../log.ts';
import type {Said} from '../../talk/spoken.ts';
import type {IncomingFile} from '../../talk/take-files.ts';
import type {IncomingActivity} from '../activity.ts';
import type {Sayable} from '../send/say.ts';
import {attachedFiles, consentActivity, infoActivity, readConsent, type UploadInfo} from './cards.ts';
import {messages} from './messages.ts';
import type {Transfer} from './transfer.ts';

export interface TeamsFilesDeps {
  readonly store: FileStore;
  readonly transfer: Transfer;
  /** False where no host is listed that files may go to. */
  readonly enabled: boolean;
  readonly log: Log;
}

/** To whom a file goes, by which client. */
export interface Recipient {
  readonly account: Account;
  readonly serviceUrl: string;
  readonly language: Language;
}

/** What an answer to a consent card comes to. */
export interface Consented {
  /** Said at once; nothing where there is more to come. */
  readonly say: readonly Sayable[];
  /** Whether the card that was pressed has done its duty. */
  readonly settled: boolean;
  /** The upload, which takes longer than an invoke may. Never rejects. */
  readonly later?: (signal: AbortSignal) => Promise<readonly Sayable[]>;
}

/** An offer that nobody takes up is gone after this. */
const OFFER_MS = 3_600_000;
/** Longer than an upload may take: whoever had it has died. */
const UPLOADING_MS = 60_000;

export interface TeamsFiles {
  /** The files that came with a message. */
  readonly incoming: (activity: IncomingActivity) => IncomingFile[];
  /** Turns files among replies into cards that ask for consent; the bytes wait in storage. */
  readonly offered: (replies: readonly Said[], to: Recipient) => Promise<Sayable[]>;
  /** What a person answered to such a card; undefined for what is none of ours. */
  readonly consented: (value: unknown, by: Omit<Recipient, 'serviceUrl'>) => Promise<Consented | undefined>;
}

/** Files by Teams's consent in personal chats. */
export function teamsFiles({store, transfer, enabled, log}: TeamsFilesDeps): TeamsFiles {
  async function offer(reply: FileReply, {account, serviceUrl, language}: Recipient): Promise<Sayable> {
    const m = messages[language];
    if (!enabled || isPlayground(serviceUrl)) return {kind: 'text', text: m.notHere(reply.instead)};
    const {name, bytes, description} = reply;
    const about = JSON.stringify({description});
    const id = await store.put(account, {use: 'offer', name, bytes, about}, OFFER_MS);
    log.info('files.offered', {account: hashed(account.objectId), bytes: bytes.length});
    return consentCard({id, name, size: bytes.length, about}, language);
  }

  async function upload(
    file: HeldFile,
    bytes: Uint8Array,
    info: UploadInfo,
    {account, language}: Omit<Recipient, 'serviceUrl'>,
    signal: AbortSignal,
  ): Promise<Sayable[]> {
    const m = messages[language];
    const outcome = await transfer.upload(info.uploadUrl, bytes, signal);
    log.info('files.sent', {outcome: word(outcome), account: hashed(account.objectId)});
    if (outcome === 'done') {
      await store.finish(account, file.id, 'sent');
      return [{kind: 'activity', activity: infoActivity(info, m.sent)}];
    }
    await store.giveBack(account, file.id);
    if (outcome === 'not-listed') return [{kind: 'text', text: m.notListed}];
    // An address for uploads serves once, so the person is asked again.
    return [{kind: 'text', text: m.again}, consentCard(file, language)];
  }

  return {
    incoming: (activity) =>
      attachedFiles(activity).map(({name, url}) => ({
        name,
        fetch: (largest, signal) =>
          enabled ? transfer.download(url, largest, signal) : Promise.resolve({kind: 'not-listed'}),
      })),

    async offered(replies, to) {
      const ready: Sayable[] = [];
      for (const reply of replies) {
        if (reply.kind !== 'file') ready.push(reply);
        else ready.push(await offer(reply, to).catch((error: unknown) => trouble(error, to.language)));
      }
      return ready;
    },

    async consented(value, by) {
      const consent = readConsent(value);
      if (consent === undefined) return undefined;
      return decide(consent, by).catch((error: unknown): Consented => {
        return {say: [trouble(error, by.language)], settled: false};
      });
    },
  };

  function trouble(error: unknown, language: Language): Sayable {
    log.error('files.storage', error);
    return {kind: 'text', text: messages[language].trouble};
  }

  async function decide(
    consent: NonNullable<ReturnType<typeof readConsent>>,
    by: Omit<Recipient, 'serviceUrl'>,
  ): Promise<Consented> {
    const {account, language} = by;
    const m = messages[language];
    const said = (text: string, settled = true): Consented => ({say: [{kind: 'text', text}], settled});
    const id = consent.context.file;
    if (consent.action === 'decline') {
      return said((await store.remove(account, id)) ? m.declined : m.already);
    }
    const begun = await store.begin(account, id, UPLOADING_MS);
    if (begun.kind === 'absent') return said(m.absent);
    if (begun.kind === 'busy') return said(m.busy, false);
    if (begun.kind === 'done') return said(m.already);
    const {file, bytes} = begun;
    const later = (signal: AbortSignal) =>
      upload(file, bytes, consent.uploadInfo, by, signal).catch((error: unknown): Sayable[] => {
        log.error('files.upload', error);
        return [{kind: 'text', text: m.again}, consentCard(file, language)];
      });
    return {say: [], settled: true, later};
  }
}

function consentCard(file: Pick<HeldFile, 'id' | 'name' | 'size' | 'about'>, language: Language): Sayable {
  const {id, name, size, about} = file;
  // Written by `offer` alone.
  const {description} = JSON.parse(about) as {description: string};
  const activity = consentActivity(id, {name, size, description}, messages[language].offered);
  return {kind: 'activity', activity};
}

/** The browser client draws no consent card and takes no uploads. Its connector tells it. */
function isPlayground(serviceUrl: string): boolean {
  return URL.canParse(serviceUrl) && new URL(serviceUrl).pathname.startsWith('/_connector');
}
