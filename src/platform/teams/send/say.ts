import {CardFactory, type Activity, type CloudAdapter, type TurnContext} from 'botbuilder';
import {cardProblems} from '../../cards/check.ts';
import {withoutWrittenLinks} from '../../cards/links.ts';
import type {Card, CardReply, FileReply} from '../../feature.ts';
import {word, type Log} from '../../log.ts';
import type {Said} from '../../talk/spoken.ts';
import type {Address, PersonalChat} from '../conversations.ts';

/** What can be sent as it is; a file must have been offered first. */
export type Sayable =
  | Exclude<Said, FileReply>
  /** What only this channel knows, such as the card that asks for consent to a file. */
  | {readonly kind: 'activity'; readonly activity: Partial<Activity>};

/** A reply as an activity. A card that Teams would not show goes out as its text instead. */
export function activityOf(reply: Sayable, log: Log): Partial<Activity> {
  if (reply.kind === 'activity') return reply.activity;
  if (reply.kind === 'text') return {type: 'message', text: reply.text, textFormat: 'plain'};
  const problems = cardProblems(reply.card);
  if (problems.length > 0) {
    log.error('card.refused', undefined, {problems: problems.length, first: word(problems[0] ?? '')});
    const fallback = reply.card['fallbackText'];
    const text = typeof fallback === 'string' && fallback !== '' ? fallback : reply.summary;
    return {type: 'message', text, textFormat: 'plain'};
  }
  const card = withoutWrittenLinks(reply.card);
  return {type: 'message', summary: reply.summary, attachments: [CardFactory.adaptiveCard(card)]};
}

/**
 * A card that is said unasked. Its summary is what a notification shows; a card that cannot be shown is
 * said by that alone, since its other texts may hold a name, a place or a training.
 */
export function noticeOf(reply: CardReply, log: Log): Partial<Activity> {
  const activity = activityOf(reply, log);
  return activity.attachments === undefined ? {...activity, text: reply.summary} : activity;
}

/** Says replies where the turn's activity came from, one after the other. */
export async function sayHere(context: TurnContext, replies: readonly Sayable[], log: Log): Promise<void> {
  for (const reply of replies) await context.sendActivity(activityOf(reply, log));
}

/**
 * Says replies in a person's own chat, whatever chat the turn is in. The chat is the one that is stored; a
 * person who never wrote there gets one made.
 *
 * @param botId the app id; empty in local mode
 * @param done a card of that chat that has done its duty and goes
 * @returns the chat's id; undefined where no personal chat could be reached
 */
export async function sayPrivately(
  adapter: CloudAdapter,
  botId: string,
  to: {chat: PersonalChat | undefined; fresh: Address},
  replies: readonly Sayable[],
  log: Log,
  done?: string,
): Promise<string | undefined> {
  let delivered: string | undefined;
  // Errors are caught inside: the adapter's own handler would swallow them.
  const say = async (context: TurnContext) => {
    try {
      if (done !== undefined) await takeAway(context, done, log);
      await sayHere(context, replies, log);
      delivered = context.activity.conversation.id;
    } catch (error) {
      log.error('send.private', error);
    }
  };
  try {
    if (to.chat !== undefined) {
      const {conversation, serviceUrl, channel, tenant, user, bot} = to.chat;
      const reference = {
        channelId: channel,
        serviceUrl,
        // The SDK asks for more fields than a reference needs.
        conversation: {
          id: conversation,
          tenantId: tenant,
          isGroup: false,
          conversationType: 'personal',
          name: '',
        },
        bot: {id: bot, name: ''},
        user: {id: user, name: ''},
      };
      await adapter.continueConversationAsync(botId, reference, say);
    } else {
      const {serviceUrl, channel, tenant, user, bot} = to.fresh;
      const parameters = {
        isGroup: false,
        bot: {id: bot, name: ''},
        members: [{id: user, name: ''}],
        tenantId: tenant,
        channelData: {tenant: {id: tenant}},
      };
      await adapter.createConversationAsync(botId, channel, serviceUrl, '', parameters, say);
    }
  } catch (error) {
    log.error('send.private', error);
  }
  return delivered;
}

/** Deletes a message of one's own. That it cannot be is no harm. */
export async function takeAway(context: TurnContext, id: string, log: Log): Promise<void> {
  await context.deleteActivity(id).catch((error: unknown) => log.error('card.delete', error));
}

/** The answer to a press: the card that takes the pressed one's place, or a sentence. */
export function invokeAnswer(reply: Sayable | undefined, log: Log): {status: number; body: unknown} {
  const activity = reply === undefined ? undefined : activityOf(reply, log);
  const card: Card | undefined =
    reply?.kind === 'card' && activity?.attachments !== undefined ? reply.card : undefined;
  const body =
    card === undefined
      ? {statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: activity?.text ?? ''}
      : {statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card};
  return {status: 200, body};
}
