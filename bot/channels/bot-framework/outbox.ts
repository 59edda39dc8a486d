import type { TurnQueue } from '../../conversations/local-conversations.js';
import { ConflictError, type RecordStore } from '../../storage/record-store.js';
import { type ChatRecord, keyOf, markOf, type Outgoing, settle } from './chat-record.js';
import type { Connector } from './connector.js';
import type { Manner } from './manner.js';

/** What replies are sent with. */
export interface OutboxOptions {
  store: RecordStore;
  queue: TurnQueue;
  connector: Connector;
  mannerOf: (channelId: string | undefined) => Manner;
  /** Whether no other process shares the store. */
  alone?: boolean;
  /** Told of each message that could not be sent, and of trouble with the store. Given no text. */
  onError: (error: unknown) => void;
}

/**
 * Sends what stands in the conversations' outboxes, in order, beside the turns: a slow channel keeps nobody waiting but
 * itself. A message leaves the outbox when the channel has it, or has refused it for good. So after a crash a reply may come
 * twice (its receipt was lost), but none is forgotten.
 */
export class Outbox {
  private readonly under = new Set<Promise<void>>();
  /** Conversations that are noted; kept noted for a while by a process that is alone, for they will be again. */
  private readonly noted = new Set<string>();

  constructor(private readonly its: OutboxOptions) {}

  /** Notes durably that the conversation will have something to send; before its record is written. */
  async mark(name: string): Promise<void> {
    if (this.noted.has(name)) return;
    await this.its.store.write(markOf(name), {}, 'any');
    if (this.its.alone) this.noted.add(name);
  }

  /** Begins to send. */
  flush(name: string): void {
    const work = this.its.queue.run(`outbox:${name}`, () => this.empty(name)).catch(this.its.onError);
    this.under.add(work);
    void work.finally(() => this.under.delete(work));
  }

  /** Takes up what another process has left behind, noted before `before` (milliseconds since the epoch; default: all). */
  async resume(before?: number): Promise<void> {
    for (const key of await this.its.store.list('unsent', { before })) this.flush(key.slice(markOf('').length));
  }

  /** Resolves when nothing is being sent, and nothing is noted any more that was. */
  async idle(): Promise<void> {
    while (this.under.size > 0) await Promise.all(this.under);
    await this.tidy();
  }

  /** Takes back the notes of conversations that have nothing to send. */
  async tidy(): Promise<void> {
    for (const name of this.noted) await this.unmark(name);
  }

  private async empty(name: string): Promise<void> {
    let record = (await this.its.store.read<ChatRecord>(keyOf(name)))?.value;
    for (let next = record?.outbox[0]; record && next; next = record?.outbox[0]) {
      const sent = next;
      const id = await this.deliver(record, sent);
      record = await this.its.queue.run(name, () => this.settled(name, sent, id));
    }
    if (!this.noted.has(name)) await this.unmark(name);
  }

  private async deliver({ reference }: ChatRecord, { change }: Outgoing): Promise<string | undefined> {
    const to = { serviceUrl: reference.serviceUrl ?? '', conversationId: reference.conversation?.id ?? '' };
    const { connector } = this.its;
    try {
      if (change.kind === 'append') return (await connector.send(to, change.activity)).id;
      if (change.kind === 'update') await connector.update(to, change.activity.id, change.activity);
      else await connector.remove(to, change.id);
    } catch (error) {
      this.its.onError(error);
    }
    return undefined;
  }

  private async settled(name: string, item: Outgoing, id: string | undefined): Promise<ChatRecord | undefined> {
    const held = await this.its.store.read<ChatRecord>(keyOf(name));
    if (!held) return undefined;
    const manner = this.its.mannerOf(held.value.reference.channelId);
    settle(held.value, item, id, item.change.kind === 'append' && manner.hasButtons(item.change.activity));
    try {
      await this.its.store.write(keyOf(name), held.value, { eTag: held.eTag });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return this.settled(name, item, id);
    }
    return held.value;
  }

  /** In the turns' queue, so that no turn that has just marked is unmarked. */
  private async unmark(name: string): Promise<void> {
    await this.its.queue.run(name, async () => {
      const held = await this.its.store.read<ChatRecord>(keyOf(name));
      if (held?.value.outbox.length) return;
      this.noted.delete(name);
      await this.its.store.delete(markOf(name));
    });
  }
}
