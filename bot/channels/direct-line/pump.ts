import type { WebSocket } from 'ws';
import type { Conversations } from '../../conversations/conversation.js';
import { activitiesAfter } from './outgoing.js';

/** Where a stream stands: whose conversation, and what the client has of it. */
export interface Place {
  conversation: string;
  user: string;
  watermark: number;
}

/** About the most characters in a frame; one activity may be longer. */
const FRAME = 256 * 1024;

/**
 * Sends what the log holds after the watermark, then whatever is added, until the conversation or the connection ends. One
 * frame at a time, the next only when the system has taken the last: so a client that reads slowly, or not at all, costs one
 * frame of memory, until the missing answers to pings (Heartbeat) end it.
 */
export function pump(client: WebSocket, place: Place, conversations: Conversations, onSent: () => void): void {
  const next = untilNothingIsLeft(
    () => sendNext(client, place, conversations, onSent),
    () => client.terminate(),
  );
  const unsubscribe = conversations.subscribe(place.conversation, next);
  client.on('error', () => client.terminate());
  client.on('close', unsubscribe);
  next();
}

/** Sends one frame and moves the place on; resolves with whether there is more. */
async function sendNext(client: WebSocket, place: Place, conversations: Conversations, onSent: () => void) {
  const record = await conversations.get(place.conversation);
  if (record?.user.id !== place.user) {
    client.close(1008, 'the conversation has ended');
    return false;
  }
  if (record.seq <= place.watermark) return false;
  const set = activitiesAfter(record, place.watermark, FRAME);
  await taken(client, JSON.stringify(set));
  place.watermark = Number(set.watermark);
  onSent();
  return place.watermark < record.seq;
}

/** Calls `step` as long as there is more, never twice at a time; being woken meanwhile only makes it look once more. */
function untilNothingIsLeft(step: () => Promise<boolean>, onError: () => void): () => void {
  let wanted = false;
  let running = false;
  const run = async () => {
    running = true;
    while (wanted) {
      wanted = false;
      if (await step()) wanted = true;
    }
    running = false;
  };
  return () => {
    wanted = true;
    if (!running) run().catch(onError);
  };
}

/** Resolves when the system has taken the frame; rejects when the connection ends before. */
function taken(client: WebSocket, frame: string): Promise<void> {
  return new Promise((resolve, reject) => client.send(frame, (error) => (error ? reject(error) : resolve())));
}
