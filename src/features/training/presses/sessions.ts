import type {Role} from '../../../kernel/person.ts';
import type {CardAction, Reply, Speaker} from '../../../platform/feature.ts';
import {PRESSES, VERSION, type Data, type Verb} from '../cards/verbs.ts';
import type {Nominations} from '../nominations/nominations.ts';
import type {Questions} from '../questions/questions.ts';
import type {Sessions} from '../sessions/desk.ts';

/** What the buttons of sessions do: for whoever presses, the roster for the section in charge, and names for heads. */
export function sessionActions(
  sessions: Sessions,
  nominations: Pick<Nominations, 'nominate'>,
  questions: Pick<Questions, 'answer'>,
): CardAction[] {
  const action = <V extends Verb>(
    verb: V,
    role: Role,
    changes: boolean,
    act: (speaker: Speaker, data: Data<V>) => Promise<Reply>,
  ): CardAction => ({
    ...{verb, version: VERSION, role, where: 'private', changes},
    read: (data) => PRESSES[verb].safeParse(data).data,
    // `read` made it.
    act: async (speaker, data) => [await act(speaker, data as Data<V>)],
  });
  return [
    action('training.sessions', 'staff', false, (speaker) => sessions.list(speaker)),
    action('training.signup', 'staff', true, (speaker, data) => sessions.signUp(speaker, data)),
    action('training.giveup', 'staff', true, (speaker, data) => sessions.giveUp(speaker, data)),
    action('training.roster', 'course-section', false, (speaker, data) => sessions.rosterCard(speaker, data)),
    action('training.attend', 'course-section', true, (speaker, {in_attended = '', ...named}) =>
      sessions.attend(speaker, named, in_attended.split(',')),
    ),
    action('training.answer', 'staff', true, (speaker, {course, round, op: _, ...inputs}) =>
      questions.answer(speaker, {course, round, inputs}),
    ),
    action('training.nominate', 'head', true, (speaker, {in_people = '', course, round, section}) => {
      const people = in_people.split(',').filter((each) => each !== '');
      return nominations.nominate(speaker, {course, round, section}, people);
    }),
  ];
}
