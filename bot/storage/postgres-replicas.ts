import type { Hints } from '../conversations/hints.js';
import type { TurnQueue } from '../conversations/local-conversations.js';
import { KeyedQueue } from '../keyed-queue.js';
import { PostgresHints } from './postgres-hints.js';
import { PostgresSession, type SessionOptions } from './postgres-session.js';
import { PostgresTurns } from './postgres-turns.js';

/** What lets several processes serve the conversations of one database: give it to createConversations beside the store. */
export interface Replicas {
  queue: TurnQueue;
  hints: Hints;
  /** Waits for the turns under way, then ends the connection. */
  close(): Promise<void>;
}

/** Joins the processes that share the database. One connection of its own, outside the store's pool. */
export function joinReplicas(options: SessionOptions & { now: () => number; pollMs?: number }): Replicas {
  const session = new PostgresSession(options);
  const local = new KeyedQueue();
  const hints = new PostgresHints(session, options.now, options.pollMs);
  return {
    queue: new PostgresTurns(local, session),
    hints,
    close: async () => {
      await local.idle();
      await hints.close();
      await session.close();
    },
  };
}
