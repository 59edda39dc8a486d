import { randomBytes } from 'node:crypto';
import { lockFolder } from './folder-lock.js';
import { RecentMap } from './recent-map.js';
import { type FolderOptions, type RecordDb, RecordFolder } from './record-folder.js';
import { jsonOf, kindOf } from './record-key.js';
import {
  ConflictError,
  closedError,
  type Expect,
  holds,
  type RecordStore,
  StorageUnavailableError,
  type Stored,
} from './record-store.js';

/** What the lowdb engine needs to know. */
export interface LowdbOptions extends FolderOptions {
  /** Records kept in memory after use, characters of JSON in all; default 8 million. 0 for none. */
  remembered?: number;
}

/**
 * Records as lowdb files, one file a record, so the cost of a write does not depend on how many records there are.
 * One process a folder: the constructor throws FolderInUseError.
 */
export class LowdbStore implements RecordStore {
  private readonly recent: RecentMap<RecordDb>;
  private readonly folder: RecordFolder;
  private readonly unlock: () => void;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: LowdbOptions) {
    this.unlock = lockFolder(options.folder);
    this.folder = new RecordFolder(options);
    this.recent = new RecentMap(options.remembered ?? 8_000_000);
  }

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    return this.alone('reading', key, async () => {
      const { data } = await this.load(key);
      return data ? { value: JSON.parse(data.json) as T, eTag: data.eTag, updatedAt: data.updatedAt } : undefined;
    });
  }

  async write<T>(key: string, value: T, expect: Expect): Promise<string> {
    const json = jsonOf(value);
    return this.alone('writing', key, async () => {
      const db = await this.expected(key, expect);
      const eTag = randomBytes(8).toString('hex');
      // Not remembered until it is written: after a failure only the file knows what holds.
      this.recent.delete(key);
      db.data = { key, eTag, updatedAt: this.options.now(), json };
      await db.write();
      this.recent.set(key, db, json.length);
      return eTag;
    });
  }

  async delete(key: string, expect: Expect = 'any'): Promise<void> {
    await this.alone('deleting', key, async () => {
      if (expect !== 'any') await this.expected(key, expect);
      this.recent.delete(key);
      await this.folder.remove(key);
    });
  }

  async list(kind: string, { before = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
    return this.serve(`listing ${kind}`, () => this.folder.list(kind, before, limit));
  }

  /** Deletes files put aside as damaged before `before` (ms since the epoch), as they may hold what people wrote; says how many. */
  async discardQuarantined(before: number): Promise<number> {
    return this.serve('deleting damaged files', () => this.folder.discardQuarantined(before));
  }

  async ready(): Promise<boolean> {
    return !this.closing && this.folder.ready();
  }

  close(): Promise<void> {
    this.closing ??= this.folder.idle().then(this.unlock);
    return this.closing;
  }

  private async alone<T>(doing: string, key: string, task: () => Promise<T>): Promise<T> {
    const kind = kindOf(key);
    return this.serve(`${doing} a ${kind}`, () => this.folder.alone(key, task));
  }

  /** Refuses once the store is closed; errors of the disk become StorageUnavailableError. */
  private async serve<T>(doing: string, task: () => Promise<T>): Promise<T> {
    if (this.closing) throw closedError();
    try {
      return await task();
    } catch (error) {
      throw isOfTheSystem(error) ? new StorageUnavailableError(doing, error) : error;
    }
  }

  private async expected(key: string, expect: Expect): Promise<RecordDb> {
    const db = await this.load(key);
    if (!holds(expect, db.data?.eTag)) throw new ConflictError(key);
    return db;
  }

  private async load(key: string): Promise<RecordDb> {
    const known = this.recent.get(key);
    if (known) return known;
    const db = await this.folder.load(key);
    if (db.data) this.recent.set(key, db, db.data.json.length);
    return db;
  }
}

function isOfTheSystem(error: unknown): boolean {
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall !== undefined || code !== undefined;
}
