import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Hint } from '../../bot/conversations/hints.js';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { PostgresHints } from '../../bot/storage/postgres-hints.js';
import { PostgresSession } from '../../bot/storage/postgres-session.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import { PostgresTurns } from '../../bot/storage/postgres-turns.js';
import { StorageUnavailableError } from '../../bot/storage/record-store.js';
import { answered, countingBot, countingConversations, textsOf, typed } from '../conversations-store/counting-bot.js';
import { startPostgres, type TestDatabase } from './embedded-postgres.js';

vi.setConfig({ testTimeout: 60_000 });
const PATIENCE = { timeout: 25_000 };

let database: TestDatabase;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await startPostgres();
});
afterAll(() => database.stop());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function openSession(): PostgresSession {
  const session = new PostgresSession({ url: database.url, onError: () => {} });
  closing.push(() => session.close());
  return session;
}

async function openStore(): Promise<PostgresStore> {
  const store = await PostgresStore.open({ url: database.url, now: Date.now, onError: () => {} });
  closing.push(() => store.close());
  return store;
}

const CUT_SESSIONS = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assistant-session'`;

it('keeps the turn of another process out until the task has ended, even if it failed', async () => {
  const [a, b] = [openSession(), openSession()].map((session) => new PostgresTurns(new KeyedQueue(), session));
  const seen: string[] = [];
  let end = () => {};
  const first = a!.run('c', async () => {
    seen.push('a begins');
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    seen.push('a ends');
    throw new Error('failed');
  });
  await expect.poll(() => seen, PATIENCE).toEqual(['a begins']);
  const second = b!.run('c', async () => seen.push('b'));
  await b!.run('another', async () => seen.push('another'));
  end();
  await expect(first).rejects.toThrow('failed');
  await second;
  expect(seen).toEqual(['a begins', 'another', 'a ends', 'b']);
  const locks = () => database.query(`select * from pg_locks where locktype = 'advisory'`);
  await expect.poll(locks, PATIENCE).toEqual([]);
});

it('gives up waiting for a lock that is never freed, without running the task', async () => {
  const a = new PostgresTurns(new KeyedQueue(), openSession());
  const b = new PostgresTurns(new KeyedQueue(), openSession(), 30);
  let end = () => {};
  let begun = false;
  const first = a.run('c', () => {
    begun = true;
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  await expect.poll(() => begun, PATIENCE).toBe(true);
  let ran = false;
  const second = b.run('c', async () => {
    ran = true;
  });
  await expect(second).rejects.toThrow(StorageUnavailableError);
  expect(ran).toBe(false);
  end();
  await first;
});

it('loses nothing when the lock breaks with its connection in the middle of a turn', async () => {
  const [a, b] = [openSession(), openSession()].map((session) => new PostgresTurns(new KeyedQueue(), session));
  const store = await openStore();
  let turns = 0;
  const other = countingConversations({ store, queue: b! });
  const conversations = countingConversations({
    store,
    queue: a!,
    runTurn: async (record, activity) => {
      if (activity.text === 'slow' && ++turns === 1) {
        await database.query(CUT_SESSIONS);
        await expect
          .poll(() => other.receive(record.id, typed('quick')).catch(() => undefined), PATIENCE)
          .toBeDefined();
      }
      return countingBot()(record, activity);
    },
  });
  const { id } = await conversations.open({ channelId: 'test', userId: 'user', locale: 'ja-JP' });
  await conversations.receive(id, typed('slow'));
  expect(turns).toBe(2);
  expect(textsOf(await conversations.get(id))).toEqual(answered(['quick', 'slow']));
});

it('refuses all turns at once while the database is away, and takes them again when it is back', async () => {
  const turns = new PostgresTurns(new KeyedQueue(), openSession());
  await turns.run('warm', async () => {});
  await database.crash();
  const refused = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => turns.run(`c${n}`, async () => n)));
  expect(refused.map(({ status }) => status)).toEqual(Array(50).fill('rejected'));
  await database.restart();
  await expect.poll(() => turns.run('c', async () => 'taken').catch(() => undefined), PATIENCE).toBe('taken');
});

it('passes hints on to the other processes, not back, and bears strange payloads', async () => {
  await openStore();
  const sessions = [openSession(), openSession()];
  const [a, b] = sessions.map((session) => new PostgresHints(session, Date.now, 600_000));
  closing.push(async () => Promise.all([a!.close(), b!.close()]).then(() => {}));
  const heard: [Hint[], Hint[]] = [[], []];
  a!.hear((hint) => heard[0].push(hint));
  b!.hear((hint) => heard[1].push(hint));
  await expect.poll(() => heard, PATIENCE).toEqual([['any'], ['any']]);
  for (const payload of ['', 'x', 'x y z', 'mark grown', ' '.repeat(100)]) {
    await database.query(`select pg_notify('conversations', $1)`, [payload]);
  }
  for (let n = 0; n < 100; n += 1) a!.tell(`c${n % 10}`, 'grown');
  a!.tell('c', 'deleted');
  await expect.poll(() => heard[1].at(-1), PATIENCE).toEqual({ id: 'c', event: 'deleted' });
  const ids = heard[1].flatMap((hint) => (hint !== 'any' && hint.event === 'grown' ? hint.id : []));
  expect(new Set(ids).size).toBeGreaterThanOrEqual(10);
  expect(ids.length).toBeLessThan(100);
  expect(heard[0].filter((hint) => hint !== 'any' && hint.id.startsWith('c'))).toEqual([]);
});

it('wakes everybody after the connection was lost', async () => {
  const hints = new PostgresHints(openSession(), Date.now, 600_000);
  closing.push(() => hints.close());
  const heard: Hint[] = [];
  hints.hear((hint) => heard.push(hint));
  await expect.poll(() => heard, PATIENCE).toEqual(['any']);
  await database.query(CUT_SESSIONS);
  await expect.poll(() => heard, PATIENCE).toEqual(['any', 'any']);
});
