/** A stored value with the version it was read at. */
export interface Stored<T = unknown> {
  value: T;
  /** Opaque version; changes with every write. */
  eTag: string;
  /** Time of the last write, milliseconds since the epoch. */
  updatedAt: number;
}

/** What a write expects to find: a version read before, nothing at all, or whatever is there. */
export type Expect = { eTag: string } | 'absent' | 'any';

/** A record changed, or appeared, between the read and the write. Nothing was written. */
export class ConflictError extends Error {
  override name = 'ConflictError';
  constructor(readonly key: string) {
    super(`record ${key} has changed since it was read`);
  }
}

/**
 * The one storage port: JSON values under string keys, each write atomic and durable when its promise resolves.
 * Keys are `<kind>/<id>`, any Unicode. Engines: memory, lowdb files, PostgreSQL; all pass test/storage/contract.
 */
export interface RecordStore {
  /** The value at `key`, or undefined. Damaged records are quarantined by the engine and read as undefined. */
  read<T>(key: string): Promise<Stored<T> | undefined>;
  /** Writes durably; returns the new eTag. Rejects with ConflictError when `expect` does not hold. */
  write<T>(key: string, value: T, expect: Expect): Promise<string>;
  /** Removes the record; no error when there is none. */
  delete(key: string): Promise<void>;
  /** Keys of a kind in order of age, oldest first, written before `before` (ms since the epoch; default: all). */
  list(kind: string, options?: { before?: number; limit?: number }): Promise<string[]>;
  /** True when the engine can serve now; for readiness. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
