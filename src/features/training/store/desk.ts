import {localTime, type Temporal} from '../../../kernel/time.ts';
import type {Day, Directory, PersonKey} from '../../../platform/directory/staff.ts';
import type {Office} from '../../../platform/office/shape.ts';
import {decideClaim} from '../register/completing.ts';
import {placedOf} from '../register/entry.ts';
import {roundOf, standsIn, type PersonRecord, type RoundRecord} from '../register/record.ts';
import {decideSnooze, pauseUntil} from '../rules/cadence.ts';
import {courseOf, type Course, type Trainings} from '../rules/course.ts';
import {isOpen} from '../rules/obligation.ts';
import {workingTimeOf, type WorkingTime} from '../rules/working-time.ts';
import type {Change, Press, Register, Written} from './register.ts';
import type {PersonState} from './summary.ts';

/** What a press names: looked up again, whatever the card says. */
export interface Pressed {
  readonly person: PersonKey;
  readonly course: string;
  readonly round: string;
  readonly token: string;
}

/** Why nothing was changed. */
export type Refusal =
  /** Withdrawn, or never theirs: whoever presses another person's card is told the same. */
  | {readonly kind: 'refused'; readonly why: 'not-theirs'}
  /** Done already, by whatever way. */
  | {readonly kind: 'refused'; readonly why: 'done'}
  | {readonly kind: 'refused'; readonly why: 'future' | 'before-opening'}
  /** Putting off: no working day is left before it is due, or it was put off three times since. */
  | {readonly kind: 'refused'; readonly why: 'due' | 'often'}
  /** The card has done something else. */
  | {readonly kind: 'refused'; readonly why: 'spent'}
  /** Nobody waits for a ruling: somebody else gave it. */
  | {readonly kind: 'refused'; readonly why: 'settled'}
  /** Objecting: the section in charge has said in this round that it concerns them. */
  | {readonly kind: 'refused'; readonly why: 'ruled'};

export type Answer<T = object> = ({readonly kind: 'done'} & T) | Refusal;

export interface TrainingDesk {
  /** 「受講済みにする」 */
  report(pressed: Pressed, now: Temporal.Instant, signal?: AbortSignal): Promise<Answer>;
  /** 「明日もう一度」 */
  putOff(pressed: Pressed, now: Temporal.Instant, signal?: AbortSignal): Promise<Answer<{until: Day}>>;
  /** 「対象外だと思う」: the course rests until the section in charge has ruled, for five working days at most. */
  object(pressed: Pressed, now: Temporal.Instant, signal?: AbortSignal): Promise<Answer<{until: Day}>>;
  /**
   * 「対象外にする」, 「対象のまま」. Whether `by` may rule is asked by who has the roles.
   *
   * @param ruling.reason one of the settings' exemptions; kept with the decision
   * @param ruling.until the last day of the pause that the card asks about; another objection is not ruled on by it
   */
  rule(
    pressed: Pressed,
    ruling: {
      readonly exempt: boolean;
      readonly reason: string;
      readonly by: PersonKey;
      readonly until?: Day | undefined;
    },
    now: Temporal.Instant,
    signal?: AbortSignal,
  ): Promise<Answer>;
}

export interface DeskDeps {
  readonly register: Register;
  readonly directory: Pick<Directory, 'person' | 'version'>;
  readonly trainings: () => Trainings;
  readonly office: () => Office;
  readonly zone: string;
}

