import { ConflictError, type RecordStore } from './record-store.js';

/** What is deleted by age. */
export interface RetentionOptions {
  store: RecordStore;
  /** Days that a record is kept after its last write, by kind; kinds not named are kept for ever. */
  days: Record<string, number>;
  now: () => number;
  /** Deletes what the engine has put aside as damaged before a time; says how many. */
  discardDamaged?: { days: number; discard: (before: number) => Promise<number> };
  /** Ends a sweep between two records. */
  signal?: AbortSignal;
}

/** How many records of each kind a sweep deleted. */
export type Swept = Record<string, number>;

const DAY_MS = 86_400_000;

/** Deletes all records past their age, one by one. One that is written meanwhile stays. */
export async function sweep({ store, days, now, discardDamaged, signal }: RetentionOptions): Promise<Swept> {
  const swept: Swept = {};
  for (const [kind, keep] of Object.entries(days)) {
    const before = now() - keep * DAY_MS;
    swept[kind] = 0;
    for (const key of await store.list(kind, { before })) {
      if (signal?.aborted) return swept;
      if (await deleteOld(store, key, before)) swept[kind] += 1;
    }
  }
  if (discardDamaged) swept.damaged = await discardDamaged.discard(now() - discardDamaged.days * DAY_MS);
  return swept;
}

/** What the retention job needs besides. */
export interface RetentionJob extends RetentionOptions {
  /** Calls `task` again and again; returns what ends it. */
  repeat: (task: () => Promise<void>) => () => void;
  onSwept: (swept: Swept) => void;
  onError: (error: unknown) => void;
}

/** Sweeps whenever `repeat` says so, never twice at a time; returns what ends the job and the sweep under way. */
export function startRetention(job: RetentionJob): () => Promise<void> {
  let running: Promise<void> | undefined;
  const stopping = new AbortController();
  const stop = job.repeat(async () => {
    running ??= sweep({ ...job, signal: stopping.signal })
      .then(job.onSwept, job.onError)
      .finally(() => {
        running = undefined;
      });
    await running;
  });
  return async () => {
    stop();
    stopping.abort();
    await running;
  };
}

async function deleteOld(store: RecordStore, key: string, before: number): Promise<boolean> {
  const held = await store.read(key);
  if (!held || held.updatedAt >= before) return false;
  try {
    await store.delete(key, { eTag: held.eTag });
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
