import type {Activity} from 'botbuilder';
import type {Account, Language} from '../../../kernel/person.ts';
import type {Clock} from '../../clock.ts';
import {word, type Log} from '../../log.ts';
import type {Outcome, Sender} from '../../scheduling/sending/sender.ts';
import type {Wait} from '../../scheduling/wait.ts';
import type {ShigotobaAdapter} from '../adapter.ts';
import type {Address, Conversations} from '../conversations.ts';
import {createBudget, type Turn} from './budget.ts';
import {attempts, type Attempt} from './http.ts';
import {noticeOf} from './say.ts';
import {createTrouble} from './trouble.ts';

export interface TeamsSenderDeps {
  readonly adapter: ShigotobaAdapter;
  readonly conversations: Conversations;
  readonly defaultLanguage: Language;
  readonly clock: Clock;
  readonly log: Log;
  readonly wait: Wait;
}

// Each of these says that the request was not taken. After 502 and 504 the message may be there: a gateway
// did not hear in time what became of it.
const NOT_TAKEN = new Set([412, 429, 500, 503]);

/** What one request to the connector came to. */
type Asked<T> = {readonly kind: 'done'; readonly value: T} | Exclude<Outcome, {kind: 'sent'}>;

/** Sends to people's own chats through Bot Framework, within Teams's limits. */
export function createTeamsSender(deps: TeamsSenderDeps): Sender {
  const {adapter, conversations, log} = deps;
  const budget = createBudget(deps.clock, deps.wait);
  const trouble = createTrouble();

  async function ask<T>(
    turn: Turn,
    mayStart: () => boolean,
    signal: AbortSignal,
    request: () => Promise<T>,
  ): Promise<Asked<T>> {
    const attempt: Attempt = {
      leave: () => budget.leave(turn, signal),
      ...{mayStart, state: 'new', status: 0, code: '', retryAfter: undefined},
    };
    try {
      const value = await attempts.run(attempt, request);
      trouble.over();
      return {kind: 'done', value};
    } catch (error) {
      if (attempt.state === 'new') log.error('send.token', error);
      const outcome = outcomeOf(attempt);
      if (outcome.kind !== 'again') {
        if (attempt.state === 'answered') trouble.over();
        return outcome;
      }
      const pause = trouble.met(turn.conversation, attempt.status, outcome.after);
      if (pause !== undefined) {
        log.warn('send.pause', {ms: Math.round(pause), status: attempt.status});
        budget.pause(pause);
      }
      return outcome;
    }
  }

  async function block(account: Account, outcome: Asked<unknown>): Promise<void> {
    if (outcome.kind !== 'refused' || outcome.reason !== 'blocked') return;
    await conversations.block(account, 'refused').catch((error: unknown) => {
      log.error('conversations.block', error);
    });
  }

  /** Teams gives the same conversation again for the same person, so a repeated request does no harm. */
  async function create(
    address: Address,
    turn: Turn,
    mayStart: () => boolean,
    signal: AbortSignal,
  ): Promise<Asked<string>> {
    const {tenant, user, bot} = address;
    const connector = await adapter.connectorFor(address.serviceUrl);
    return ask(turn, mayStart, signal, async () => {
      const made = await connector.conversations.createConversation({
        isGroup: false,
        bot: {id: bot, name: ''},
        members: [{id: user, name: ''}],
        tenantId: tenant,
        channelData: {tenant: {id: tenant}},
        // The SDK asks for an activity and a topic that a personal chat has none of.
      });
      return made.id;
    });
  }

  return {
    async reach(account, mayStart, signal) {
      const known = await conversations.known(account, {signal});
      if (known?.address === undefined) return {kind: 'refused', reason: 'never-met'};
      if (known.blocked !== undefined) return {kind: 'refused', reason: 'blocked'};
      const {address} = known;
      let conversation = known.chat?.conversation;
      if (conversation === undefined) {
        const own = await budget.take(undefined, signal);
        if (own === undefined || !mayStart()) return {kind: 'not-started'};
        const made = await create(address, own, mayStart, signal);
        if (made.kind !== 'done') {
          await block(account, made);
          return made;
        }
        conversation = made.value;
        await conversations.made(account, conversation);
      }
      const id = conversation;
      const turn = await budget.take(id, signal);
      if (turn === undefined) return {kind: 'not-started'};

      const activity = {
        channelId: address.channel,
        serviceUrl: address.serviceUrl,
        from: {id: address.bot, name: ''},
        recipient: {id: address.user, name: ''},
      };
      return {
        kind: 'reached',
        language: known.language ?? deps.defaultLanguage,

        async send(reply) {
          const connector = await adapter.connectorFor(address.serviceUrl);
          const said = {...activity, conversation: {id}, ...noticeOf(reply, log)} as Activity;
          const asked = await ask(turn, mayStart, signal, () =>
            connector.conversations.sendToConversation(id, said),
          );
          await block(account, asked);
          // The answer's id may be missing; then the card cannot be changed later.
          return asked.kind === 'done'
            ? {kind: 'sent', conversation: id, activity: idOf(asked.value)}
            : asked;
        },

        async replace(reply, sent) {
          const connector = await adapter.connectorFor(address.serviceUrl);
          const where = {id: sent.activity, conversation: {id: sent.conversation}};
          const said = {...activity, ...where, ...noticeOf(reply, log)} as Activity;
          const asked = await ask(turn, mayStart, signal, () =>
            connector.conversations.updateActivity(sent.conversation, sent.activity, said),
          );
          return asked.kind === 'done' ? {kind: 'sent', ...sent} : asked;
        },
      };
    },
  };
}

function idOf(value: unknown): string {
  const {id} = value as {id?: unknown};
  return typeof id === 'string' ? id : '';
}

/** What an attempt that threw says of the message. */
function outcomeOf({state, status, code, retryAfter}: Attempt): Exclude<Outcome, {kind: 'sent'}> {
  switch (state) {
    case 'held-back':
      return {kind: 'not-started'};
    case 'forbidden':
      return {kind: 'refused', reason: 'host-not-listed'};
    case 'new':
      return {kind: 'again', reason: 'no-token', after: undefined};
    case 'not-connected':
      return {kind: 'again', reason: 'not-connected', after: undefined};
    case 'started':
      return {kind: 'unknown', reason: 'no-answer'};
    case 'answered':
      break;
  }
  if (status >= 200 && status < 300) return {kind: 'unknown', reason: 'odd-answer'};
  if (NOT_TAKEN.has(status)) return {kind: 'again', reason: `status-${status}`, after: retryAfter};
  if (status >= 500 || status === 408) return {kind: 'unknown', reason: `status-${status}`};
  const blocked =
    status === 404 ||
    (status === 403 && ['MessageWritesBlocked', 'ForbiddenOperationException'].includes(code));
  return {kind: 'refused', reason: blocked ? 'blocked' : word(`status-${status}`)};
}
