import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Low } from 'lowdb';
import { KeyedQueue } from '../keyed-queue.js';
import { type Durability, DurableJsonFile } from './durable-json-file.js';
import { lockFolder } from './folder-lock.js';
import { holds } from './memory-store.js';
import { ConflictError, type Expect, type RecordStore, type Stored } from './record-store.js';

interface FileContent<T> {
  key: string;
  eTag: string;
  updatedAt: number;
  value: T;
}

/** What the lowdb engine needs to know. */
export interface LowdbOptions {
  folder: string;
  durability: Durability;
  now: () => number;
  /** Called when a damaged file was put aside: the record's key and where the file is now. */
  onQuarantine: (key: string, path: string) => void;
}

/**
 * Records as lowdb files: one file a record in hashed folders (`<kind>/<2 hex>/<sha256 of the key>.json`), so the cost of a
 * write does not depend on how many records there are. One process a folder.
 */
export class LowdbStore implements RecordStore {
  private readonly queue = new KeyedQueue();
  private readonly unlock: () => void;

  constructor(private readonly options: LowdbOptions) {
    this.unlock = lockFolder(options.folder);
  }

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    return this.queue.run(key, async () => {
      const content = await this.load<T>(key);
      return content ? { value: content.value, eTag: content.eTag, updatedAt: content.updatedAt } : undefined;
    });
  }

  async write<T>(key: string, value: T, expect: Expect): Promise<string> {
    return this.queue.run(key, async () => {
      if (expect !== 'any' && !holds(expect, (await this.load(key))?.eTag)) throw new ConflictError(key);
      const eTag = randomBytes(8).toString('hex');
      const content = { key, eTag, updatedAt: this.options.now(), value };
      await new Low<FileContent<T>>(this.file(key), content).write();
      return eTag;
    });
  }

  async delete(key: string): Promise<void> {
    await this.queue.run(key, () => this.file(key).remove());
  }

  async list(kind: string, { before = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
    const found: { key: string; updatedAt: number }[] = [];
    for (const path of await this.filesOf(kind)) {
      const content = await new DurableJsonFile<FileContent<unknown>>(path, 'none').read().catch(() => null);
      if (content && content.updatedAt < before) found.push({ key: content.key, updatedAt: content.updatedAt });
    }
    found.sort((a, b) => a.updatedAt - b.updatedAt);
    return found.slice(0, limit).map(({ key }) => key);
  }

  async ready(): Promise<boolean> {
    return stat(this.options.folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
  }

  async close(): Promise<void> {
    await this.queue.idle();
    this.unlock();
  }

  private async load<T>(key: string): Promise<FileContent<T> | null> {
    const db = new Low<FileContent<T> | null>(this.file(key), null);
    try {
      await db.read();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      await this.quarantine(key);
    }
    return db.data;
  }

  private async quarantine(key: string): Promise<void> {
    const folder = join(this.options.folder, 'quarantine');
    const path = join(folder, `${this.options.now()}-${basename(this.path(key))}`);
    await mkdir(folder, { recursive: true });
    await rename(this.path(key), path);
    this.options.onQuarantine(key, path);
  }

  private file<T>(key: string): DurableJsonFile<T> {
    return new DurableJsonFile<T>(this.path(key), this.options.durability);
  }

  private path(key: string): string {
    const [kind = ''] = key.split('/', 1);
    if (!/^[a-z-]+$/.test(kind))
      throw new Error(`storage key needs a kind of a-z before the slash: ${key.slice(0, 40)}`);
    const hash = createHash('sha256').update(key).digest('hex');
    return join(this.options.folder, kind, hash.slice(0, 2), `${hash}.json`);
  }

  private async filesOf(kind: string): Promise<string[]> {
    const root = join(this.options.folder, kind);
    const names = await readdir(root, { recursive: true }).catch(() => [] as string[]);
    return names.filter((name) => name.endsWith('.json')).map((name) => join(root, name));
  }
}