/** What cards' buttons do to the register, for the person whom the authenticated account is bound to. */
export function trainingDesk(deps: DeskDeps): TrainingDesk {
  const {register, directory, trainings, office, zone} = deps;
  const dayOf = (now: Temporal.Instant) => localTime(now, zone).day.toString();

  function timeOf(person: PersonKey): WorkingTime | undefined {
    const member = directory.person(person);
    return member && workingTimeOf(member, office(), trainings().settings.hours);
  }

  /** Looks the round up in the person's own record, and runs `decide` on it in the writing transaction. */
  async function press<T>(
    {person, course: id, round, token}: Pressed,
    what: string,
    by: Parameters<Register['change']>[1],
    decide: (found: Found) => {change: Change; answer: T} | Refusal,
    signal: AbortSignal | undefined,
  ): Promise<Answer<{value: T | undefined; written: Written}>> {
    const course = courseOf(trainings(), id);
    if (course === undefined) return {kind: 'refused', why: 'not-theirs'};
    let refusal: Refusal | undefined;
    let value: T | undefined;
    const written = await register.change(
      person,
      by,
      (state) => {
        refusal = undefined;
        const own = roundOf(state.record, id, round);
        if (own?.status !== 'asked') {
          refusal = {kind: 'refused', why: 'not-theirs'};
          return undefined;
        }
        const decided = decide({state, own, course});
        if ('kind' in decided) {
          refusal = decided;
          return undefined;
        }
        value = decided.answer;
        return decided.change;
      },
      {press: {token, request: [what, id, round]} satisfies Press, signal},
    );
    if (written.kind === 'spent') return {kind: 'refused', why: 'spent'};
    return written.kind === 'again'
      ? {kind: 'done', value, written}
      : (refusal ?? {kind: 'done', value, written});
  }

  return {
    async report(pressed, now, signal) {
      const today = dayOf(now);
      const answer = await press(
        pressed,
        'report',
        {role: 'self', person: pressed.person},
        ({state, own, course}) => {
          if (standsIn(state.record, own, today).kind === 'done') return {kind: 'refused', why: 'done'};
          const claim = decideClaim(state.record, course, {day: today, channel: 'self', source: ''}, today);
          if (claim.kind === 'refused') return claim;
          return claim.kind === 'known'
            ? {kind: 'refused', why: 'done'}
            : {change: {entries: [claim.entry]}, answer: undefined};
        },
        signal,
      );
      return answer.kind === 'done' ? {kind: 'done'} : answer;
    },

    async putOff(pressed, now, signal) {
      const today = dayOf(now);
      const answer = await press(
        pressed,
        'put-off',
        {role: 'self', person: pressed.person},
        ({state, own, course}) => {
          const standing = standsIn(state.record, own, today);
          if (!isOpen(standing)) return {kind: 'refused', why: 'done'};
          const time = timeOf(pressed.person);
          if (time === undefined) return {kind: 'refused', why: 'not-theirs'};
          const former = state.nudges.snoozed?.[course.id];
          // A new round is put off afresh.
          const before = former?.round === undefined || former.round === own.round ? former : undefined;
          const decided = decideSnooze(standing.due, before, today, time);
          if (decided.kind === 'refused') return decided;
          const {until, overdueTimes} = decided;
          const snooze = {until, overdueTimes, round: own.round};
          const snoozed = {...state.nudges.snoozed, [course.id]: snooze};
          return {change: {entries: [], nudges: {...state.nudges, snoozed}}, answer: until};
        },
        signal,
      );
      if (answer.kind !== 'done') return answer;
      return {kind: 'done', until: answer.value ?? (await snoozedUntil(pressed, signal)) ?? today};
    },

    async object(pressed, now, signal) {
      const today = dayOf(now);
      const answer = await press(
        pressed,
        'object',
        {role: 'self', person: pressed.person},
        ({state, own}) => {
          if (!isOpen(standsIn(state.record, own, today))) return {kind: 'refused', why: 'done'};
          if (own.stays === true) return {kind: 'refused', why: 'ruled'};
          // Asked already, and not yet answered: saying it again makes the pause no longer.
          if (own.pausedUntil !== undefined && own.pausedUntil >= today)
            return {change: {entries: []}, answer: own.pausedUntil};
          const time = timeOf(pressed.person);
          if (time === undefined) return {kind: 'refused', why: 'not-theirs'};
          const until = pauseUntil(today, time);
          const {course, round} = pressed;
          return {change: {entries: [{kind: 'objection', course, round, until}]}, answer: until};
        },
        signal,
      );
      if (answer.kind !== 'done') return answer;
      const record = 'record' in answer.written ? answer.written.record : undefined;
      return {kind: 'done', until: answer.value ?? pausedUntil(record, pressed) ?? today};
    },

    async rule(pressed, {exempt, reason, by, until}, now, signal) {
      const today = dayOf(now);
      const answer = await press(
        pressed,
        `rule ${exempt} ${reason}`,
        {role: 'course-section', person: by},
        ({state, own}) => {
          if (standsIn(state.record, own, today).kind === 'done') return {kind: 'refused', why: 'done'};
          if (own.pausedUntil === undefined || (until ?? own.pausedUntil) !== own.pausedUntil)
            return {kind: 'refused', why: 'settled'};
          const member = directory.person(pressed.person);
          const placed = member === undefined ? own.placed : placedOf(member, directory.version());
          const {course, round} = pressed;
          return {
            change: {entries: [{kind: 'ruling', course, round, exempt, reason, placed}]},
            answer: undefined,
          };
        },
        signal,
      );
      return answer.kind === 'done' ? {kind: 'done'} : answer;
    },
  };

  // A press that comes again is answered by what stands there since the first.
  async function snoozedUntil(
    {person, course}: Pressed,
    signal: AbortSignal | undefined,
  ): Promise<Day | undefined> {
    return (await register.read(person, signal)).nudges.snoozed?.[course]?.until;
  }
}

interface Found {
  readonly state: PersonState;
  readonly own: RoundRecord;
  readonly course: Course;
}

function pausedUntil(record: PersonRecord | undefined, {course, round}: Pressed): Day | undefined {
  return record && roundOf(record, course, round)?.pausedUntil;
}
