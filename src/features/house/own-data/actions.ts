import {localTime} from '../../../kernel/time.ts';
import type {Directory} from '../../../platform/directory/staff.ts';
import type {CardAction, Reply, Speaker} from '../../../platform/feature.ts';
import {
  ASK_VERB,
  askReply,
  ERASE_VERB,
  erasedReply,
  FILE_VERB,
  heldReply,
  SHOW_VERB,
  VERSION,
} from './cards.ts';
import {eraseAll, fileOf, itemsOf, type NamedData, type Subject} from './gather.ts';
import {messages} from './messages.ts';

export interface OwnDataDeps {
  /** What all features hold on a person, the house's own last. */
  readonly personalData: () => readonly NamedData[];
  readonly directory: Pick<Directory, 'memberOf'>;
  readonly zone: string;
}

/** The one who speaks: nobody asks here for anybody else. */
export function selfOf({account}: Pick<Speaker, 'account'>, directory: Pick<Directory, 'memberOf'>): Subject {
  return {accounts: [account], person: directory.memberOf(account)?.key};
}

/** All that is held on the speaker, as a card. */
export async function showOwn(deps: OwnDataDeps, speaker: Speaker): Promise<Reply[]> {
  const {language, signal} = speaker;
  const items = await itemsOf(deps.personalData(), selfOf(speaker, deps.directory), language, signal);
  return [heldReply(items, language)];
}

/** The buttons of 「自分のデータ」. */
export function ownDataActions(deps: OwnDataDeps): CardAction[] {
  const {personalData, directory, zone} = deps;
  const action = (
    verb: string,
    changes: boolean,
    act: (speaker: Speaker) => Promise<Reply[]>,
  ): CardAction => ({
    ...{verb, version: VERSION, role: 'staff', where: 'private', changes},
    read: () => ({}),
    act,
  });
  const items = (speaker: Speaker) =>
    itemsOf(personalData(), selfOf(speaker, directory), speaker.language, speaker.signal);

  return [
    action(SHOW_VERB, false, (speaker) => showOwn(deps, speaker)),
    action(FILE_VERB, false, async (speaker) => {
      const {language, now, signal} = speaker;
      const m = messages[language];
      const subject = selfOf(speaker, directory);
      const bytes = await fileOf(personalData(), subject, {language, now, zone, note: m.note}, signal);
      const name = m.fileName(localTime(now, zone).day.toString());
      // The card stays as it is, and the file comes below.
      const instead = 'npm run shigotoba -- person export PERSON --out FILE';
      return [
        heldReply(await items(speaker), language),
        {kind: 'file', name, bytes, description: m.fileIs, instead},
      ];
    }),
    action(ASK_VERB, false, async (speaker) => [askReply(await items(speaker), speaker.language)]),
    // Erasing twice is erasing once, so a repeated press needs no token.
    action(ERASE_VERB, true, async (speaker) => {
      await eraseAll(personalData(), selfOf(speaker, directory), speaker.signal);
      return [erasedReply(await items(speaker), speaker.language)];
    }),
  ];
}
