import {Temporal, formatDay} from '../../../kernel/time.ts';
import type {Language} from '../../../kernel/person.ts';
import type {PersonKey} from '../../../platform/directory/staff.ts';
import {card, facts, text} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {press} from '../cards/verbs.ts';
import {messages} from '../messages.ts';
import type {Course, Round} from '../rules/course.ts';

export interface NominationView {
  readonly course: Course;
  readonly round: Round;
  readonly section: string;
  readonly sectionName: string;
  /** Whom the head may name. */
  readonly people: readonly {readonly key: PersonKey; readonly name: string}[];
  readonly chosen: readonly PersonKey[];
}

/** What fits on a card, a name each. */
const MOST_NAMES = 300;

/** Asks a head whom the section sends. */
export function nominationReply(
  {course, round, section, sectionName, people, chosen}: NominationView,
  {language, day, op, note}: {language: Language; day: string; op: string; note?: string | undefined},
): CardReply {
  const m = messages[language].nomination;
  const most = course.nominate?.perSection ?? 1;
  const until = formatDay(Temporal.PlainDate.from(round.to), language, Temporal.PlainDate.from(day));
  return {
    kind: 'card',
    card: card(
      [
        ...(note === undefined ? [] : [text(note, 'strong')]),
        text(m.title, 'title'),
        facts([
          [m.facts.course, course.title[language]],
          [m.facts.section, sectionName],
          [m.facts.count, m.count(most)],
          [m.facts.until, until],
        ]),
        {
          ...{type: 'Input.ChoiceSet', id: 'in_people', label: m.choose, isMultiSelect: most > 1},
          choices: people.slice(0, MOST_NAMES).map(({key, name}) => ({title: name, value: key})),
          ...(chosen.length === 0 ? {} : {value: chosen.join(',')}),
        },
      ],
      [
        press(chosen.length === 0 ? m.name : m.change, 'training.nominate', {
          course: course.id,
          round: round.id,
          section,
          op,
        }),
      ],
      m.title,
    ),
    summary: messages[language].open.summary,
  };
}
