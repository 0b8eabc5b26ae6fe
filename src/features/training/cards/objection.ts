import {Temporal, formatDay} from '../../../kernel/time.ts';
import type {Language} from '../../../kernel/person.ts';
import {card, facts, plain, text} from '../../../platform/cards/card.ts';
import type {CardReply} from '../../../platform/feature.ts';
import {messages} from '../messages.ts';
import type {Course, Settings} from '../rules/course.ts';
import {press} from './verbs.ts';

/** What the section in charge sees of an objection. */
export interface ObjectionView {
  readonly person: string;
  /** Name and section; for somebody who is not to stand in the list their number alone. */
  readonly who: string;
  readonly course: Course;
  readonly round: string;
  readonly due: string | undefined;
  readonly until: string;
  /** Undefined while nobody has ruled. */
  readonly ruling: {readonly exempt: boolean; readonly reason: string} | undefined;
}

/** Asks the section in charge whether a training concerns a person, or says what was ruled. */
export function objectionReply(
  view: ObjectionView,
  exemptions: Settings['exemptions'],
  {language, op, day, note}: {language: Language; op: string; day: string; note?: string | undefined},
): CardReply {
  const {person, course, round, until, ruling} = view;
  const m = messages[language].objection;
  const today = Temporal.PlainDate.from(day);
  const dayWords = (each: string) => formatDay(Temporal.PlainDate.from(each), language, today);
  const data = {person, course: course.id, round, until, op};
  const said = ruling === undefined ? undefined : ruling.exempt ? m.ruledExempt(ruling.reason) : m.ruledStays;
  return {
    kind: 'card',
    card: card(
      [
        ...(note === undefined ? [] : [text(note, 'strong')]),
        text(m.title, 'title'),
        // A name may hold anything.
        plain(view.who),
        facts([
          [m.facts.course, course.title[language]],
          ...(view.due === undefined ? [] : [[m.facts.due, dayWords(view.due)] as const]),
          [m.facts.until, dayWords(until)],
        ]),
        ...(said === undefined
          ? [
              {
                ...{type: 'Input.ChoiceSet', id: 'in_reason', label: m.reason},
                choices: exemptions.map((each) => ({title: each[language], value: each.ja})),
              },
            ]
          : [text(said, 'strong')]),
      ],
      ruling === undefined
        ? [
            press(m.exempt, 'training.rule', {...data, exempt: true}),
            press(m.stays, 'training.rule', {...data, exempt: false}),
          ]
        : [],
      m.title,
    ),
    summary: m.summary,
  };
}
