import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversations } from '../../bot/conversations/conversation.js';
import type { RunTurn } from '../../bot/conversations/local-conversations.js';
import type { RecordStore } from '../../bot/storage/record-store.js';
import { answered, type Count, countingBot, textsOf, typed } from './counting-bot.js';

/** A set-up of conversations under the contract: one process, or two that share a store. */
export interface Setup {
  name: string;
  start?(): Promise<void>;
  stop?(): Promise<void>;
  /** Processes that share one empty store; one or more. */
  open(runTurn: RunTurn): Promise<{ processes: Conversations[]; store: RecordStore }>;
  close(): Promise<void>;
}

/** What conversations promise, whatever they stand on. */
export function conversationsContract(setup: Setup): void {
  describe(`conversations: ${setup.name}`, () => {
    let some: Conversations[] = [];
    let store: RecordStore;
    let turn: RunTurn = countingBot();
    const at = (n: number) => some[n % some.length]!;
    const open = async () => (await at(0).open({ channelId: 'directline', userId: 'user', locale: 'ja-JP' })).id;
    beforeAll(async () => setup.start?.());
    afterAll(async () => setup.stop?.());
    beforeEach(async () => {
      turn = countingBot(2);
      const opened = await setup.open((record, activity) => turn(record, activity));
      some = opened.processes;
      store = opened.store;
      return () => setup.close();
    });

    it('runs 40 messages sent at once one after another, each answered once', async () => {
      const id = await open();
      const texts = Array.from({ length: 40 }, (_, n) => `m${n}`);
      await Promise.all(texts.map((text, n) => at(n).receive(id, typed(text))));
      const record = (await at(0).get(id))!;
      const order = textsOf(record).filter((text) => !text?.includes(':')) as string[];
      expect([...order].sort()).toEqual([...texts].sort());
      expect(textsOf(record)).toEqual(answered(order));
      expect((record.state as unknown as Count).count).toBe(40);
    });

    it('keeps the order in which one process got the messages', async () => {
      const id = await open();
      const texts = Array.from({ length: 20 }, (_, n) => `m${n}`);
      await Promise.all(texts.map((text) => at(0).receive(id, typed(text))));
      expect(textsOf(await at(0).get(id))).toEqual(answered(texts));
    });

    it('takes a message delivered ten times at once only once, and gives each delivery the same id', async () => {
      const id = await open();
      const taken = await Promise.all(Array.from({ length: 10 }, (_, n) => at(n).receive(id, typed('same', 'hello'))));
      expect(new Set(taken.map((one) => one?.id)).size).toBe(1);
      expect(textsOf(await at(1).get(id))).toEqual(answered(['hello']));
    });

    it('takes two presses with two ids as two', async () => {
      const id = await open();
      await Promise.all([at(0).receive(id, typed('a', 'press')), at(1).receive(id, typed('b', 'press'))]);
      expect(textsOf(await at(0).get(id))).toEqual(answered(['press', 'press']));
    });

    it('numbers the log without gap or double', async () => {
      const id = await open();
      await Promise.all(Array.from({ length: 15 }, (_, n) => at(n).receive(id, typed(`m${n}`))));
      const record = (await at(0).get(id))!;
      expect(record.log.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      expect(record.seq).toBe(30);
    });

    it('lets different conversations run side by side', async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, open));
      await Promise.all(ids.flatMap((id, n) => ['x', 'y', 'z'].map((text) => at(n).receive(id, typed(text)))));
      for (const id of ids) expect(textsOf(await at(0).get(id))).toEqual(answered(['x', 'y', 'z']));
    });

    it('tells listeners in every process that a conversation has grown, and that it is gone', async () => {
      const id = await open();
      const heard = some.map(() => [] as string[]);
      const off = some.map((one, n) => one.subscribe(id, (event) => heard[n]!.push(event)));
      await at(0).receive(id, typed('hello'));
      await expect.poll(() => heard.every((events) => events.includes('grown'))).toBe(true);
      await at(1).delete(id);
      await expect.poll(() => heard.every((events) => events.includes('deleted'))).toBe(true);
      for (const stop of off) stop();
      expect(await at(0).get(id)).toBeUndefined();
    });

    it('takes a post with an id once, and one without each time', async () => {
      const id = await open();
      const answer = { type: 'message', text: 'from the staff', id: 'question-7' };
      expect(await Promise.all([at(0).post(id, answer), at(1).post(id, answer)])).toEqual([true, true]);
      await at(0).post(id, { type: 'message', text: 'note' });
      await at(1).post(id, { type: 'message', text: 'note' });
      expect(textsOf(await at(0).get(id))).toEqual(['from the staff', 'note', 'note']);
    });

    it.each(['nobody', '', '__proto__', '../x', 'x'.repeat(3_000), '\u0000'])(
      'knows no conversation %j',
      async (id) => {
        expect(await at(0).get(id)).toBeUndefined();
        expect(await at(0).receive(id, typed('a'))).toBeUndefined();
        expect(await at(0).post(id, { type: 'message' })).toBe(false);
        await at(0).delete(id);
      },
    );

    it('runs a turn again on the new record when it has changed under the lock', async () => {
      const id = await open();
      let turns = 0;
      const honest = countingBot();
      turn = async (record, activity) => {
        turns += 1;
        if (turns === 1) await stranger(store, `conversation/${id}`);
        return honest(record, activity);
      };
      await at(0).receive(id, typed('hello'));
      const record = (await at(0).get(id))!;
      expect(turns).toBe(2);
      expect(record.locale).toBe('en-US');
      expect(textsOf(record)).toEqual(answered(['hello']));
    });

    it('acknowledges nothing when the conversation was deleted in the middle of the turn', async () => {
      const id = await open();
      turn = async (record, activity) => {
        await store.delete(`conversation/${id}`);
        return countingBot()(record, activity);
      };
      expect(await at(0).receive(id, typed('hello'))).toBeUndefined();
      expect(await at(0).get(id)).toBeUndefined();
    });
  });
}

/** Another process, whose lock broke, writes the record. */
async function stranger(store: RecordStore, key: string): Promise<void> {
  const held = (await store.read<Record<string, unknown>>(key))!;
  await store.write(key, { ...held.value, locale: 'en-US' }, { eTag: held.eTag });
}
