import {z} from 'zod/v4';
import type {Language} from '../../../kernel/person.ts';
import {box, card, facts, plain, pressButton, text, type Element} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import type {ReadFile} from '../intake/read-completions.ts';
import type {RowProblem} from '../intake/sheet.ts';
import type {Taken} from '../store/take-in.ts';
import {messages} from './messages.ts';
import type {About} from './reading.ts';

export const VERSION = 1;

const id = z.string().min(1).max(64);
// Ids alone: the file is its sender's, and what the card says of it is read anew.
const held = z.object({file: id, course: id.optional(), session: id.optional()});

export const EXCHANGE = {
  'training.filecourse': z.object({file: id, in_course: z.string().max(130).optional()}),
  'training.filetake': held,
  'training.filedrop': z.object({file: id}),
} as const;

/** More lines than these nobody reads in a chat. */
const LINES = 10;

/** A card with a file's name, which may be anything, under its title. */
function reply(
  title: string,
  name: string,
  body: readonly Element[],
  buttons: readonly Element[],
  language: Language,
): CardReply {
  const {summary} = messages[language];
  return {kind: 'card', card: card([text(title, 'title'), plain(name), ...body], buttons, title), summary};
}

function lines(title: string, all: readonly string[], language: Language): Element[] {
  if (all.length === 0) return [];
  const rest = all.length - LINES;
  const shown = all.slice(0, LINES).map((line) => plain(line));
  return [
    box([
      text(title, 'strong'),
      ...shown,
      ...(rest > 0 ? [text(messages[language].more(rest), 'quiet')] : []),
    ]),
  ];
}

function counts(adds: string, taken: Taken, read: Pick<ReadFile, 'unknown'>, language: Language): Element[] {
  const m = messages[language];
  const rows: [string, string][] = [
    [adds, m.people(taken.added)],
    [m.known, m.people(taken.known)],
    ...(taken.unconfirmed > 0 ? [[m.unconfirmed, m.people(taken.unconfirmed)] as [string, string]] : []),
  ];
  const unknown = read.unknown.map(({line, who}) => m.line(line, who));
  return [facts(rows), ...lines(m.unknownTitle(unknown.length), unknown, language)];
}

/** What taking a file in would come to. */
export function checkedReply(
  file: {readonly name: string; readonly id: string | undefined},
  about: About,
  taken: Taken,
  read: Pick<ReadFile, 'unknown'>,
  language: Language,
): CardReply {
  const m = messages[language];
  const body = counts(m.adds, taken, read, language);
  if (file.id === undefined) return reply(m.nothing, file.name, body, [], language);
  const {course, session} = about;
  const data = {
    file: file.id,
    ...(course === undefined ? {} : {course}),
    ...(session === undefined ? {} : {session}),
  };
  const buttons = [
    pressButton(m.take, 'training.filetake', VERSION, data),
    pressButton(m.drop, 'training.filedrop', VERSION, {file: file.id}),
  ];
  return reply(m.checkTitle, file.name, [...body, text(m.untilWhen, 'quiet')], buttons, language);
}

/** What is wrong with a file, by row and column. */
export function wrongReply(name: string, problems: readonly RowProblem[], language: Language): CardReply {
  const m = messages[language];
  const all = problems.map((problem) => m.wrongLine(problem.line, problem.column, problem.text[language]));
  return reply(m.wrongTitle(problems.length), name, lines(m.wrongLines, all, language), [], language);
}

/** The trainings and sessions that a file without a column for them may be about. */
export function whichReply(
  file: {readonly name: string; readonly id: string},
  choices: readonly {readonly title: string; readonly value: string}[],
  language: Language,
  note?: string,
): CardReply {
  const m = messages[language];
  const input = {
    type: 'Input.ChoiceSet',
    id: 'in_course',
    label: m.which,
    choices,
    isRequired: true,
    errorMessage: m.whichMissing,
  };
  const body = [text(m.whichText), ...(note === undefined ? [] : [text(`⚠ ${note}`, 'strong')]), input];
  const buttons = [
    pressButton(m.choose, 'training.filecourse', VERSION, {file: file.id}),
    pressButton(m.drop, 'training.filedrop', VERSION, {file: file.id}, {associatedInputs: 'none'}),
  ];
  return reply(m.whichTitle, file.name, body, buttons, language);
}

/** What became of a file. */
export function takenReply(
  name: string,
  taken: Taken,
  read: Pick<ReadFile, 'unknown'>,
  language: Language,
): CardReply {
  const {done, added} = messages[language];
  return reply(done, name, counts(added, taken, read, language), [], language);
}

/** A sentence in the place of a card. */
export function sentence(said: string, language: Language, buttons: readonly Element[] = []): CardReply {
  return {kind: 'card', card: card([text(said)], buttons, said), summary: messages[language].summary};
}

/** It broke off: the way on is the same press. */
export function cutReply(data: Readonly<Record<string, unknown>>, language: Language): CardReply {
  const m = messages[language];
  return sentence(m.cut, language, [pressButton(m.take, 'training.filetake', VERSION, data)]);
}
