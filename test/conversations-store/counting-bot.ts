import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConversationRecord, Conversations } from '../../bot/conversations/conversation.js';
import type { Hints } from '../../bot/conversations/hints.js';
import { createConversations, type RunTurn, type TurnQueue } from '../../bot/conversations/local-conversations.js';
import type { RecordStore } from '../../bot/storage/record-store.js';

/** What the counting bot keeps: how many messages it has answered. */
export interface Count {
  count: number;
}

/** A bot whose every reply depends on its state: a lost or doubled turn shows. Thinks for `think` ms, so that turns overlap. */
export function countingBot(think = 0): RunTurn {
  return async (record, activity) => {
    const { count = 0 } = record.state as Partial<Count>;
    await delay(think);
    if (activity.type !== 'message') return { changes: [], state: { count } };
    const reply = { type: 'message', text: `${count + 1}: ${activity.text}`, from: { id: 'assistant', name: '' } };
    return { changes: [{ kind: 'append', activity: reply }], state: { count: count + 1 } };
  };
}

/** The conversations of a counting bot. */
export function countingConversations(given: {
  store: RecordStore;
  queue: TurnQueue;
  hints?: Hints;
  runTurn?: RunTurn;
}): Conversations {
  return createConversations({
    runTurn: countingBot(),
    now: () => new Date(),
    newId: () => randomBytes(16).toString('base64url'),
    ...given,
  });
}

/** A user's message with its client id. */
export function typed(clientActivityID: string, text = clientActivityID) {
  return { type: 'message' as const, text, from: { id: 'user', name: '' }, channelData: { clientActivityID } };
}

/** The texts of the log, in order. */
export function textsOf(record: ConversationRecord | undefined): (string | undefined)[] {
  return (record?.log ?? []).map(({ activity }) => activity.text);
}

/** The log of a conversation in which each of these texts was taken once, in this order. */
export function answered(texts: string[]): string[] {
  return texts.flatMap((text, n) => [text, `${n + 1}: ${text}`]);
}
