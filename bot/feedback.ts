import { createHash } from 'node:crypto';
import { z } from 'zod';
import { japanTime } from '../dialogs/domain/hours/japan-time.js';
import type { ConversationRecord } from './conversations/conversation.js';
import type { RunTurn } from './conversations/local-conversations.js';
import type { RecordStore } from './storage/record-store.js';

/** What the page sends when 役に立った or 立たなかった is pressed. */
const pressed = z.object({ activityId: z.string().max(100), helpful: z.boolean() });

/** One opinion about an answer; nothing in it leads back to who gave it. */
export interface Feedback {
  entry: string;
  language: string;
  helpful: boolean;
  /** Day in Japan it was given, `yyyy-mm-dd`. */
  day: string;
}

/** Turns that take opinions about answers (`event` activities named `feedback`) beside what they take otherwise. */
export function withFeedback(runTurn: RunTurn, store: RecordStore, now: () => Date): RunTurn {
  return async (record, activity) => {
    if (activity.type !== 'event' || activity.name !== 'feedback') return runTurn(record, activity);
    await keepFeedback(store, record, activity.value, now());
    return { changes: [], state: record.state };
  };
}

/**
 * Keeps an opinion about an answer of this conversation: one an answer, the newest counts. The key is a hash of unguessable
 * ids, so the opinion can be changed by the page that gave it and by nobody else. Anything else that is sent is ignored.
 */
async function keepFeedback(store: RecordStore, record: ConversationRecord, value: unknown, now: Date): Promise<void> {
  const press = pressed.safeParse(value);
  if (!press.success) return;
  const { activityId, helpful } = press.data;
  const activity = record.log.find((row) => row.activity.id === activityId)?.activity;
  const entry = activity?.entities?.find(({ type }) => type === 'knowledge')?.id as string | undefined;
  if (!activity || !entry) return;
  const key = createHash('sha256').update(`${record.id} ${activityId}`).digest('base64url');
  const feedback: Feedback = { entry, language: activity.locale ?? '', helpful, day: japanTime(now).date };
  await store.write(`feedback/${key}`, feedback, 'any');
}
