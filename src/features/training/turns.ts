import {normalise} from '../../kernel/japanese-text.ts';
import {localTime} from '../../kernel/time.ts';
import type {Directory, StaffMember} from '../../platform/directory/staff.ts';
import type {Intent, Reply, Turn} from '../../platform/feature.ts';
import type {Recognise, Sentence} from '../../platform/understand/sentence.ts';
import {historyReply, unknownReply} from './cards/history.ts';
import {openReply} from './cards/open.ts';
import {messages} from './messages.ts';
import type {Trainings} from './rules/course.ts';
import type {Register} from './store/register.ts';
import {historyOf} from './views/history.ts';
import type {Sessions} from './sessions/desk.ts';
import {openView, type OpenCourse} from './views/mine.ts';

export interface TurnDeps {
  readonly register: Register;
  readonly directory: Pick<Directory, 'memberOf'>;
  readonly trainings: () => Trainings;
  readonly newId: () => string;
  readonly sessions: Pick<Sessions, 'list'>;
  readonly zone: string;
}

const TRAINING = /研修|受講|e-?ラーニング|eラーニング|トレーニング|training|course/u;
const OPEN =
  /(?:受け|受講し)て(?:い)?ない|未受講|まだの|残って|残りの|受けなきゃ|受ける(?:べき|必要)|(?:私|自分|わたし|僕)の(?:研修|受講)(?!履歴|記録|歴)|still (?:have to|need to)|do i (?:have|need) to take|my trainings/u;
const DONE =
  /(?:受講|視聴|修了)(?:し(?:た|まし)|済み?(?:です|にし|に変|$|。)|完了(?:です|しまし|した|$|。)|が?終わ)|(?:研修|ラーニング|eラーニング|トレーニング|動画).{0,6}(?:受け(?:た(?!い)|まし|終)|終わ(?:った|りま)|終え(?:た(?!い)|ま)|見(?:た(?!い)|まし|終)|済んだ|済みました)|\b(?:i(?:'ve| have)? (?:took|taken|finished|completed|done)|i(?:'m| am) done with)\b.*\b(?:training|course)/u;
const SESSIONS =
  /(?:研修|講座).{0,8}(?:日程|日時|開催日|回)(?:は|を|が|$|。|？|\?|表|一覧)|(?:研修|講座)(?:に|の|を).{0,6}(?:申し?込|キャンセル待ち|席)|training sessions?|sign up for .*(?:training|course)/u;
const HISTORY =
  /(?:受講|研修)(?:の)?(?:履歴|記録|歴)|training (?:history|record)|(?:courses|trainings) i (?:took|have taken)/u;
/** Somebody else's, or the rule itself: a question for the documents. */
const ABOUT = /誰が|だれが|対象者?(?:は|か)|とは|何ですか|いつから|who (?:must|has)/u;

/** What follows from having taken it is asked of the documents. */
const SUPPOSED = /(?:たら|れば|なら|場合|とき|時は|後は|あとは)|\bif\b|\bwhen\b|\bafter\b/u;
const isTold = ({normal, asks}: Sentence): boolean => !asks && !SUPPOSED.test(normal);

const recognise =
  (pattern: RegExp, also: (sentence: Sentence) => boolean = () => true): Recognise =>
  (sentence) => {
    const {normal, slots} = sentence;
    if (!also(sentence)) return undefined;
    const hit = pattern.exec(normal)?.[0];
    if (hit === undefined || normal.length > 100 || !TRAINING.test(normal) || ABOUT.test(normal))
      return undefined;
    // Of somebody by name nothing is said here.
    return slots.name === undefined ? {score: 0.85, because: hit} : undefined;
  };

// A title's own word is what is left of it without what all titles have.
function names(said: string, {course}: OpenCourse): boolean {
  return [course.title.ja, course.title.en].some((title) => {
    const own = normalise(title).replace(
      /研修|講座|e-?ラーニング|training|course|the |[（(].*[)）]|\s/gu,
      '',
    );
    return own.length > 1 && said.replace(/\s/gu, '').includes(own);
  });
}

/** What can be asked of one's own trainings. */
export function trainingIntents({register, directory, trainings, newId, sessions, zone}: TurnDeps): Intent[] {
  const own = (
    name: string,
    title: Intent['title'],
    examples: Intent['examples'],
    recognised: Recognise,
    answer: (person: StaffMember, day: string, turn: Turn) => Promise<Reply>,
  ): Intent => ({
    ...{name, title, examples, role: 'staff', where: 'private', changes: false},
    recognise: recognised,
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
      recognise(OPEN),
      async (person, day, {language, signal}) => {
        const view = openView(await register.read(person.key, signal), trainings(), day);
        return openReply({view, language, op: newId()});
      },
    ),
    // Changes nothing by itself: which of them was taken is said by a press.
    own(
      'training.done',
      {ja: '研修を受講済みにする', en: 'Say that a training is done'},
      {
        ja: ['情報セキュリティ研修を受講しました', '研修を受け終わりました'],
        en: ['I took the security training'],
      },
      recognise(DONE, isTold),
      async (person, day, {language, signal, sentence}) => {
        const view = openView(await register.read(person.key, signal), trainings(), day);
        const named = view.open.filter((each) => names(sentence.normal, each));
        const open = named.length > 0 ? named : view.open;
        return openReply({view: {...view, open}, language, op: newId(), title: messages[language].open.ask});
      },
    ),
    {
      ...{name: 'training.sessions', role: 'staff', where: 'private', changes: false},
      title: {ja: messages.ja.sessions.intent, en: messages.en.sessions.intent},
      examples: {
        ja: ['集合研修の日程は？', '研修に申し込みたい', '研修の申込みを取り消したい'],
        en: ['when are the training sessions?', 'sign up for a training session'],
      },
      recognise: recognise(SESSIONS),
      answer: async (turn) => [await sessions.list(turn)],
    },
    own(
      'training.history',
      {ja: '自分の受講履歴', en: 'My training history'},
      {ja: ['自分の受講履歴', '研修の記録を見たい'], en: ['my training history']},
      recognise(HISTORY),
      async (person, day, {language, signal}) =>
        historyReply(historyOf(await register.entriesOf(person.key, signal), trainings()), language, day),
    ),
  ];
}
