import {formatMinute} from '../../../kernel/time.ts';
import {box, card, facts, linkButton, text, type Element} from '../../../platform/cards/card.ts';
import type {StaffMember} from '../../../platform/directory/staff.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import {END_OF_DAY, type Said} from '../rules/state.ts';
import {press} from './verbs.ts';
import {postWords, sinceWords, statusWords, whereWords, type Scene} from './words.ts';

/** What one person may be shown of another. */
export type Shown =
  | {readonly kind: 'exact'; readonly said: Said; readonly by: string | undefined}
  | {readonly kind: 'status'; readonly said: Said}
  | {readonly kind: 'silent'};

export interface FoundView {
  readonly person: StaffMember;
  readonly shown: Shown;
  readonly self: boolean;
  /** Whom to call while nothing is known: a colleague's number and a deputy, where the list has them. */
  readonly unit: {readonly name: string; readonly extension: string} | undefined;
  readonly deputy: string | undefined;
}

/** One person, as far as the asker may see. */
export function foundReply(view: FoundView, staleMinutes: number, scene: Scene): CardReply {
  const m = messages[scene.language].find;
  const {person, shown, self} = view;
  const entries: (readonly [string, string])[] = [
    [m.where, shownWords(shown, scene)],
    ...(shown.kind === 'exact'
      ? [[m.since, sinceWords(shown.said, shown.by, staleMinutes, scene)] as const]
      : []),
    [m.post, [person.main, ...person.further].map(postWords).join('、')],
    ...(person.extension === undefined ? [] : [[m.extension, person.extension] as const]),
    ...(shown.kind === 'silent' && view.unit !== undefined
      ? [[m.unitExtension(view.unit.name), view.unit.extension] as const]
      : []),
    ...(shown.kind === 'silent' && view.deputy !== undefined ? [[m.deputy, view.deputy] as const] : []),
  ];
  const to = person.upn ?? person.mail;
  const body = [text(person.name, 'title'), facts(entries), text(self ? m.self : m.told, 'quiet')];
  const buttons =
    self || to === undefined
      ? []
      : [linkButton(m.chat, `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(to)}`)];
  const made = card(body, buttons, `${person.name} ${shownWords(shown, scene)}`);
  // Drawn anew when it is looked at again: another day it says that it is over.
  const {title: _, ...refresh} = press('', 'whereabouts.one', {person: person.key, day: scene.day});
  return {
    kind: 'card',
    card: {...made, refresh: {action: refresh}},
    summary: messages[scene.language].summary,
  };
}

function shownWords(shown: Shown, scene: Scene): string {
  const m = messages[scene.language];
  if (shown.kind === 'silent') return m.find.silent;
  const {where, until} = shown.said;
  const words = shown.kind === 'status' ? statusWords(where, scene.language) : whereWords(where, scene);
  return shown.kind === 'exact' && until !== END_OF_DAY
    ? `${words}（${m.until(formatMinute(until))}）`
    : words;
}

export interface Listed {
  readonly person: StaffMember;
  readonly shown: Shown;
}

/** Several of one name: which one? */
export function severalReply(
  title: string,
  listed: readonly Listed[],
  rest: number,
  scene: Scene,
): CardReply {
  const m = messages[scene.language];
  const lines = listed.map(({person, shown}) => {
    const action = press(person.name, 'whereabouts.one', {person: person.key, day: scene.day});
    return box(
      [
        text(`▸ ${person.name}`, 'strong'),
        text(`${postWords(person.main)} ・ ${shownWords(shown, scene)}`, 'quiet'),
      ],
      {
        selectAction: action,
      },
    );
  });
  const body = [text(title, 'title'), ...lines, ...(rest > 0 ? [text(m.find.more(rest), 'quiet')] : [])];
  return {kind: 'card', card: card(body, [], title), summary: m.summary};
}

/** A section's day: those who have said something. */
export function boardReply(
  section: string,
  listed: readonly Listed[],
  rest: number,
  scene: Scene,
): CardReply {
  const m = messages[scene.language];
  const title = m.board.title(section);
  const body: Element[] = [
    text(title, 'title'),
    ...(listed.length === 0
      ? [text(m.board.none)]
      : [
          facts(listed.map(({person, shown}) => [person.name, shownWords(shown, scene)] as const)),
          ...(rest > 0 ? [text(m.board.more(rest), 'quiet')] : []),
          text(m.board.note, 'quiet'),
        ]),
  ];
  return {kind: 'card', card: card(body, [], title), summary: m.summary};
}

export interface FloorView {
  readonly floor: string;
  readonly areas: readonly {readonly name: string; readonly band: 'free' | 'busy' | 'full' | undefined}[];
  readonly people: readonly {readonly name: string; readonly area: string | undefined}[];
  readonly rest: number;
}

/** A floor by area in three bands, without numbers, and whom the asker may see on it. */
export function floorReply(view: FloorView, scene: Scene): CardReply {
  const m = messages[scene.language];
  const title = m.floor.title(view.floor);
  const body: Element[] = [
    text(title, 'title'),
    facts(
      view.areas.map(
        ({name, band}) => [name, band === undefined ? m.floor.noBand : m.floor.bands[band]] as const,
      ),
    ),
    text(m.floor.note, 'quiet'),
    text(m.floor.here, 'strong'),
    view.people.length === 0
      ? text(m.floor.nobody, 'quiet')
      : facts(view.people.map(({name, area}) => [name, area ?? ''] as const)),
    ...(view.rest > 0 ? [text(m.board.more(view.rest), 'quiet')] : []),
  ];
  return {kind: 'card', card: card(body, [], title), summary: m.summary};
}
