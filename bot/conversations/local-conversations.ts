import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder-core';
import { ConflictError, type Expect, type RecordStore, type Stored } from '../storage/record-store.js';
import type { ConversationRecord, Conversations, IncomingActivity } from './conversation.js';
import type { Hints } from './hints.js';
import { Listeners } from './listeners.js';
import { append, apply, LOG_LIMIT, type LogChange } from './log.js';
import { joined, newRecord } from './new-record.js';
import { RecentRecords } from './recent-records.js';

/** Runs the bot on one activity; returns what it did to the log, and the bot's state after it. Never rejects. */
export type RunTurn = (
  record: ConversationRecord,
  activity: Partial<Activity>,
) => Promise<{ changes: LogChange[]; state: Record<string, unknown> }>;

/** Runs tasks of one key strictly one after another, in all processes that share the store. */
export interface TurnQueue {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** What the conversations of this process stand on. */
export interface ConversationsOptions {
  store: RecordStore;
  queue: TurnQueue;
  runTurn: RunTurn;
  now: () => Date;
  /** Unguessable id, at least 128 bit. */
  newId: () => string;
  /** Needed when several processes share the store. */
  hints?: Hints;
}

/** Conversations kept in the record store, one record each; turns of one conversation run one after another. */
export function createConversations(options: ConversationsOptions): Conversations {
  return new StoredConversations(options);
}

type Change<T> = (record: ConversationRecord) => Promise<T>;

const REMEMBERED_DELIVERIES = 50;
/** A conflict means that another process's lock broke with its connection: that happens once or twice, not for ever. */
const ATTEMPTS = 5;

class StoredConversations implements Conversations {
  private readonly listeners = new Listeners();
  /** With several processes, another one may have written last. */
  private readonly recent: RecentRecords | undefined;

  constructor(private readonly its: ConversationsOptions) {
    if (!its.hints) this.recent = new RecentRecords(() => its.now().getTime());
    its.hints?.hear((hint) => {
      if (hint === 'any') void this.wakeAll();
      else this.listeners.tell(hint.id, hint.event);
    });
  }

  async open({ channelId, userId, locale }: { channelId: string; userId: string; locale: string }) {
    const record = newRecord({ id: this.its.newId(), channelId, userId, locale, now: this.its.now() });
    await this.its.queue.run(record.id, async () => {
      await this.takeTurn(record, joined(record));
      await this.write(record, 'absent');
    });
    return record;
  }

  async get(id: string): Promise<ConversationRecord | undefined> {
    return (await this.read(id))?.value;
  }

  receive(id: string, activity: IncomingActivity): Promise<{ id: string } | undefined> {
    const clientId = clientIdOf(activity);
    const name = clientId ? deliveryName(id, clientId) : this.its.newId();
    return this.update(id, async (record) => {
      const { id, logged } = this.accept(record, clientId, activity, name);
      if (logged && activity.type !== 'typing') await this.takeTurn(record, logged);
      return { id };
    });
  }

  async post(id: string, activity: Partial<Activity>): Promise<boolean> {
    const postId = activity.id && `post:${activity.id}`;
    return (await this.update(id, async (record) => Boolean(this.accept(record, postId, activity)))) ?? false;
  }

  subscribe(id: string, listener: (event: 'grown' | 'deleted') => void): () => void {
    return this.listeners.add(id, listener);
  }

  async delete(id: string): Promise<void> {
    if (!POSSIBLE_ID.test(id)) return;
    await this.its.queue.run(id, () => {
      this.recent?.forget(id);
      return this.its.store.delete(keyOf(id));
    });
    this.tell(id, 'deleted');
  }

  discardUnspoken(id: string): Promise<boolean> {
    return this.its.queue.run(id, async () => {
      const held = await this.read(id);
      if (!held || !isUnspoken(held.value)) return false;
      this.recent?.forget(id);
      try {
        await this.its.store.delete(keyOf(id), { eTag: held.eTag });
      } catch (error) {
        if (error instanceof ConflictError) return false;
        throw error;
      }
      this.tell(id, 'deleted');
      return true;
    });
  }

