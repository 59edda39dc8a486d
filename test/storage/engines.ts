import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { MemoryStore } from '../../bot/storage/memory-store.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import type { Engine } from './contract.js';
import { startPostgres, type TestDatabase } from './embedded-postgres.js';

/** Fails a test on an error that nobody waits for. */
export function unexpected(error: unknown): never {
  throw error;
}

/** The engine that keeps everything in memory. */
export function memoryEngine(): Engine {
  return { name: 'memory', open: async (now) => new MemoryStore(now) };
}

/** The engine of files; every store gets a folder of its own. */
export function lowdbEngine({ remembered }: { remembered?: number } = {}): Engine {
  let root = '';
  let count = 0;
  return {
    name: remembered === 0 ? 'lowdb, remembering nothing' : 'lowdb',
    start: async () => {
      root = await mkdtemp(join(tmpdir(), 'assistant-lowdb-'));
    },
    stop: () => rm(root, { recursive: true, force: true }),
    open: async (now) =>
      new LowdbStore({
        folder: join(root, String(++count)),
        durability: 'fsync',
        now,
        onQuarantine: unexpected,
        remembered,
      }),
  };
}

/** The engine over a real PostgreSQL server; every store finds an empty table. */
export function postgresEngine(): Engine {
  let database: TestDatabase;
  return {
    name: 'postgresql',
    start: async () => {
      database = await startPostgres();
    },
    stop: () => database.stop(),
    open: async (now) => {
      const store = await PostgresStore.open({ url: database.url, now, onError: unexpected });
      await database.query('truncate records');
      return store;
    },
  };
}
