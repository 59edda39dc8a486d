import type { Activity, ConversationReference } from 'botbuilder-core';
import type { Connector } from '../bot-framework/connector.js';
import { badAddress } from '../bot-framework/send-error.js';

/** Sends into Teams conversations of the bot's own accord. Rejects with SendError, which says whether to try later. */
export interface TeamsSender {
  /**
   * Sends a message to where the reference points; returns the id that Teams gave it, by which it can be updated.
   * `mayDouble` (default true): when it is unclear whether it arrived, send it again.
   */
  send(
    reference: Partial<ConversationReference>,
    activity: Partial<Activity>,
    options?: { mayDouble?: boolean },
  ): Promise<{ id: string }>;
  /** Puts another activity in the place of one that was sent. */
  update(reference: Partial<ConversationReference>, id: string, activity: Partial<Activity>): Promise<void>;
}

/** The sender over a connector. */
export function teamsSender(connector: Connector): TeamsSender {
  return {
    send: async (reference, activity, options) =>
      connector.send(addressOf(reference), addressed(reference, activity), options),
    update: async (reference, id, activity) =>
      connector.update(addressOf(reference), id, addressed(reference, activity)),
  };
}

/** The reference to the channel itself instead of a thread in it: what is sent there begins a new thread. */
export function newThread(reference: Partial<ConversationReference>): Partial<ConversationReference> {
  const { activityId: _, conversation, ...rest } = reference;
  const id = conversation?.id.replace(/;messageid=.*$/, '') ?? '';
  return { ...rest, conversation: { ...conversation!, id } };
}

/** The reference to the thread that a message sent to a channel has begun. */
export function threadOf(reference: Partial<ConversationReference>, messageId: string): Partial<ConversationReference> {
  const channel = newThread(reference);
  return {
    ...channel,
    conversation: { ...channel.conversation!, id: `${channel.conversation?.id};messageid=${messageId}` },
  };
}

function addressOf({ serviceUrl, conversation }: Partial<ConversationReference>) {
  if (!serviceUrl || !conversation?.id) throw badAddress();
  return { serviceUrl, conversationId: conversation.id };
}

function addressed(reference: Partial<ConversationReference>, activity: Partial<Activity>): Partial<Activity> {
  const { channelId, serviceUrl, conversation, bot, user } = reference;
  return { ...activity, channelId, serviceUrl, conversation, from: bot, recipient: user };
}
