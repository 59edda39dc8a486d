import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { FailingStore } from './failing-store.js';
import { askerIn, filled, questionsOver, SATO, TestClock } from './support.js';

const HOUR = 3_600_000;

async function answered(setting: ReturnType<typeof questionsOver>, conversation = 'a') {
  const { questions } = setting;
  const asked = await questions.ask(filled(questions.newForm(), askerIn(conversation)));
  const { number } = (asked as { question: { number: string } }).question;
  await questions.act(number, { kind: 'answer', by: SATO, text: `回答 ${conversation}` });
  return number;
}

describe('delivering an answer', () => {
  it('brings it once, to the conversation that asked', async () => {
    const setting = questionsOver(undefined);
    const number = await answered(setting);
    await setting.courier.deliver(number);
    await setting.courier.deliver(number);
    expect(setting.brought).toEqual([{ number, delivery: `${number}-answer-1`, conversation: 'a' }]);
  });

  it('mistakes none of 1,000 questions of 100 askers, answered in any order', async () => {
    const setting = questionsOver(undefined);
    const numbers: string[] = [];
    for (let count = 0; count < 1_000; count += 1) {
      const conversation = `c${(count * 37) % 100}`;
      const number = await answered(setting, conversation);
      numbers.push(number);
    }
    numbers.sort((a, b) => a.split('').reverse().join('').localeCompare(b.split('').reverse().join('')));
    await Promise.all(numbers.map((number) => setting.courier.deliver(number)));
    expect(setting.brought).toHaveLength(1_000);
    for (const { number, conversation } of setting.brought) {
      expect((await setting.records.read(number))!.asker.conversation).toBe(conversation);
    }
  });

  it('tries again later each time, and after two days and a half gives up visibly', async () => {
    const tries: number[] = [];
    const clock = new TestClock();
    const setting = questionsOver(undefined, clock, {
      toAsker: async () => {
        tries.push(clock.time);
        throw Object.assign(new Error('away'), { statusCode: 503 });
      },
    });
    const number = await answered(setting);
    const begun = clock.time;
    for (let minute = 0; minute < 80 * 60; minute += 1) {
      await setting.courier.sweep();
      clock.forward(60_000);
    }
    expect(tries).toHaveLength(10);
    const gaps = tries.slice(1).map((time, index) => time - tries[index]!);
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect((tries.at(-1)! - begun) / HOUR).toBeGreaterThan(60);
    const [delivery] = (await setting.records.read(number))!.deliveries;
    expect(delivery).toMatchObject({ state: 'undelivered', tries: 10, problem: '503 Error away' });
    expect(setting.problems.at(-1)).toMatchObject({ final: true });
    expect(await setting.records.due()).toEqual([]);
  });

  it('gives up at once when the conversation is gone for good', async () => {
    const setting = questionsOver(undefined, new TestClock(), { toAsker: async () => false });
    const number = await answered(setting);
    await setting.courier.deliver(number);
    expect((await setting.records.read(number))!.deliveries[0]).toMatchObject({
      state: 'undelivered',
      problem: 'gone',
    });
  });

  it('tells the asker when a question is closed without an answer, but not when it was answered', async () => {
    const setting = questionsOver(undefined);
    const { questions } = setting;
    await questions.ask(filled(questions.newForm(), askerIn('a')));
    await questions.act('Q-0001', { kind: 'close', by: SATO, note: '重複' });
    await setting.courier.deliver('Q-0001');
    const number = await answered(setting, 'b');
    await questions.act(number, { kind: 'close', by: SATO });
    await setting.courier.deliver(number);
    expect(setting.brought.map(({ delivery }) => delivery)).toEqual(['Q-0001-closed-2', `${number}-answer-1`]);
  });

  it.each(['before', 'after'] as const)('loses and doubles nothing when killed %s any write', async (when) => {
    for (let killAt = 1; killAt <= 10; killAt += 1) {
      const clock = new TestClock();
      const below = new MemoryStore(clock.ms);
      await questionsOver(below, clock).questions.ask(filled({ id: 'form', code: 'AAAA' }, askerIn('a')));
      const inbox = new Set<string>();
      const toAsker = async (_: unknown, delivery: { id: string }) => Boolean(inbox.add(delivery.id));
      const failing = questionsOver(new FailingStore(below, killAt, when), clock, { toAsker });
      const told = await failing.questions
        .act('Q-0001', { kind: 'answer', by: SATO, text: 'はい。' })
        .catch(() => undefined);
      await failing.courier.deliver('Q-0001').catch(() => undefined);
      // The program starts again and finds what was left; the one who had it in hand is given a minute.
      clock.forward(61_000);
      const again = questionsOver(below, clock, { toAsker });
      await again.courier.sweep();
      const question = (await again.records.read('Q-0001'))!;
      if (told) expect(question.status, `${when} ${killAt}`).toBe('answered');
      expect([...inbox], `${when} ${killAt}`).toEqual(question.status === 'answered' ? ['Q-0001-answer-1'] : []);
      expect(question.deliveries.every(({ state }) => state === 'delivered')).toBe(true);
    }
  });
});

