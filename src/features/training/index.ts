import type {Account, Language} from '../../kernel/person.ts';
import {localTime, type Temporal} from '../../kernel/time.ts';
import type {Clock} from '../../platform/clock.ts';
import type {ContentStore} from '../../platform/content/content-store.ts';
import type {LiveContent} from '../../platform/content/live-content.ts';
import type {Day, Directory, PersonKey, StaffMember} from '../../platform/directory/staff.ts';
import type {Feature} from '../../platform/feature.ts';
import type {FileStore} from '../../platform/files/file-store.ts';
import type {Office} from '../../platform/office/shape.ts';
import type {FeatureOutbox} from '../../platform/scheduling/outbox/outbox.ts';
import type {Undelivered} from '../../platform/scheduling/outbox/undelivered.ts';
import type {Storage} from '../../platform/storage/table.ts';
import {planTrainings} from './catalogue/trainings.ts';
import {answersCommand} from './commands/answers.ts';
import {correctCommand} from './commands/correct.ts';
import {coursesCommand} from './commands/courses.ts';
import {enterCommand, enteredCommand} from './commands/enter.ts';
import {importCommand} from './commands/import.ts';
import {remindCommand} from './commands/remind.ts';
import {reportCommand} from './commands/report.ts';
import type {XlsxWriter} from './reporting/make-report.ts';
import {questions} from './questions/questions.ts';
import {answerBook} from './questions/store.ts';
import {readSheet} from './intake/read-sheet.ts';
import {trainingJobs} from './jobs.ts';
import {openReply} from './cards/open.ts';
import {chatIntake} from './exchange/intake.ts';
import {reportIntent} from './exchange/report.ts';
import {help, messages} from './messages.ts';
import {nominations} from './nominations/nominations.ts';
import {objections} from './objections/objections.ts';
import {trainingActions} from './presses/actions.ts';
import {dayOfOccasion} from './reminding/occasion.ts';
import {trainingIntents} from './turns.ts';
import {trainingData} from './personal-data.ts';
import type {Trainings} from './rules/course.ts';
import {trainingDesk} from './store/desk.ts';
import {redrawing} from './reminding/redrawing.ts';
import {createRegister} from './store/register.ts';
import {roundBook} from './store/rounds.ts';
import {digestToSend, type HoldOf} from './reminding/held.ts';
import {digestView, type DigestView} from './views/digest.ts';
import {openView} from './views/mine.ts';
import {rosterCommand} from './commands/roster.ts';
import {sessionActions} from './presses/sessions.ts';
import {sessionsDesk} from './sessions/desk.ts';
import {sessionBook} from './sessions/store.ts';
import {weekCard} from './weekly/cards.ts';
import {weeklyBook} from './weekly/store.ts';

export {NO_TRAININGS, TRAININGS_KIND} from './catalogue/trainings.ts';
export {trainingsSchema} from './rules/check.ts';
export {TRAINING_TABLE} from './store/rows.ts';

const RENDER_MS = 5_000;

export interface TrainingDeps {
  readonly storage: Storage;
  readonly content: ContentStore;
  readonly trainings: LiveContent<Trainings>;
  readonly office: LiveContent<Office>;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly zone: string;
  readonly outbox: FeatureOutbox;
  /** Who is on leave, on a trip or out on a day. Which of these it is, this feature never learns. */
  readonly away: (day: Day, signal?: AbortSignal) => Promise<ReadonlySet<PersonKey>>;
  /** Whether an account belongs to the section in charge of trainings. */
  readonly isInCharge: (account: Account) => boolean;
  readonly newId: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** This feature's entries of the outbox that failed, may have failed, or came too late. */
  readonly undelivered: (signal?: AbortSignal) => AsyncIterable<Undelivered>;
  /** Keeps files that came by chat until their sender has decided. */
  readonly files: FileStore;
  /** What an operator keeps back of a course; without it nothing is. */
  readonly holdOf?: HoldOf;
  /** Writes workbooks; without it reports are tables, CSV and JSON. */
  readonly writeXlsx?: XlsxWriter | undefined;
}

