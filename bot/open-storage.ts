import type { Config } from './config.js';
import type { Hints } from './conversations/hints.js';
import type { TurnQueue } from './conversations/local-conversations.js';
import type { Log } from './http/log.js';
import { KeyedQueue } from './keyed-queue.js';
import { LowdbStore } from './storage/lowdb-store.js';
import type { RecordStore } from './storage/record-store.js';

/** Where everything is kept, and how turns are kept in order. */
export interface Storage {
  name: 'lowdb' | 'postgres';
  store: RecordStore;
  queue: TurnQueue;
  /** With replicas only. */
  hints?: Hints;
  /** Erases what the engine has put aside as damaged before a time; says how many. */
  discardDamaged?: (before: number) => Promise<number>;
  /** Waits for the writes under way. */
  close(): Promise<void>;
}

/** The storage engine that the settings name: PostgreSQL with `DATABASE_URL`, else lowdb files in `DATA_DIR`. */
export async function openStorage(config: Config, log: Log): Promise<Storage> {
  return config.DATABASE_URL ? openPostgres(config.DATABASE_URL, log) : openLowdb(config, log);
}

function openLowdb({ DATA_DIR, DURABILITY }: Config, log: Log): Storage {
  const store = new LowdbStore({
    folder: DATA_DIR,
    durability: DURABILITY,
    now: Date.now,
    onQuarantine: (key, path) => log.error({ kind: key?.split('/')[0], path }, 'damaged record put aside'),
    onTorn: (bytes) => log.warn({ bytes }, 'a write that was cut off before it was acknowledged is left out'),
    onStuck: (error) => log.error({ err: error }, 'the journal cannot be moved to the record files; it is tried again'),
  });
  return {
    name: 'lowdb',
    store,
    queue: new KeyedQueue(),
    discardDamaged: (before) => store.discardQuarantined(before),
    close: () => store.close(),
  };
}

async function openPostgres(url: string, log: Log): Promise<Storage> {
  const { joinReplicas } = await import('./storage/postgres-replicas.js');
  const { PostgresStore } = await import('./storage/postgres-store.js');
  const onError = (error: Error) => log.warn({ err: error }, 'a database connection broke; it is made anew');
  const store = await PostgresStore.open({ url, now: Date.now, onError });
  const { queue, hints, close } = joinReplicas({ url, now: Date.now, onError });
  // So that the connection of the locks stands before the first request comes.
  await queue.run('start', async () => {});
  const closeAll = async () => {
    await close();
    await store.close();
  };
  return { name: 'postgres', store, queue, hints, close: closeAll };
}
