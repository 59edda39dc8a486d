import { randomBytes } from 'node:crypto';
import { KeyedQueue } from '../keyed-queue.js';
import { type Later, laterByTimer } from './checkpoints.js';
import { type Disk, type Durability, realDisk } from './disk.js';
import { lockFolder } from './folder-lock.js';
import { JournaledRecords } from './journaled-records.js';
import { RecentMap } from './recent-map.js';
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
import type { Envelope } from './record-text.js';

/** What the lowdb engine needs to know. */
export interface LowdbOptions {
  folder: string;
  durability: Durability;
  now: () => number;
  /** Called when something damaged was put aside: the record's key (undefined when even that can't be read) and where it is now. */
  onQuarantine: (key: string | undefined, path: string) => void;
  /** Told at the start of a write that the last process did not finish, and so never acknowledged: its bytes. */
  onTorn?: (bytes: number) => void;
  /** Told when the journal could not be emptied into the record files; it is tried again. */
  onStuck?: (error: unknown) => void;
  /** Records kept in memory after use, characters of JSON in all; default 8 million. 0 for none. */
  remembered?: number;
  disk?: Disk;
  later?: Later;
}

/**
 * Records as lowdb files, one file a record, behind a journal: the cost of a write does not depend on how many records there
 * are. One process a folder: the constructor throws FolderInUseError.
 */
export class LowdbStore implements RecordStore {
  private readonly queue = new KeyedQueue();
  private readonly recent: RecentMap<Envelope>;
  private readonly records: JournaledRecords;
  private readonly unlock: () => void;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: LowdbOptions) {
    this.unlock = lockFolder(options.folder);
    this.records = new JournaledRecords({ ...DEFAULTS, ...options });
    this.recent = new RecentMap(options.remembered ?? 8_000_000);
  }

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    return this.alone('reading', key, async () => {
      const held = await this.load(key);
      return held && { value: JSON.parse(held.json) as T, eTag: held.eTag, updatedAt: held.updatedAt };
    });
  }

  async write<T>(key: string, value: T, expect: Expect): Promise<string> {
    const json = jsonOf(value);
    return this.alone('writing', key, async () => {
      await this.check(key, expect);
      const eTag = randomBytes(8).toString('hex');
      const record = { key, eTag, updatedAt: this.options.now(), json };
      await this.records.write(record);
      this.recent.set(key, record, json.length);
      return eTag;
    });
  }

  async delete(key: string, expect: Expect = 'any'): Promise<void> {
    await this.alone('deleting', key, async () => {
      await this.check(key, expect);
      // Not remembered from here on: if it fails on a full disk, only the disk knows how far it came.
      this.recent.delete(key);
      await this.records.remove(key);
    });
  }

  async list(kind: string, { before = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
    return this.serve(`listing ${kind}`, () => this.records.list(kind, before, limit));
  }

  /** Deletes what was put aside as damaged before `before` (ms since the epoch), as it may hold what people wrote; says how many. */
  async discardQuarantined(before: number): Promise<number> {
    return this.serve('deleting damaged files', () => this.records.discardQuarantined(before));
  }

  /** Moves everything from the journal to the record files now; otherwise that happens within ten seconds. */
  async checkpoint(): Promise<void> {
    await this.serve('moving the journal to the files', () => this.records.checkpoint());
  }

  async ready(): Promise<boolean> {
    return !this.closing && this.records.ready();
  }

  close(): Promise<void> {
    this.closing ??= this.queue
      .idle()
      .then(() => this.records.close())
      .then(this.unlock);
    return this.closing;
  }

  /** Runs a task after all others of its key that were asked for before. */
  private async alone<T>(doing: string, key: string, task: () => Promise<T>): Promise<T> {
    const kind = kindOf(key);
    this.admit();
    return this.queue.run(key, () => this.served(`${doing} a ${kind}`, task));
  }

  private async serve<T>(doing: string, task: () => Promise<T>): Promise<T> {
    this.admit();
    return this.served(doing, task);
  }

  private admit(): void {
    if (this.closing) throw closedError();
  }

  /** Errors of the disk become StorageUnavailableError. */
  private async served<T>(doing: string, task: () => Promise<T>): Promise<T> {
    try {
      await this.records.open();
      return await task();
    } catch (error) {
      throw isOfTheSystem(error) ? new StorageUnavailableError(doing, error) : error;
    }
  }

  private async check(key: string, expect: Expect): Promise<void> {
    if (expect !== 'any' && !holds(expect, (await this.load(key))?.eTag)) throw new ConflictError(key);
  }

  private async load(key: string): Promise<Envelope | undefined> {
    const known = this.recent.get(key);
    if (known) return known;
    const found = await this.records.load(key);
    if (found) this.recent.set(key, found, found.json.length);
    return found;
  }
}

const DEFAULTS = { disk: realDisk, onTorn: () => {}, onStuck: () => {}, later: laterByTimer };

function isOfTheSystem(error: unknown): boolean {
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall !== undefined || code !== undefined;
}
