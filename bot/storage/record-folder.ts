import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Low } from 'lowdb';
import { KeyedQueue } from '../keyed-queue.js';
import { type Disk, type Durability, isMissing, makeFolder, realDisk } from './disk.js';
import { listFiles, readHeadOf } from './lowdb-list.js';
import { RecordFile } from './record-file.js';
import { kindOf, writtenKey } from './record-key.js';
import { DamagedRecordError, type Envelope } from './record-text.js';

/** Where records are kept as files, and how. */
export interface FolderOptions {
  folder: string;
  durability: Durability;
  now: () => number;
  /** Called when a damaged file was put aside: the record's key (undefined when even that can't be read) and where it is now. */
  onQuarantine: (key: string | undefined, path: string) => void;
  disk?: Disk;
}

/** One record in memory with its file; `data` is null when there is none. */
export type RecordDb = Low<Envelope | null>;

/** A folder of record files, `<kind>/<2 hex>/<sha256 of the key>.json`; damaged ones are put aside in `_quarantine`. */
export class RecordFolder {
  private readonly disk: Disk;
  private readonly queue = new KeyedQueue();

  constructor(private readonly options: FolderOptions) {
    this.disk = options.disk ?? realDisk;
    // Half-written files of a killed process: they may hold what people wrote, and nothing will ever read them.
    rmSync(this.temporary, { recursive: true, force: true });
    mkdirSync(this.temporary);
  }

  /** Runs a task alone on a record's file. */
  alone<T>(key: string, task: () => Promise<T>): Promise<T> {
    return this.queue.run(nameOf(key), task);
  }

  /** Resolves when all tasks given so far have run. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  /** Reads a record; a damaged one is put aside and counts as none. */
  async load(key: string): Promise<RecordDb> {
    const db: RecordDb = new Low(this.file(key), null as Envelope | null);
    try {
      await db.read();
      if (db.data && db.data.key !== key) throw new DamagedRecordError('the file holds another record');
    } catch (error) {
      if (!(error instanceof DamagedRecordError)) throw error;
      await this.putAside(key, this.path(key));
      db.data = null;
    }
    return db;
  }

  /** Deletes a record's file. */
  async remove(key: string): Promise<void> {
    await this.file(key).remove();
  }

  /** Keys of a kind last written before `before`, oldest first, `limit` at most. */
  async list(kind: string, before: number, limit: number): Promise<string[]> {
    const keys: string[] = [];
    for (const path of await listFiles(this.disk, join(this.options.folder, kind), before)) {
      if (keys.length >= limit) break;
      const key = await this.keyOf(path, before);
      if (key !== undefined) keys.push(key);
    }
    return keys;
  }

  /** Deletes files put aside before `before`; says how many. */
  async discardQuarantined(before: number): Promise<number> {
    const names = await this.disk.readdir(this.quarantine).catch(() => [] as string[]);
    const old = names.filter((name) => Number.parseInt(name, 10) < before);
    for (const name of old) await this.disk.rm(join(this.quarantine, name), { force: true });
    return old.length;
  }

  /** Whether the folder is there. */
  ready(): Promise<boolean> {
    return this.disk.stat(this.temporary).then(
      (found) => found.isDirectory(),
      () => false,
    );
  }

  /** The key in a file; undefined when it is gone, was written meanwhile, or is damaged. */
  private async keyOf(path: string, before: number): Promise<string | undefined> {
    const head = await this.headOf(path);
    // A turn may be writing the file anew just now, so it is looked at again with no turn under way.
    if (head === 'damaged') await this.queue.run(basename(path), () => this.putAsideIfDamaged(path));
    return typeof head === 'object' && head.updatedAt < before ? head.key : undefined;
  }

  private async headOf(path: string): Promise<{ key: string; updatedAt: number } | 'damaged' | 'gone'> {
    try {
      return await readHeadOf(this.disk, path);
    } catch (error) {
      if (error instanceof DamagedRecordError) return 'damaged';
      if (isMissing(error)) return 'gone';
      throw error;
    }
  }

  private async putAsideIfDamaged(path: string): Promise<void> {
    if ((await this.headOf(path)) === 'damaged') await this.putAside(undefined, path);
  }

  private async putAside(key: string | undefined, from: string): Promise<void> {
    const path = join(this.quarantine, `${this.options.now()}-${basename(from)}`);
    await makeFolder(this.disk, this.quarantine, this.options.durability);
    await this.disk.rename(from, path);
    this.options.onQuarantine(key, path);
  }

  private file(key: string): RecordFile {
    const path = this.path(key);
    return new RecordFile(
      { path, temporary: join(this.temporary, basename(path)) },
      this.options.durability,
      this.disk,
    );
  }

  private path(key: string): string {
    const name = nameOf(key);
    return join(this.options.folder, kindOf(key), name.slice(0, 2), name);
  }

  private get temporary(): string {
    return join(this.options.folder, '_tmp');
  }

  private get quarantine(): string {
    return join(this.options.folder, '_quarantine');
  }
}

function nameOf(key: string): string {
  return `${createHash('sha256').update(writtenKey(key)).digest('hex')}.json`;
}
