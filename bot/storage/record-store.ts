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

/** The engine can't serve now: the disk is full or failing, the database is away. Nothing was acknowledged; try later. */
export class StorageUnavailableError extends Error {
  override name = 'StorageUnavailableError';
  constructor(doing: string, cause: unknown) {
    super(`storage is not available: ${doing} failed (${reasonOf(cause)})`, { cause });
  }
}

/** The error of a store that is asked for something after its close. */
export function closedError(): StorageUnavailableError {
  return new StorageUnavailableError('asking a closed store', 'the process is shutting down');
}

/** Whether what a write expects is what is there. */
export function holds(expect: Expect, eTag: string | undefined): boolean {
  if (expect === 'any') return true;
  return expect === 'absent' ? eTag === undefined : expect.eTag === eTag;
}

/**
 * The one storage port: JSON values under string keys, each write atomic and durable when its promise resolves.
 * Keys are `<kind>/<id>`, kind of a-z and -, id any Unicode, 400 UTF-16 units at most. Values are what JSON can hold.
 * Engines: memory, lowdb files, PostgreSQL; all pass test/storage/contract. All reject with StorageUnavailableError when
 * they can't serve.
 */
export interface RecordStore {
  /** The value at `key`, or undefined. Damaged records are quarantined by the engine and read as undefined. */
  read<T>(key: string): Promise<Stored<T> | undefined>;
  /** Writes durably; returns the new eTag. Rejects with ConflictError when `expect` does not hold. */
  write<T>(key: string, value: T, expect: Expect): Promise<string>;
  /** Removes the record durably; no error when there is none. Rejects with ConflictError when `expect` (default any) does not hold. */
  delete(key: string, expect?: Expect): Promise<void>;
  /** Keys of a kind in order of age, oldest first, written before `before` (ms since the epoch; default: all). */
  list(kind: string, options?: { before?: number; limit?: number }): Promise<string[]>;
  /** True when the engine can serve now; for readiness. */
  ready(): Promise<boolean>;
  /** Finishes what was asked for, then lets go of everything; from then on all else rejects. A second close does nothing. */
  close(): Promise<void>;
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  return [code, message].filter(Boolean).join(': ') || String(cause);
}
