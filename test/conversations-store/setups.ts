import { KeyedQueue } from '../../bot/keyed-queue.js';
import { joinReplicas, type Replicas } from '../../bot/storage/postgres-replicas.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import type { RecordStore } from '../../bot/storage/record-store.js';
import type { Engine } from '../storage/contract.js';
import { startPostgres, type TestDatabase } from '../storage/embedded-postgres.js';
import { unexpected } from '../storage/engines.js';
import type { Setup } from './contract.js';
import { countingConversations } from './counting-bot.js';

/** Conversations of one process on an engine. */
export function oneProcess(engine: Engine): Setup {
  let store: RecordStore;
  return {
    name: `${engine.name}, one process`,
    start: async () => engine.start?.(),
    stop: async () => engine.stop?.(),
    open: async (runTurn) => {
      store = await engine.open(Date.now);
      return { store, processes: [countingConversations({ store, queue: new KeyedQueue(), runTurn })] };
    },
    close: () => store.close(),
  };
}

/** Conversations of processes that share a PostgreSQL database, as far as one process can stand for several. */
export function sharedDatabase(poolSize: number): Setup {
  let database: TestDatabase;
  let opened: { store: PostgresStore; replicas: Replicas }[] = [];
  const join = async () => {
    const store = await PostgresStore.open({ url: database.url, now: Date.now, poolSize, onError: unexpected });
    return { store, replicas: joinReplicas({ url: database.url, now: Date.now, onError: unexpected }) };
  };
  return {
    name: `postgresql, two processes with ${poolSize} connections each`,
    start: async () => {
      database = await startPostgres();
    },
    stop: () => database.stop(),
    open: async (runTurn) => {
      opened = [await join(), await join()];
      const processes = opened.map(({ store, replicas }) => countingConversations({ store, ...replicas, runTurn }));
      return { store: opened[0]!.store, processes };
    },
    close: async () => {
      for (const { store, replicas } of opened) {
        await replicas.close();
        await store.close();
      }
    },
  };
}
