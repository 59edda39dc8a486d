import type { Activity } from 'botbuilder-core';
import { createAssistant, newId } from '../../bot/assistant.js';
import type { Conversations } from '../../bot/conversations/conversation.js';
import { createConversations } from '../../bot/conversations/local-conversations.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { loadTexts } from '../../bot/texts.js';
import { testLive } from './live.js';

/** A moment within the support period, on a business day, with the phone line open. */
export const IN_PERIOD = new Date('2025-10-15T10:30:00+09:00');
/** A moment after the support period. */
export const AFTER_PERIOD = new Date('2026-11-22T10:30:00+09:00');

/** What to start a conversation with. */
export interface TalkOptions {
  locale?: string;
  now?: Date;
  channelId?: string;
  conversations?: Conversations;
}

/** A conversation with the real bot, without any transport. */
export interface Talk {
  id: string;
  conversations: Conversations;
  greeting: Partial<Activity>[];
  /** Types a text; returns the replies. */
  say(text: string): Promise<Partial<Activity>[]>;
  /** Presses a button: sends a value. */
  press(value: unknown): Promise<Partial<Activity>[]>;
  send(activity: Partial<Activity>): Promise<Partial<Activity>[]>;
  errors: unknown[];
}

/** The conversations of a bot with the real knowledge, in memory. */
export async function testConversations(now: Date, errors: unknown[] = []): Promise<Conversations> {
  const live = await testLive();
  const { runTurn } = createAssistant({
    texts: loadTexts('locales'),
    live: () => live,
    now: () => now,
    onError: (error) => errors.push(error),
  });
  return createConversations({
    store: new MemoryStore(() => now.getTime()),
    queue: new KeyedQueue(),
    runTurn,
    now: () => now,
    newId,
  });
}

/** Starts a conversation with the real bot and the real knowledge. */
export async function startTalk({
  locale = 'ja-JP',
  now = IN_PERIOD,
  channelId = 'directline',
  ...given
}: TalkOptions = {}): Promise<Talk> {
  const errors: unknown[] = [];
  const conversations = given.conversations ?? (await testConversations(now, errors));
  const { id, log } = await conversations.open({ channelId, userId: 'dl_test', locale });
  const send = async (activity: Partial<Activity>) => {
    const before = (await conversations.get(id))!.seq;
    await conversations.receive(id, { type: 'message', ...activity } as never);
    const after = (await conversations.get(id))!.log.filter(({ seq }) => seq > before).map((row) => row.activity);
    return after.slice(1);
  };
  const from = { id: 'dl_test', name: '', role: 'user' };
  return {
    id,
    conversations,
    greeting: log.map((row) => row.activity),
    send,
    say: (text) => send({ text, from }),
    press: (value) => send({ value, from }),
    errors,
  };
}

/** The entity of a type on the first reply that has one. */
export function entityOf<T = Record<string, unknown>>(replies: Partial<Activity>[], type: string): T | undefined {
  return replies.flatMap((reply) => reply.entities ?? []).find((entity) => entity.type === type) as T | undefined;
}

/** All texts of the replies. */
export function textsOf(replies: Partial<Activity>[]): string[] {
  return replies.flatMap((reply) => reply.text ?? []);
}
