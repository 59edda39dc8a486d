import { beforeEach, describe, expect, it } from 'vitest';
import type { Conversations } from '../../bot/conversations/conversation.js';
import { ConversationRoom } from '../../bot/conversations/conversation-room.js';
import { createConversations } from '../../bot/conversations/local-conversations.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { scriptedBot } from '../support/scripted-bot.js';

const opening = { channelId: 'directline', userId: 'user', locale: 'ja' };
const typed = (text: string) => ({ type: 'message' as const, text, from: { id: 'user', name: '', role: 'user' } });

let time: number;
let ids: number;
let store: MemoryStore;
let conversations: Conversations;
let logged: string[];

beforeEach(() => {
  time = 0;
  ids = 0;
  logged = [];
  store = new MemoryStore(() => time);
  conversations = createConversations({
    store,
    queue: new KeyedQueue(),
    runTurn: scriptedBot(({ text }) => [{ text }]),
    now: () => new Date(time),
    newId: () => `id-${ids++}`,
  });
});

function room(most: number): ConversationRoom {
  const log = (_fields: object, message: string) => void logged.push(message);
  return new ConversationRoom({ store, conversations, most, now: () => time, log: { warn: log, error: log } });
}

/** Opens as a visitor does, one a second; undefined when there is no room. */
async function open(room: ConversationRoom): Promise<string | undefined> {
  time += 1_000;
  const taken = room.take();
  const id = taken ? (await conversations.open(opening)).id : undefined;
  await room.idle();
  return id;
}

describe('the room for conversations', () => {
  it('is kept by deleting those in which nobody has spoken, the longest unused first', async () => {
    const hall = room(100);
    const opened: string[] = [];
    for (let at = 0; at < 500; at += 1) {
      const id = await open(hall);
      expect(id).toBeDefined();
      opened.push(id!);
      if (at % 10 === 0) await conversations.receive(id!, typed('費用は'));
      expect((await store.list('conversation')).length).toBeLessThanOrEqual(100);
    }
    const stored = new Set(await store.list('conversation'));
    const isThere = (id: string) => stored.has(`conversation/${id}`);
    expect(opened.filter((_id, at) => at % 10 === 0).every(isThere)).toBe(true);
    expect(opened.slice(-30).every(isThere)).toBe(true);
    expect(opened.slice(0, 400).filter(isThere)).toHaveLength(40);
    expect(logged.every((line) => line.startsWith('nearly full'))).toBe(true);
  });

  it('is refused when somebody has spoken in all of them, and the operator is told; nothing said is lost', async () => {
    const hall = room(20);
    for (let at = 0; at < 20; at += 1) await conversations.receive((await open(hall))!, typed('費用は'));
    expect(await open(hall)).toBeUndefined();
    expect(await store.list('conversation')).toHaveLength(20);
    time += 600_000;
    expect(await open(hall)).toBeUndefined();
    expect(logged.at(-1)).toContain('MAX_CONVERSATIONS');
  });

  it('is there again when conversations have been deleted', async () => {
    const hall = room(20);
    const all: string[] = [];
    for (let at = 0; at < 20; at += 1) {
      all.push((await open(hall))!);
      await conversations.receive(all.at(-1)!, typed('費用は'));
    }
    expect(await open(hall)).toBeUndefined();
    for (const id of all.slice(0, 10)) await conversations.delete(id);
    time += 600_000;
    await open(hall);
    expect(await open(hall)).toBeDefined();
  });

  it('counts what was stored before the start, and touches no record of other channels', async () => {
    for (let at = 0; at < 30; at += 1) await store.write(`conversation/msteams:a:${at}`, { outbox: [] }, 'absent');
    const hall = room(20);
    await open(hall);
    expect(await open(hall)).toBeUndefined();
    expect((await store.list('conversation')).filter((key) => key.includes('msteams'))).toHaveLength(30);
  });

  it('tells the window that shows a deleted conversation', async () => {
    const { id } = await conversations.open(opening);
    const heard: string[] = [];
    conversations.subscribe(id, (event) => heard.push(event));
    expect(await conversations.discardUnspoken(id)).toBe(true);
    expect(heard).toEqual(['deleted']);
    expect(await conversations.discardUnspoken(id)).toBe(false);
  });
});
