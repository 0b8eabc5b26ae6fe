import {localTime} from '../../kernel/time.ts';
import type {Directory, StaffMember} from '../../platform/directory/staff.ts';
import type {Intent, Reply, Turn} from '../../platform/feature.ts';
import type {Recognise} from '../../platform/understand/sentence.ts';
import {historyReply, openReply, unknownReply} from './cards.ts';
import type {Trainings} from './rules/course.ts';
import type {Register} from './store/register.ts';
import {historyOf} from './views/history.ts';
import {openCourses} from './views/mine.ts';

export interface TurnDeps {
  readonly register: Register;
  readonly directory: Pick<Directory, 'memberOf'>;
  readonly trainings: () => Trainings;
  readonly zone: string;
}

const TRAINING = /研修|受講|e-?ラーニング|eラーニング|トレーニング|training|course/u;
const OPEN =
  /(?:受け|受講し)て(?:い)?ない|未受講|まだの|残って|残りの|受けなきゃ|受ける(?:べき|必要)|(?:私|自分|わたし|僕)の(?:研修|受講)(?!履歴|記録|歴)|still (?:have to|need to)|do i (?:have|need) to take|my trainings/u;
const HISTORY =
  /(?:受講|研修)(?:の)?(?:履歴|記録|歴)|training (?:history|record)|(?:courses|trainings) i (?:took|have taken)/u;
/** Somebody else's, or the rule itself: a question for the documents. */
const ABOUT = /誰が|だれが|対象者?(?:は|か)|とは|何ですか|いつから|who (?:must|has)/u;

const recognise =
  (pattern: RegExp): Recognise =>
  ({normal, slots}) => {
    const hit = pattern.exec(normal)?.[0];
    if (hit === undefined || normal.length > 100 || !TRAINING.test(normal) || ABOUT.test(normal))
      return undefined;
    // Of somebody by name nothing is said here.
    return slots.name === undefined ? {score: 0.85, because: hit} : undefined;
  };

/** What can be asked of one's own trainings. */
export function trainingIntents({register, directory, trainings, zone}: TurnDeps): Intent[] {
  const own = (
    name: string,
    title: Intent['title'],
    examples: Intent['examples'],
    pattern: RegExp,
    answer: (person: StaffMember, day: string, turn: Turn) => Promise<Reply>,
  ): Intent => ({
    ...{name, title, examples, role: 'staff', where: 'private', changes: false},
    recognise: recognise(pattern),
    async answer(turn) {
      const person = directory.memberOf(turn.account);
      if (person === undefined) return [unknownReply(turn.language)];
      return [await answer(person, localTime(turn.now, zone).day.toString(), turn)];
    },
  });
  return [
    own(
      'training.mine',
      {ja: 'まだ受けていない研修', en: 'Trainings still to take'},
      {ja: ['受けていない研修は？', 'まだの研修ある？'], en: ['Which trainings do I still have to take?']},
      OPEN,
      async (person, day, {language, signal}) => {
        const state = await register.read(person.key, signal);
        return openReply(openCourses(state, trainings(), day), day, language);
      },
    ),
    own(
      'training.history',
      {ja: '自分の受講履歴', en: 'My training history'},
      {ja: ['自分の受講履歴', '研修の記録を見たい'], en: ['my training history']},
      HISTORY,
      async (person, day, {language, signal}) =>
        historyReply(historyOf(await register.entriesOf(person.key, signal), trainings()), language, day),
    ),
  ];
}
