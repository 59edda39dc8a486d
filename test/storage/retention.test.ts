import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordStore } from '../../bot/storage/record-store.js';
import { startRetention, sweep } from '../../bot/storage/retention.js';
import type { Engine } from './contract.js';
import { lowdbEngine, memoryEngine, postgresEngine } from './engines.js';

const DAY = 86_400_000;
const START = Date.parse('2026-04-01T00:00:00Z');

describe.each<Engine>([memoryEngine(), lowdbEngine(), postgresEngine()])('retention: $name', (engine) => {
  let clock = START;
  let store: RecordStore;
  const now = () => clock;
  beforeAll(async () => engine.start?.());
  afterAll(async () => engine.stop?.());
  beforeEach(async () => {
    clock = START;
    store = await engine.open(now);
    return () => store.close();
  });

  it('deletes each kind past its own age, none early, none overdue, on every day', async () => {
    const days = { conversation: 30, question: 60 };
    for (let day = 0; day < 100; day += 1) {
      clock = START + day * DAY;
      for (const kind of ['conversation', 'question', 'result']) await store.write(`${kind}/${day}`, day, 'absent');
      await sweep({ store, days, now });
      if (day % 9 > 0) continue;
      const kept = async (kind: string) => (await store.list(kind)).map((key) => Number(key.split('/')[1]));
      expect(await kept('conversation')).toEqual(daysBetween(day - 30, day));
      expect(await kept('question')).toEqual(daysBetween(day - 60, day));
      expect(await kept('result')).toEqual(daysBetween(0, day));
    }
  });

  it('counts from the last write, and says how many it deleted', async () => {
    for (const id of ['a', 'b', 'c']) await store.write(`conversation/${id}`, id, 'any');
    clock += 20 * DAY;
    await store.write('conversation/b', 'again', 'any');
    clock += 20 * DAY;
    expect(await sweep({ store, days: { conversation: 30 }, now })).toEqual({ conversation: 2 });
    expect(await store.list('conversation')).toEqual(['conversation/b']);
    expect(await sweep({ store, days: { conversation: 30 }, now })).toEqual({ conversation: 0 });
  });

  it('leaves a conversation that goes on while it is swept', async () => {
    await store.write('conversation/a', 1, 'any');
    clock += 40 * DAY;
    const racing = { ...methodsOf(store), read: readThenWrite(store) };
    expect(await sweep({ store: racing, days: { conversation: 30 }, now })).toEqual({ conversation: 0 });
    expect((await store.read('conversation/a'))?.value).toBe('new message');
  });

  it('can be run by several processes at a time', async () => {
    for (let n = 0; n < 50; n += 1) await store.write(`conversation/${n}`, n, 'any');
    clock += 40 * DAY;
    const swept = await Promise.all([0, 1, 2].map(() => sweep({ store, days: { conversation: 30 }, now })));
    expect(swept.reduce((sum, one) => sum + (one.conversation ?? 0), 0)).toBe(50);
    expect(await store.list('conversation')).toEqual([]);
  });
});

describe('retention: the job', () => {
  const manual = () => {
    let task: (() => Promise<void>) | undefined;
    return {
      repeat: (given: () => Promise<void>) => {
        task = given;
        return () => {
          task = undefined;
        };
      },
      tick: () => task?.(),
      running: () => task !== undefined,
    };
  };

  it('sweeps at each tick, reports, goes on after an error, and stops', async () => {
    const engine = memoryEngine();
    let clock = START;
    const store = await engine.open(() => clock);
    const timer = manual();
    const reports: unknown[] = [];
    const report = (said: unknown) => reports.push(said);
    let broken = false;
    const discard = async (before: number) => {
      if (broken) throw new Error('the disk is away');
      return before === START + 33 * DAY ? 2 : 0;
    };
    const stop = startRetention({
      store,
      days: { conversation: 30 },
      now: () => clock,
      discardDamaged: { days: 7, discard },
      repeat: timer.repeat,
      onSwept: report,
      onError: (error) => report((error as Error).message),
    });
    await store.write('conversation/a', 1, 'any');
    clock += 40 * DAY;
    await timer.tick();
    broken = true;
    await timer.tick();
    broken = false;
    await timer.tick();
    expect(reports).toEqual([{ conversation: 1, damaged: 2 }, 'the disk is away', { conversation: 0, damaged: 2 }]);
    await stop();
    expect(timer.running()).toBe(false);
  });
});

function daysBetween(first: number, last: number): number[] {
  const from = Math.max(first, 0);
  return Array.from({ length: last - from + 1 }, (_, n) => from + n);
}

function methodsOf(store: RecordStore): RecordStore {
  return {
    read: (key) => store.read(key),
    write: (key, value, expected) => store.write(key, value, expected),
    delete: (key, expected) => store.delete(key, expected),
    list: (kind, options) => store.list(kind, options),
    ready: () => store.ready(),
    close: () => store.close(),
  };
}

/** A user's message comes between the sweep's look at the record and its deletion. */
function readThenWrite(store: RecordStore): RecordStore['read'] {
  return async <T>(key: string) => {
    const held = await store.read<T>(key);
    await store.write(key, 'new message', 'any');
    return held;
  };
}
