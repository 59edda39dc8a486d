import { EventEmitter } from 'node:events';
import type { Activity } from 'botbuilder-core';
import type { KeyedQueue } from '../keyed-queue.js';
import type { RecordStore } from '../storage/record-store.js';
import type { ConversationRecord, Conversations, IncomingActivity } from './conversation.js';
import { append, apply, type LogChange } from './log.js';

/** Runs the bot on one activity; returns what it did to the log, and the bot's state after it. Never rejects. */
export type RunTurn = (
  record: ConversationRecord,
  activity: Partial<Activity>,
) => Promise<{ changes: LogChange[]; state: Record<string, unknown> }>;

/** What the conversations of this process stand on. */
export interface ConversationsOptions {
  store: RecordStore;
  queue: Pick<KeyedQueue, 'run'>;
  runTurn: RunTurn;
  now: () => Date;
  /** Unguessable id, at least 128 bit. */
  newId: () => string;
}

const REMEMBERED_DELIVERIES = 50;

/** Conversations kept in the record store, one record each; turns of one conversation run one after another. */
export function createConversations({ store, queue, runTurn, now, newId }: ConversationsOptions): Conversations {
  const events = new EventEmitter().setMaxListeners(0);
  const keyOf = (id: string) => `conversation/${id}`;
  const read = async (id: string) => store.read<ConversationRecord>(keyOf(id));

  /** Loads the record, lets `change` work on it, writes it once, tells the listeners. */
  const update = <T>(id: string, change: (record: ConversationRecord) => Promise<T>): Promise<T | undefined> =>
    queue.run(id, async () => {
      const held = await read(id);
      if (!held) return undefined;
      const before = held.value.seq;
      const result = await change(held.value);
      if (held.value.seq === before) return result;
      await store.write(keyOf(id), held.value, { eTag: held.eTag });
      events.emit(id, 'grown');
      return result;
    });

  const takeTurn = async (record: ConversationRecord, activity: Partial<Activity>) => {
    const { changes, state } = await runTurn(record, activity);
    for (const change of changes) apply(record, change, now(), newId);
    record.state = state;
  };

  return {
    open: async ({ channelId, userId, locale }) => {
      const record = newRecord(newId(), channelId, userId, locale, now());
      await queue.run(record.id, async () => {
        await takeTurn(record, joined(record));
        await store.write(keyOf(record.id), record, 'absent');
      });
      return record;
    },
    get: async (id) => (await read(id))?.value,
    receive: (id, activity) =>
      update(id, async (record) => {
        const clientId = clientIdOf(activity);
        const known = clientId && record.accepted.find((delivery) => delivery.clientId === clientId);
        if (known) return { id: known.id };
        const logged = append(record, activity, now(), newId);
        if (clientId) record.accepted = [...record.accepted, { clientId, id: logged.id }].slice(-REMEMBERED_DELIVERIES);
        if (activity.type !== 'typing') await takeTurn(record, logged);
        return { id: logged.id };
      }),
    post: async (id, activity) => {
      const posted = await update(id, async (record) => Boolean(append(record, activity, now(), newId)));
      return posted ?? false;
    },
    subscribe: (id, listener) => {
      events.on(id, listener);
      return () => events.off(id, listener);
    },
    delete: async (id) => {
      await queue.run(id, () => store.delete(keyOf(id)));
      events.emit(id, 'deleted');
    },
  };
}

function newRecord(id: string, channelId: string, userId: string, locale: string, now: Date): ConversationRecord {
  const createdAt = now.toISOString();
  return { id, channelId, user: { id: userId }, locale, createdAt, seq: 0, log: [], accepted: [], state: {} };
}

/** The event that makes the bot greet: the user has joined the conversation. */
function joined(record: ConversationRecord): Partial<Activity> {
  return {
    type: 'conversationUpdate',
    membersAdded: [{ id: record.user.id, name: '' }],
    from: { id: record.user.id, name: '', role: 'user' },
    locale: record.locale,
  };
}

function clientIdOf(activity: IncomingActivity): string | undefined {
  const id: unknown = activity.channelData?.clientActivityID ?? activity.id;
  return typeof id === 'string' && id.length > 0 ? id : undefined;
}
