import type { Activity } from 'botbuilder-core';
import type { ConversationRecord } from './conversation.js';

/** A conversation in which nothing has been said yet. */
export function newRecord(opening: {
  id: string;
  channelId: string;
  userId: string;
  locale: string;
  now: Date;
}): ConversationRecord {
  const { id, channelId, userId, locale, now } = opening;
  const createdAt = now.toISOString();
  return { id, channelId, user: { id: userId }, locale, createdAt, seq: 0, log: [], accepted: [], state: {} };
}

/** The event that makes the bot greet: the user has joined the conversation. */
export function joined(record: ConversationRecord): Partial<Activity> {
  return {
    type: 'conversationUpdate',
    membersAdded: [{ id: record.user.id, name: '' }],
    from: { id: record.user.id, name: '', role: 'user' },
    locale: record.locale,
  };
}