/** Knows who still has which training to take, reminds them, and keeps the register of who took what when. */
export function training(deps: TrainingDeps): Feature {
  const {storage, content, directory, clock, zone, outbox, away, newId, writeXlsx} = deps;
  const trainings = () => deps.trainings.current();
  const office = () => deps.office.current();
  const plain = createRegister({storage, clock});
  const answers = answerBook(storage, deps.random);
  const asking = questions({
    ...{register: plain, answers, directory, trainings, office, outbox, newId, zone},
  });
  const register = redrawing(plain, {
    ...{accountsOf: directory.accountsOf, outbox},
    after: (person, written, signal) => asking.after(person, written, clock.now(), signal),
  });
  const book = roundBook(storage);
  const common = {register, directory, trainings, newId, zone};
  const exchange = chatIntake({...common, files: deps.files});
  const claims = objections({...common, outbox, isInCharge: deps.isInCharge});
  const {isInCharge, undelivered} = deps;
  const week = {...common, office, outbox, book: weeklyBook(storage), isInCharge, undelivered};
  const naming = nominations({...common, office, outbox, book});
  const sessions = sessionsDesk({...common, outbox, isInCharge, book: sessionBook(storage)});
  // A command reads anew what a bot follows.
  const operator = {
    ...{register, book, directory, zone, office, away, outbox},
    async trainings(signal?: AbortSignal) {
      await Promise.all([
        deps.trainings.refresh(signal),
        deps.office.refresh(signal),
        directory.refresh(signal),
      ]);
      return trainings();
    },
  };
  async function preview(person: StaffMember, now: Temporal.Instant, signal: AbortSignal) {
    const day = localTime(now, zone).day.toString();
    const view = await digestView(register, trainings(), person.key, day, signal);
    return view && digestCard(view, 'ja').card;
  }
  function digestCard({person, day, courses}: DigestView, language: Language) {
    const view = {person, day, open: courses, done: []};
    return openReply({view, language, op: newId(), title: messages[language].open.reminder});
  }
  async function digest(occasion: string, account: Account, now: Temporal.Instant) {
    const person = directory.memberOf(account);
    if (dayOfOccasion(occasion) === undefined || person === undefined) return undefined;
    const day = localTime(now, zone).day.toString();
    const view = await digestView(register, trainings(), person.key, day, AbortSignal.timeout(RENDER_MS));
    return view && digestToSend(view, deps.holdOf, zone);
  }
  // A card that stands in the chat says all that has become of it; what was done since it was sent, too.
  async function drawnAnew(occasion: string, account: Account, now: Temporal.Instant, language: Language) {
    const person = directory.memberOf(account);
    const since = dayOfOccasion(occasion);
    if (since === undefined || person === undefined) return undefined;
    const day = localTime(now, zone).day.toString();
    const state = await register.read(person.key, AbortSignal.timeout(RENDER_MS));
    const view = openView(state, trainings(), day, since);
    return openReply({view, language, op: newId(), title: messages[language].open.reminder});
  }

  return {
    name: 'training',
    help,
    intents: [...trainingIntents({...common, sessions}), reportIntent({...common, writeXlsx})],
    files: [exchange.taker],
    actions: [
      ...trainingActions({...common, desk: trainingDesk({...common, office}), objections: claims}),
      ...sessionActions(sessions, naming, asking),
      ...exchange.actions,
    ],
    commands: [
      coursesCommand(operator),
      importCommand({...operator, readSheet}),
      enterCommand(operator),
      enteredCommand(operator),
      correctCommand(operator),
      reportCommand({...operator, writeXlsx}),
      remindCommand({...operator, preview}),
      rosterCommand({...operator, sessions}),
      answersCommand({...operator, answers}),
    ],
    jobs: trainingJobs({
      storage,
      register,
      book,
      directory,
      trainings,
      office,
      zone,
      away,
      outbox,
      week,
      sessions,
      naming,
    }),
    personalData: trainingData({...common, sessions, now: () => clock.now()}),
    content: (folder, now) => planTrainings(folder, content, directory, localTime(now, zone).day.toString()),
    refresh: (signal) => deps.trainings.refresh(signal),
    async render(occasion, account, now, language, again = false) {
      const signal = AbortSignal.timeout(RENDER_MS);
      const claim = await claims.render(occasion, account, now, language, again, signal);
      if (claim !== 'other') return claim;
      const asked = await naming.render(occasion, account, now, language, again, signal);
      if (asked !== 'other') return asked;
      const questioned = await asking.render(occasion, account, language, signal);
      if (questioned !== 'other') return questioned;
      const seat = await sessions.render(occasion, account, now, language, signal);
      if (seat !== 'other') return seat;
      const today = localTime(now, zone).day.toString();
      const weekly = await weekCard(week, occasion, account, language, today, signal);
      if (weekly !== 'other') return weekly;
      if (again) return drawnAnew(occasion, account, now, language);
      const found = await digest(occasion, account, now);
      if (found === undefined || found.courses.length === 0) return undefined;
      return digestCard(found, language);
    },
    async held(occasion, account, now) {
      const found = await digest(occasion, account, now);
      return found?.courses.length === 0 && found.isHeld;
    },
  };
}
