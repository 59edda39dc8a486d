import { setTimeout as delay } from 'node:timers/promises';
import type { KeyedQueue } from '../keyed-queue.js';
import type { PostgresSession } from './postgres-session.js';
import { StorageUnavailableError } from './record-store.js';

const FIRST_WAIT_MS = 4;
const LAST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 20_000;
/** Keeps these locks apart from others in the same database. */
const SEED = 7_210_459;

/**
 * Runs tasks of one key strictly one after another over all processes of a database: the local queue first, then an advisory
 * lock. All locks of a process sit on its one session, so waiting for one occupies no connection and a small pool can't
 * deadlock; a killed process's locks go with its connection. If the session breaks in the middle of a task another process may
 * start one of the same key: so writes must still say what eTag they expect.
 */
export class PostgresTurns {
  constructor(
    private readonly queue: KeyedQueue,
    private readonly session: PostgresSession,
    private readonly longestWait = LONGEST_WAIT_MS,
  ) {}

  /** Runs `task` alone on `key`. Rejects with StorageUnavailableError, without running it, when the lock can't be had in 20 s. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    return this.queue.run(key, async () => {
      const epoch = await this.lock(key);
      try {
        return await task();
      } finally {
        this.unlock(key, epoch);
      }
    });
  }

  private async lock(key: string): Promise<number> {
    for (let waited = 0, wait = FIRST_WAIT_MS; waited < this.longestWait; waited += wait) {
      const [row] = await this.session.query<{ got: boolean }>(LOCK, [key, SEED]);
      if (row?.got) return this.session.epoch;
      await delay(wait);
      wait = Math.min(wait * 2, LAST_WAIT_MS);
    }
    throw new StorageUnavailableError('waiting for a turn', new Error('another process holds the lock'));
  }

  /** Not waited for: the session runs statements in order, so the next lock of this process comes after it. */
  private unlock(key: string, epoch: number): void {
    if (epoch !== this.session.epoch) return;
    this.session.query(UNLOCK, [key, SEED]).catch(() => {});
  }
}

const LOCK = 'select pg_try_advisory_lock(hashtextextended($1, $2)) as got';
const UNLOCK = 'select pg_advisory_unlock(hashtextextended($1, $2))';
