import type { Activity } from 'botbuilder-core';
import { afterEach, describe, expect, it } from 'vitest';
import { createAssistant } from '../../bot/assistant.js';
import { createConversations } from '../../bot/conversations/local-conversations.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { newId } from '../../bot/new-id.js';
import { resultPages } from '../../bot/result-pages.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { type Expect, StorageUnavailableError } from '../../bot/storage/record-store.js';
import { loadTexts } from '../../bot/texts.js';
import { personal, startTeamsSide, type TeamsSide } from '../bot-framework/support/teams-side.js';
import { openHouse } from '../support/house.js';
import { testLive } from '../support/live.js';
import { entityOf, IN_PERIOD, startTalk } from '../support/talk.js';

/** A store in which another process can come in between a turn and its write, or the disk can be full for once. */
class DisturbedStore extends MemoryStore {
  /** What happens to the next write of a conversation. */
  next: 'conflict' | 'failure' | undefined;

  override async write<T>(key: string, value: T, expect: Expect): Promise<string> {
    const disturbance = key.startsWith('conversation/') ? this.next : undefined;
    if (disturbance) this.next = undefined;
    if (disturbance === 'failure') throw new StorageUnavailableError('writing', new Error('ENOSPC'));
    if (disturbance === 'conflict') await super.write(key, (await super.read(key))!.value, 'any');
    return super.write(key, value, expect);
  }
}

const PAGE = /\/result\/([\w-]+)\)/;
const sides: TeamsSide[] = [];
afterEach(async () => {
  await Promise.all(sides.splice(0).map((side) => side.stop()));
});

async function assistantOver(store: MemoryStore) {
  const live = await testLive();
  const texts = loadTexts('locales');
  const now = () => IN_PERIOD;
  const results = resultPages({
    store,
    texts,
    live: () => live,
    now,
    secret: 'x'.repeat(32),
    baseUrl: () => 'http://localhost/',
    styleUrl: () => '/s.css',
  });
  const onError = (error: unknown) => {
    throw error;
  };
  const assistant = createAssistant({ texts, live: () => live, now, keepResult: results.keep, onError });
  return { ...assistant, page: results.page };
}

async function openWeb() {
  const store = new DisturbedStore(() => IN_PERIOD.getTime());
  const { runTurn, page } = await assistantOver(store);
  const conversations = createConversations({ store, queue: new KeyedQueue(), runTurn, now: () => IN_PERIOD, newId });
  const talk = await startTalk({ conversations });
  await talk.press({ command: 'quiz' });
  await talk.press({ criterion: 'legal-form', answer: 'other' });
  const early = (clientActivityID?: string): Partial<Activity> => ({
    value: { command: 'result' },
    channelData: { clientActivityID },
  });
  return { store, talk, early, page };
}

async function pagesIn(store: MemoryStore): Promise<string[]> {
  return (await store.list('result')).map((key) => key.slice('result/'.length));
}

describe('a turn that is run twice keeps one result page', () => {
  it('when another process has come in between', async () => {
    const { store, talk, early, page } = await openWeb();
    store.next = 'conflict';
    const [told] = await talk.send(early());
    expect(store.next).toBeUndefined();
    const pages = await pagesIn(store);
    expect(pages).toEqual([PAGE.exec(told?.text ?? '')?.[1]]);
    expect(await page(pages[0]!)).toContain('Ⅲ.2(1)①');
  });

  it('when it was not stored, and the client sends it again', async () => {
    const { store, talk, early } = await openWeb();
    store.next = 'failure';
    await expect(talk.send(early('c1'))).rejects.toThrow(StorageUnavailableError);
    const [told] = await talk.send(early('c1'));
    expect(await pagesIn(store)).toEqual([PAGE.exec(told?.text ?? '')?.[1]]);
  });

  it('but each turn its own: with another answer it is another page', async () => {
    const { store, talk, early } = await openWeb();
    const [first] = await talk.send(early('c1'));
    const [second] = await talk.send(early('c2'));
    const told = [first, second].map((reply) => PAGE.exec(reply?.text ?? '')?.[1]);
    expect(new Set(told).size).toBe(2);
    expect((await pagesIn(store)).sort()).toEqual([...told].sort());
  });

  it('in Teams too', async () => {
    const store = new DisturbedStore(Date.now);
    const side = await startTeamsSide({ store, assistant: await assistantOver(store) });
    sides.push(side);
    await side.say(personal('申込資格を確かめる'));
    await side.say(personal('株式会社'));
    store.next = 'conflict';
    const replies = await side.say(personal('結果を見る'));
    expect(store.next).toBeUndefined();
    expect(JSON.stringify(replies)).toContain('/result/');
    expect(await pagesIn(store)).toHaveLength(1);
  });
});

describe('a turn that is run twice asks the staff once', () => {
  it.each(['conflict', 'failure'] as const)('after a %s', async (disturbance) => {
    const store = new DisturbedStore(() => IN_PERIOD.getTime());
    const house = await openHouse({ now: () => IN_PERIOD, store });
    const talk = await startTalk({ house });
    await talk.say('海外の大学の紹介料はいくらですか');
    const [form] = await talk.press({ question: 'new' });
    const { data } = (form!.attachments![0]!.content as { actions: { data: object }[] }).actions[0]!;
    const send = () => talk.press({ ...data, text: '紹介料はいくらですか', company: '' });
    store.next = disturbance;
    const first = await send().catch(() => send());
    expect(store.next).toBeUndefined();
    const { number } = entityOf<{ number: string }>(first, 'handoff')!;
    expect(await store.list('question')).toEqual([`question/${number}`]);
  });
});

it('a client that counts its messages from 1 again after long is heard again', async () => {
  const { talk } = await openWeb();
  const say = (text: string, clientActivityID: string) => talk.send({ text, channelData: { clientActivityID } });
  for (let at = 0; at < 60; at += 1) await say('費用はかかりますか', String(at));
  const { log } = (await talk.conversations.get(talk.id))!;
  await say('費用はかかりますか', '0');
  const after = (await talk.conversations.get(talk.id))!.log;
  expect(after.length).toBeGreaterThan(log.length);
  const ids = after.map(({ activity }) => activity.id);
  expect(new Set(ids).size).toBe(ids.length);
});
