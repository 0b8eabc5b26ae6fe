import type {Clock} from '../../../platform/clock.ts';
import type {PersonalData} from '../../../platform/feature.ts';
import {messages as feedback} from '../feedback/messages.ts';
import {messages} from './messages.ts';
import type {Talks} from './talks.ts';

/** What the feature keeps by account: for five minutes, what a follow-up can go on from. */
export function knowledgeData(talks: Talks, clock: Clock): PersonalData {
  return {
    async show(account, language, signal) {
      const {held} = messages[language];
      const {votes, votesValue, votesKept, votesStay} = feedback[language].held;
      const states = await talks.ofAccount(account, clock.now(), signal);
      return [
        ...states.map(({terms, added}) => ({
          label: held.label,
          value: held.value([...new Set([...terms, ...added])].join('、')),
          kept: held.kept,
        })),
        // Said to everybody, since nobody can tell whether there is any.
        {label: votes, value: votesValue, kept: votesKept, stays: votesStay},
      ];
    },
    async export(account, signal) {
      const talk = await talks.ofAccount(account, clock.now(), signal);
      return talk.length === 0 ? undefined : {talk};
    },
    erase: (account, signal) => talks.erase(account, signal),
  };
}
