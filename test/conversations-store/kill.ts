import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConversationRecord } from '../../bot/conversations/conversation.js';
import type { RecordStore } from '../../bot/storage/record-store.js';
import { answered, type Count, textsOf } from './counting-bot.js';
import { type ChildOptions, ReplicaProcess } from './replica-process.js';

/** How often the process is killed: 20 times, or as many as KILL_ROUNDS says. */
const KILL_ROUNDS = Number(process.env.KILL_ROUNDS ?? 20);
const USERS = 8;

/** What is killed. */
export interface Victim {
  name: string;
  /** Part of the rounds that it gets. */
  share?: number;
  start(): Promise<ChildOptions>;
  stop(): Promise<void>;
  /** The store as it is found after the last kill. */
  open(): Promise<RecordStore>;
}

/** A user who sends the next message once the last one was acknowledged, and the same again when it was not. */
interface User {
  id: string;
  acknowledged: number;
}

/** Kills the process at random moments under load; proves that nothing acknowledged is lost or doubled. */
export function survivesKills(victim: Victim): void {
  let options: ChildOptions;
  const rounds = Math.ceil(KILL_ROUNDS * (victim.share ?? 1));
  beforeAll(async () => {
    options = await victim.start();
  });
  afterAll(() => victim.stop());

  it(`${victim.name}: loses and doubles nothing over ${rounds} kills`, {
    timeout: rounds * 20_000,
  }, async () => {
    const users: User[] = [];
    const damaged: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const replica = await ReplicaProcess.start(options);
      while (users.length < USERS) users.push({ id: await replica.open(), acknowledged: 0 });
      await talkUntilKilled(replica, users);
      damaged.push(...replica.quarantined);
    }
    const store = await victim.open();
    for (const user of users) await checkUser(store, user);
    await store.close();
    expect(damaged).toEqual([]);
    const acknowledged = users.reduce((sum, user) => sum + user.acknowledged, 0);
    console.log(`${victim.name}: ${rounds} kills, ${acknowledged} acknowledged messages, 0 lost, 0 doubled`);
    expect(acknowledged).toBeGreaterThan(rounds);
  });
}

/** The kill comes some milliseconds after one of the first 40 acknowledgements: anywhere in the turns under way. */
async function talkUntilKilled(replica: ReplicaProcess, users: User[]): Promise<void> {
  let left = Math.ceil(Math.random() * 40);
  const talk = async (user: User) => {
    for (;;) {
      const taken = await replica.receive(user.id, textOf(user, user.acknowledged)).catch(() => undefined);
      if (!taken) return;
      user.acknowledged += 1;
      left -= 1;
      if (left === 0) void delay(Math.random() * 10).then(() => replica.kill());
    }
  };
  await Promise.all(users.map(talk));
}

function textOf(user: User, n: number): string {
  return n % 5 === 0 ? `question ${user.id} ${n}` : `message ${n}`;
}

/** All acknowledged messages are there in order, each answered once; at most the one under way besides. */
async function checkUser(store: RecordStore, user: User): Promise<void> {
  const record = (await store.read<ConversationRecord>(`conversation/${user.id}`))!.value;
  const { count } = record.state as unknown as Count;
  expect([user.acknowledged, user.acknowledged + 1]).toContain(count);
  const texts = Array.from({ length: count }, (_, n) => textOf(user, n));
  const kept = textsOf(record);
  expect(kept).toEqual(answered(texts).slice(-kept.length));
  expect(kept.length).toBe(Math.min(count * 2, 400));
  for (let n = 0; n < user.acknowledged; n += 5) {
    expect((await store.read(`question/${textOf(user, n)}`))?.value, textOf(user, n)).toBe(textOf(user, n));
  }
}
