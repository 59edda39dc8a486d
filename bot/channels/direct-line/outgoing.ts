import type { ConversationRecord, LoggedActivity } from '../../conversations/conversation.js';
import { safeContent } from './safe-content.js';

/** A batch of activities as a client gets it, by REST and by WebSocket. */
export interface ActivitySet {
  activities: object[];
  /** Opaque to clients; here the sequence number of the newest activity. Never empty: a client would not keep it. */
  watermark: string;
}

/** The activities of a conversation after a place in its log: at least one, then as many as have about `limit` characters. */
export function activitiesAfter(record: ConversationRecord, watermark: number, limit: number): ActivitySet {
  const known = new Set(record.log.map((row) => row.activity.id));
  const set: ActivitySet = { activities: [], watermark: String(watermark) };
  let size = 0;
  for (const { activity, seq } of record.log) {
    if (seq <= watermark) continue;
    const sent = wireActivity(activity, seq, record.id, known);
    size += JSON.stringify(sent).length;
    if (size > limit && set.activities.length > 0) return set;
    set.activities.push(sent);
    set.watermark = String(seq);
  }
  return { ...set, watermark: String(record.seq) };
}

/** The number a watermark stands for; 0 (everything) for one that was not given out by us. */
export function watermarkNumber(watermark: unknown): number {
  return typeof watermark === 'string' && /^\d{1,15}$/.test(watermark) ? Number(watermark) : 0;
}

/**
 * Web Chat sorts by `webchat:sequence-id`, so every activity has one; an updated activity keeps its first. It holds a reply
 * back for five seconds when it answers an activity that the transcript doesn't have, so such a `replyToId` is dropped.
 */
function wireActivity(
  activity: LoggedActivity,
  seq: number,
  conversationId: string,
  known: ReadonlySet<string>,
): object {
  const { replyToId, recipient: _recipient, serviceUrl: _serviceUrl, channelData, ...rest } = safeContent(activity);
  const bot = activity.from?.role !== 'user';
  return {
    ...rest,
    from: { id: activity.from?.id ?? 'bot', name: activity.from?.name ?? '', role: bot ? 'bot' : 'user' },
    conversation: { id: conversationId },
    channelData: { 'webchat:sequence-id': seq, ...channelData },
    ...(replyToId && known.has(replyToId) ? { replyToId } : {}),
  };
}
