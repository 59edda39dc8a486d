import { type Activity, TurnContext } from 'botbuilder-core';
import type { LogChange } from '../../conversations/log.js';
import type { ChannelActivity } from './incoming-activity.js';

/** A message in answer to an activity, said without the dialogs. */
export function replyTo(activity: ChannelActivity, message: Partial<Activity>): LogChange {
  const reference = TurnContext.getConversationReference(activity);
  return { kind: 'append', activity: TurnContext.applyConversationReference({ ...message }, reference) };
}

/** The arrival of a person, as the dialogs know it, whatever the channel has sent for it. */
export function asJoining(activity: ChannelActivity): ChannelActivity {
  const { from, recipient } = activity;
  const person = from && from.id !== recipient?.id ? from : { id: 'somebody', name: '' };
  return { ...activity, type: 'conversationUpdate', membersAdded: [person], membersRemoved: undefined };
}
