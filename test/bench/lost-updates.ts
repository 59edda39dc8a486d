import { setTimeout as delay } from 'node:timers/promises';
import { type Activity, ActivityHandler, ConversationState, MemoryStorage, type StoreItems } from 'botbuilder';
import { createConversations } from '../../bot/conversations/local-conversations.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { newId } from '../../bot/new-id.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { addressed, ListAdapter } from './floors/shipped-bot.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const AT_ONCE = 10;

/** Messages of one conversation that come at once: each must count. */
export const lostUpdates: Bench = {
  name: 'lost-updates',
  what: '300 messages of one conversation, 10 at a time: how many are lost by the bot / by state as shipped',
  run,
};

async function run({ short }: Effort): Promise<BenchResult> {
  const messages = short ? 30 : 300;
  const lost = messages - (await countOurs(messages));
  mustHold(lost === 0, `${lost} of ${messages} messages were lost`);
  const shipped = messages - (await countShipped(messages));
  const rows = [
    { name: 'the bot', unit: 'lost' as const, p50: lost },
    { name: 'ConversationState as shipped', unit: 'lost' as const, p50: shipped, floor: true },
  ];
  return { bench: 'lost-updates', rows, ratios: [], checked: [`0 of ${messages} lost, ${AT_ONCE} at a time`] };
}

async function allAtOnce(messages: number, send: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < messages; n += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, send));
}

async function countOurs(messages: number): Promise<number> {
  const now = () => new Date();
  const conversations = createConversations({
    store: new MemoryStore(Date.now),
    queue: new KeyedQueue(),
    now,
    newId,
    runTurn: async (record, { type }) => {
      const count = Number(record.state.count ?? 0) + (type === 'message' ? 1 : 0);
      await delay(1);
      return { changes: [], state: { count } };
    },
  });
  const { id } = await conversations.open({ channelId: 'bench', userId: 'u', locale: 'ja' });
  await allAtOnce(messages, () => conversations.receive(id, { type: 'message', text: 'x' }));
  return Number((await conversations.get(id))?.state.count);
}

async function countShipped(messages: number): Promise<number> {
  const state = new ConversationState(new SlowStorage());
  const talk = state.createProperty<{ count: number }>('talk');
  const handler = new ActivityHandler();
  let seen = 0;
  handler.onMessage(async (context) => {
    const held = await talk.get(context, { count: 0 });
    seen = Math.max(seen, ++held.count);
    await state.saveChanges(context);
  });
  const adapter = new ListAdapter();
  const activity: Partial<Activity> = addressed('u', { text: 'x' });
  await allAtOnce(messages, () => adapter.take({ ...activity }, (context) => handler.run(context)));
  return seen;
}

/** As far away as a database is. */
class SlowStorage extends MemoryStorage {
  override async read(keys: string[]): Promise<StoreItems> {
    const items = await super.read(keys);
    await delay(1);
    return items;
  }
}
