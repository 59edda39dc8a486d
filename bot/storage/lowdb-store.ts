import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Low } from 'lowdb';
import { KeyedQueue } from '../keyed-queue.js';
import { type Disk, type Durability, isMissing, makeFolder, realDisk } from './disk.js';
import { lockFolder } from './folder-lock.js';
import { listFiles, readHeadOf } from './lowdb-list.js';
import { RecentMap } from './recent-map.js';
import { RecordFile } from './record-file.js';
import { jsonOf, kindOf, writtenKey } from './record-key.js';
import {
  ConflictError,
  closedError,
  type Expect,
  holds,
  type RecordStore,
  StorageUnavailableError,
  type Stored,
} from './record-store.js';
import { DamagedRecordError, type Envelope } from './record-text.js';

/** What the lowdb engine needs to know. */
export interface LowdbOptions {
  folder: string;
  durability: Durability;
  now: () => number;
  /** Called when a damaged file was put aside: the record's key (undefined when even that can't be read) and where it is now. */
  onQuarantine: (key: string | undefined, path: string) => void;
  /** Records kept in memory after use, characters of JSON in all; default 8 million. 0 for none. */
  remembered?: number;
  disk?: Disk;
}

type Db = Low<Envelope | null>;

/**
 * Records as lowdb files: one file a record in hashed folders (`<kind>/<2 hex>/<sha256 of the key>.json`), so the cost of a
 * write does not depend on how many records there are. One process a folder: the constructor throws FolderInUseError.
 */
export class LowdbStore implements RecordStore {
  private readonly queue = new KeyedQueue();
  private readonly recent: RecentMap<Db>;
  private readonly disk: Disk;
  private readonly unlock: () => void;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: LowdbOptions) {
    this.unlock = lockFolder(options.folder);
    this.disk = options.disk ?? realDisk;
    this.recent = new RecentMap(options.remembered ?? 8_000_000);
    // Half-written files of a killed process: they may hold what people wrote, and nothing will ever read them.
    rmSync(this.temporaryFolder, { recursive: true, force: true });
    mkdirSync(this.temporaryFolder);
  }

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    return this.serve('reading', key, async () => {
      const { data } = await this.load(key);
      return data ? { value: JSON.parse(data.json) as T, eTag: data.eTag, updatedAt: data.updatedAt } : undefined;
    });
  }

  async write<T>(key: string, value: T, expect: Expect): Promise<string> {
    const json = jsonOf(value);
    return this.serve('writing', key, async () => {
      const db = await this.expected(key, expect);
      const eTag = randomBytes(8).toString('hex');
      this.recent.delete(key);
      db.data = { key, eTag, updatedAt: this.options.now(), json };
      await db.write();
      this.recent.set(key, db, json.length);
      return eTag;
    });
  }

  async delete(key: string, expect: Expect = 'any'): Promise<void> {
    await this.serve('deleting', key, async () => {
      if (expect !== 'any') await this.expected(key, expect);
      this.recent.delete(key);
      await this.file(key).remove();
    });
  }

  async list(kind: string, { before = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
    const keys: string[] = [];
    if (this.closing) throw closedError();
    try {
      for (const path of await listFiles(this.disk, join(this.options.folder, kind), before)) {
        if (keys.length >= limit) break;
        const key = await this.keyOf(path, before);
        if (key !== undefined) keys.push(key);
      }
    } catch (error) {
      throw new StorageUnavailableError(`listing ${kind}`, error);
    }
    return keys;
  }

  /** Deletes files put aside as damaged before `before` (ms since the epoch), as they may hold what people wrote; says how many. */
  async discardQuarantined(before: number): Promise<number> {
    const names = await this.disk.readdir(this.quarantineFolder).catch(() => [] as string[]);
    const old = names.filter((name) => Number.parseInt(name, 10) < before);
    for (const name of old) await this.disk.rm(join(this.quarantineFolder, name), { force: true });
    return old.length;
  }

  async ready(): Promise<boolean> {
    if (this.closing) return false;
    return this.disk.stat(this.temporaryFolder).then(
      (found) => found.isDirectory(),
      () => false,
    );
  }

  close(): Promise<void> {
    this.closing ??= this.queue.idle().then(this.unlock);
    return this.closing;
  }

  /** Runs a task alone on its key; errors of the disk become StorageUnavailableError. */
  private async serve<T>(doing: string, key: string, task: () => Promise<T>): Promise<T> {
    const kind = kindOf(key);
    if (this.closing) throw closedError();
    return this.queue.run(key, () =>
      task().catch((error) => {
        throw error?.syscall || error?.code ? new StorageUnavailableError(`${doing} a ${kind}`, error) : error;
      }),
    );
  }

  private async expected(key: string, expect: Expect): Promise<Db> {
    const db = await this.load(key);
    if (!holds(expect, db.data?.eTag)) throw new ConflictError(key);
    return db;
  }

  private async load(key: string): Promise<Db> {
    const known = this.recent.get(key);
    if (known) return known;
    const db: Db = new Low(this.file(key), null as Envelope | null);
    try {
      await db.read();
      if (db.data && db.data.key !== key) throw new DamagedRecordError('the file holds another record');
    } catch (error) {
      if (!(error instanceof DamagedRecordError)) throw error;
      await this.quarantine(key, this.path(key));
      db.data = null;
    }
    if (db.data) this.recent.set(key, db, db.data.json.length);
    return db;
  }

  /** The key in a file last written before `before`; undefined when it is gone, was written meanwhile, or is damaged. */
  private async keyOf(path: string, before: number): Promise<string | undefined> {
    try {
      const { key, updatedAt } = await readHeadOf(this.disk, path);
      return updatedAt < before ? key : undefined;
    } catch (error) {
      if (error instanceof DamagedRecordError) await this.quarantine(undefined, path);
      else if (!isMissing(error)) throw error;
      return undefined;
    }
  }

  private async quarantine(key: string | undefined, from: string): Promise<void> {
    const path = join(this.quarantineFolder, `${this.options.now()}-${basename(from)}`);
    await makeFolder(this.disk, this.quarantineFolder, this.options.durability);
    await this.disk.rename(from, path);
    this.options.onQuarantine(key, path);
  }

  private file(key: string): RecordFile {
    const path = this.path(key);
    const temporary = join(this.temporaryFolder, basename(path));
    return new RecordFile({ path, temporary }, this.options.durability, this.disk);
  }

  private path(key: string): string {
    const hash = createHash('sha256').update(writtenKey(key)).digest('hex');
    return join(this.options.folder, kindOf(key), hash.slice(0, 2), `${hash}.json`);
  }

  private get temporaryFolder(): string {
    return join(this.options.folder, '_tmp');
  }

  private get quarantineFolder(): string {
    return join(this.options.folder, '_quarantine');
  }
}
