import type { Activity } from 'botbuilder-core';
import type { Conversations } from '../../bot/conversations/conversation.js';
import type { StaffLoop } from '../../bot/staff/staff-loop.js';
import { type House, openHouse } from './house.js';

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
  /** A house to talk in, with its staff; else the conversations, else a house of its own. */
  house?: House;
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
  /** The staff's side, where the house is known. */
  staff?: StaffLoop;
  /** What came since the last reply without being asked for, once everything due is delivered. */
  later(): Promise<Partial<Activity>[]>;
  errors: unknown[];
}

/** The conversations of a bot with the real knowledge, in memory. */
export async function testConversations(now: Date, errors: unknown[] = []): Promise<Conversations> {
  return (await openHouse({ now: () => now, errors })).conversations;
}

/** Starts a conversation with the real bot and the real knowledge. */
export async function startTalk({
  locale = 'ja-JP',
  now = IN_PERIOD,
  channelId = 'directline',
  ...given
}: TalkOptions = {}): Promise<Talk> {
  const errors: unknown[] = [];
  const house = given.house ?? (given.conversations ? undefined : await openHouse({ now: () => now, errors }));
  const conversations = given.conversations ?? house!.conversations;
  const { id, log } = await conversations.open({ channelId, userId: 'dl_test', locale });
  const seen = new Set(log.map((row) => row.activity.id));
  // What takes the place of an earlier message keeps its id, and is no reply.
  const fresh = async () => {
    const rows = (await conversations.get(id))!.log.filter(({ activity }) => !seen.has(activity.id));
    for (const { activity } of rows) seen.add(activity.id);
    return rows.map((row) => row.activity);
  };
  const send = async (activity: Partial<Activity>) => {
    await fresh();
    await conversations.receive(id, { type: 'message', ...activity } as never);
    return (await fresh()).slice(1);
  };
  const from = { id: 'dl_test', name: '', role: 'user' };
  return {
    id,
    conversations,
    greeting: log.map((row) => row.activity),
    send,
    say: (text) => send({ text, from }),
    press: (value) => send({ value, from }),
    staff: house?.staff,
    later: async () => {
      await house?.staff.idle();
      return fresh();
    },
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