  private async update<T>(id: string, change: Change<T>): Promise<T | undefined> {
    if (!POSSIBLE_ID.test(id)) return undefined;
    return this.its.queue.run(id, () => this.attempt(id, change, ATTEMPTS));
  }

  /** Loads the record, lets `change` work on it, writes it once; again from the start if it has changed meanwhile. */
  private async attempt<T>(id: string, change: Change<T>, left: number): Promise<T | undefined> {
    const held = await this.read(id);
    if (!held) return undefined;
    const record = { ...held.value, log: [...held.value.log] };
    const result = await change(record);
    if (record.seq === held.value.seq) return result;
    try {
      await this.write(record, { eTag: held.eTag });
    } catch (error) {
      if (!(error instanceof ConflictError) || left <= 1) throw error;
      return this.attempt(id, change, left - 1);
    }
    this.tell(id, 'grown');
    return result;
  }

  /** Logs an activity unless the same delivery was logged before; then gives only the id that it got. */
  private accept(
    record: ConversationRecord,
    clientId: string | undefined,
    activity: Partial<Activity>,
    name = this.its.newId(),
  ) {
    const known = record.accepted.find((delivery) => delivery.clientId === clientId);
    if (known) return { id: known.id };
    // A client that counts its messages anew, long after, means another one.
    const isFree = record.log.every((row) => row.activity.id !== name);
    const logged = append(record, activity, this.its.now(), () => (isFree ? name : this.its.newId()));
    if (clientId) record.accepted = [...record.accepted, { clientId, id: logged.id }].slice(-REMEMBERED_DELIVERIES);
    return { id: logged.id, logged };
  }

  private async takeTurn(record: ConversationRecord, activity: Partial<Activity>): Promise<void> {
    const { changes, state } = await this.its.runTurn(record, activity);
    for (const change of changes) apply(record, change, this.its.now(), this.its.newId);
    record.state = state;
  }

  private async read(id: string): Promise<Pick<Stored<ConversationRecord>, 'value' | 'eTag'> | undefined> {
    if (!POSSIBLE_ID.test(id)) return undefined;
    return this.recent?.get(id) ?? this.its.store.read<ConversationRecord>(keyOf(id));
  }

  /** Not remembered until it is written: after a failure only the store knows what holds. */
  private async write(record: ConversationRecord, expect: Expect): Promise<void> {
    this.recent?.forget(record.id);
    const eTag = await this.its.store.write(keyOf(record.id), record, expect);
    this.recent?.keep(record.id, { value: record, eTag });
  }

  private tell(id: string, event: 'grown' | 'deleted'): void {
    this.listeners.tell(id, event);
    this.its.hints?.tell(id, event);
  }

  /** After hints were lost: looks what became of the conversations that have listeners here. */
  private async wakeAll(): Promise<void> {
    for (const id of this.listeners.ids()) {
      const found = await this.read(id).catch(() => 'unknown');
      this.listeners.tell(id, found ? 'grown' : 'deleted');
    }
  }
}

/** Ids come from outside too: whatever no store could hold is no conversation. */
const POSSIBLE_ID = /^[\w.:|@-]{1,200}$/;

/** Whether nobody has ever spoken. Records of other channels lie in the same place, without a log: of these nobody knows. */
function isUnspoken({ log, seq }: Partial<ConversationRecord>): boolean {
  if (!log || seq === undefined || seq >= LOG_LIMIT) return false;
  return !log.some(({ activity }) => activity.type === 'message' && activity.from?.role === 'user');
}

function keyOf(id: string): string {
  return `conversation/${id}`;
}

/** The id of an activity: the same each time that its turn is run, so that what the turn makes elsewhere is made once. */
function deliveryName(conversation: string, clientId: string): string {
  return createHash('sha256').update(`${conversation} ${clientId}`).digest('base64url').slice(0, 22);
}

function clientIdOf(activity: IncomingActivity): string | undefined {
  const id: unknown = activity.channelData?.clientActivityID ?? activity.id;
  return typeof id === 'string' && id.length > 0 ? id : undefined;
}
