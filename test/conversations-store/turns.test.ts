import { expect, it } from 'vitest';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { type RecordStore, StorageUnavailableError } from '../../bot/storage/record-store.js';
import { answered, type Count, countingBot, countingConversations, textsOf, typed } from './counting-bot.js';

const opening = { channelId: 'directline', userId: 'user', locale: 'ja-JP' };

it('loses none of 2,500 messages: 500 conversations, five messages at once in each', async () => {
  const conversations = countingConversations({
    store: new MemoryStore(Date.now),
    queue: new KeyedQueue(),
    runTurn: countingBot(1),
  });
  const ids = await Promise.all(Array.from({ length: 500 }, async () => (await conversations.open(opening)).id));
  await Promise.all(ids.flatMap((id) => [1, 2, 3, 4, 5].map((n) => conversations.receive(id, typed(`m${n}`)))));
  const counts = await Promise.all(ids.map(async (id) => (await conversations.get(id))!.state as unknown as Count));
  expect(counts).toEqual(Array(500).fill({ count: 5 }));
});

it('acknowledges nothing, shows nothing and tells nobody when the write fails; the next try takes it once', async () => {
  const store = new MemoryStore(Date.now);
  let broken = false;
  const failing: RecordStore = Object.assign(Object.create(store) as RecordStore, {
    write: async (...args: Parameters<RecordStore['write']>) => {
      if (broken) throw new StorageUnavailableError('writing', new Error('ENOSPC'));
      return store.write(...args);
    },
  });
  const conversations = countingConversations({ store: failing, queue: new KeyedQueue() });
  const { id } = await conversations.open(opening);
  const heard: string[] = [];
  conversations.subscribe(id, (event) => heard.push(event));
  broken = true;
  await expect(conversations.receive(id, typed('a'))).rejects.toThrow(StorageUnavailableError);
  await expect(conversations.open(opening)).rejects.toThrow(StorageUnavailableError);
  expect(textsOf(await conversations.get(id))).toEqual([]);
  expect(heard).toEqual([]);
  broken = false;
  await conversations.receive(id, typed('a'));
  expect(textsOf(await conversations.get(id))).toEqual(answered(['a']));
  expect(heard).toEqual(['grown']);
});

it('goes on when a listener throws', async () => {
  const conversations = countingConversations({ store: new MemoryStore(Date.now), queue: new KeyedQueue() });
  const { id } = await conversations.open(opening);
  const heard: string[] = [];
  const warned = new Promise((resolve) => process.once('warning', resolve));
  conversations.subscribe(id, () => {
    throw new Error('a broken socket');
  });
  const stop = conversations.subscribe(id, (event) => heard.push(event));
  await conversations.receive(id, typed('a'));
  expect(await warned).toMatchObject({ message: 'a broken socket' });
  stop();
  await conversations.receive(id, typed('b'));
  expect(heard).toEqual(['grown']);
});

it('remembers the newest 50 deliveries', async () => {
  const conversations = countingConversations({ store: new MemoryStore(Date.now), queue: new KeyedQueue() });
  const { id } = await conversations.open(opening);
  for (let n = 0; n < 60; n += 1) await conversations.receive(id, typed(`m${n}`));
  for (let n = 10; n < 60; n += 1) await conversations.receive(id, typed(`m${n}`));
  expect(((await conversations.get(id))!.state as unknown as Count).count).toBe(60);
});

it('takes messages without a client id each time, and keeps a typing sign without a turn', async () => {
  const conversations = countingConversations({ store: new MemoryStore(Date.now), queue: new KeyedQueue() });
  const { id } = await conversations.open(opening);
  for (let n = 0; n < 2; n += 1) await conversations.receive(id, { type: 'message', text: 'a' });
  await conversations.receive(id, { type: 'typing' });
  const record = (await conversations.get(id))!;
  expect(record.log.map(({ activity }) => activity.type)).toEqual([...Array(4).fill('message'), 'typing']);
  expect((record.state as unknown as Count).count).toBe(2);
});