describe('the cards of the staff', () => {
  it('show what happened last, also what happened while a card was on its way', async () => {
    const shown: string[] = [];
    const clock = new TestClock();
    const setting = questionsOver(undefined, clock, {
      toStaff: async ({ number, status }) => {
        if (shown.length === 0) await setting.questions.act(number, { kind: 'take', by: SATO });
        shown.push(status);
        return { cards: { room: 'card-1' } };
      },
    });
    await setting.questions.ask(filled(setting.questions.newForm(), askerIn('a')));
    await setting.courier.deliver('Q-0001');
    expect(shown).toEqual(['open', 'taken']);
    const question = (await setting.records.read('Q-0001'))!;
    expect(question.cards).toEqual({ room: 'card-1' });
    expect(question.deliveries).toMatchObject([{ kind: 'cards', state: 'delivered' }]);
  });

  it('are posted once by two processes that share the store', async () => {
    const clock = new TestClock();
    const store = new MemoryStore(clock.ms);
    let posted = 0;
    const toStaff = async () => {
      posted += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return { cards: { room: `card-${posted}` } };
    };
    const [one, two] = [questionsOver(store, clock, { toStaff }), questionsOver(store, clock, { toStaff })];
    await one.questions.ask(filled(one.questions.newForm(), askerIn('a')));
    await Promise.all([one.courier.deliver('Q-0001'), two.courier.deliver('Q-0001')]);
    expect(posted).toBe(1);
  });

  it('are tried again when a channel is out of reach, and what could be posted is kept', async () => {
    const clock = new TestClock();
    const results: { cards: Record<string, string>; problem?: string }[] = [
      { cards: { a: '1' }, problem: 'b: 502' },
      { cards: { b: '2' } },
    ];
    const setting = questionsOver(undefined, clock, { toStaff: async () => results.shift()! });
    await setting.questions.ask(filled(setting.questions.newForm(), askerIn('a')));
    await setting.courier.deliver('Q-0001');
    expect((await setting.records.read('Q-0001'))!.deliveries).toMatchObject([
      { state: 'waiting', problem: 'b: 502', tries: 1 },
    ]);
    clock.forward(11_000);
    await setting.courier.sweep();
    expect((await setting.records.read('Q-0001'))!.cards).toEqual({ a: '1', b: '2' });
  });
});

describe('many questions', () => {
  it('600 in files are listed, and trouble with one keeps none of the others waiting', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'staff-many-'));
    const clock = new TestClock();
    const store = new LowdbStore({ folder, durability: 'none', now: clock.ms, onQuarantine: () => {} });
    const setting = questionsOver(store, clock);
    for (let count = 0; count < 600; count += 1) {
      await setting.questions.ask(filled(setting.questions.newForm(), askerIn(`many ${count}`)));
    }
    expect(await setting.records.all()).toHaveLength(600);
    const read = setting.records.read.bind(setting.records);
    setting.records.read = async (number) => {
      if (number === 'Q-0003') throw new Error('damaged');
      return read(number);
    };
    await expect(setting.courier.sweep()).rejects.toThrow('deliveries of 1 questions failed');
    const waiting = (await setting.records.all()).filter(({ deliveries }) =>
      deliveries.some(({ state }) => state === 'waiting'),
    );
    expect(waiting.map(({ number }) => number)).toEqual(['Q-0003']);
    await store.close();
    await rm(folder, { recursive: true });
  });
});
