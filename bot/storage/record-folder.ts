import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Low } from 'lowdb';
import { KeyedQueue } from '../keyed-queue.js';
import { type Disk, type Durability, isMissing } from './disk.js';
import { isDeletion } from './journal-text.js';
import { type FoundFile, listFiles, readHeadOf } from './lowdb-list.js';
import { Quarantine } from './quarantine.js';
import { RecordFile } from './record-file.js';
import { kindOf, writtenKey } from './record-key.js';
import { DamagedRecordError, type Envelope } from './record-text.js';

/** Where records are kept as files, and how. */
export interface FolderOptions {
  folder: string;
  disk: Disk;
  durability: Durability;
  now: () => number;
  /** Called when something damaged was put aside: the record's key (undefined when even that can't be read) and where it is now. */
  onQuarantine: (key: string | undefined, path: string) => void;
}

/** A folder of record files, `<kind>/<2 hex>/<sha256 of the key>.json`; damaged ones are put aside in `_quarantine`. */
export class RecordFolder {
  /** What concerns one file is done one after another. */
  private readonly queue = new KeyedQueue();
  private readonly quarantine: Quarantine;

  constructor(private readonly its: FolderOptions) {
    this.quarantine = new Quarantine({ ...its, folder: join(its.folder, '_quarantine') });
    // Half-written files of a killed process: they may hold what people wrote, and nothing will ever read them.
    rmSync(this.temporary, { recursive: true, force: true });
    mkdirSync(this.temporary);
  }

  /** Reads a record; a damaged one is put aside and counts as none. */
  load(key: string): Promise<Envelope | undefined> {
    const { db, path } = this.file(key);
    return this.queue.run(basename(path), async () => {
      try {
        await db.read();
        if (db.data && db.data.key !== key) throw new DamagedRecordError('the file holds another record');
        return db.data ?? undefined;
      } catch (error) {
        if (!(error instanceof DamagedRecordError)) throw error;
        await this.putAside(key, path);
        return undefined;
      }
    });
  }

  /** Writes a record's file, or deletes it when that is what the record says. */
  save(record: Envelope): Promise<void> {
    const { db, file, path } = this.file(record.key);
    return this.queue.run(basename(path), () => {
      if (isDeletion(record)) return file.remove();
      db.data = record;
      return db.write();
    });
  }

  /** Keys of a kind last written before `before`, oldest first, `limit` at most; what is `pending` holds before the files. */
  async list(kind: string, before: number, limit: number, pending: Map<string, Envelope>): Promise<string[]> {
    const waiting = [...pending.values()].filter(({ key }) => key.startsWith(`${kind}/`));
    const masked = new Set(waiting.map(({ key }) => nameOf(key)));
    const files = await listFiles(this.its.disk, join(this.its.folder, kind), before);
    const found: (FoundFile | { key: string; at: number })[] = [
      ...files.filter(({ path }) => !masked.has(basename(path))),
      ...waiting.map(({ key, updatedAt }) => ({ key, at: updatedAt })),
    ];
    const keys: string[] = [];
    for (const one of found.sort((a, b) => a.at - b.at)) {
      if (keys.length >= limit) break;
      const key = 'key' in one ? one.key : await this.keyOf(one.path, before);
      if (key !== undefined && !isNewer(pending.get(key), before)) keys.push(key);
    }
    return keys;
  }

  /** Puts aside a damaged piece of a file that holds more than that. */
  async putPieceAside(key: string | undefined, bytes: Buffer, name: string): Promise<void> {
    this.its.onQuarantine(key, await this.quarantine.keep(bytes, name));
  }

  /** Deletes what was put aside before `before`; says how many. */
  discardQuarantined(before: number): Promise<number> {
    return this.quarantine.discard(before);
  }

  /** Whether the folder is there. */
  ready(): Promise<boolean> {
    return this.its.disk.stat(this.temporary).then(
      (found) => found.isDirectory(),
      () => false,
    );
  }

  /** The key in a file; undefined when it is gone, was written meanwhile, or is damaged. */
  private async keyOf(path: string, before: number): Promise<string | undefined> {
    const head = await this.headOf(path);
    // The file may be written anew just now, so it is looked at again when nobody does.
    if (head === 'damaged') await this.queue.run(basename(path), () => this.putAsideIfDamaged(path));
    return typeof head === 'object' && head.updatedAt < before ? head.key : undefined;
  }

  private async headOf(path: string): Promise<{ key: string; updatedAt: number } | 'damaged' | 'gone'> {
    try {
      return await readHeadOf(this.its.disk, path);
    } catch (error) {
      if (error instanceof DamagedRecordError) return 'damaged';
      if (isMissing(error)) return 'gone';
      throw error;
    }
  }

  private async putAsideIfDamaged(path: string): Promise<void> {
    if ((await this.headOf(path)) === 'damaged') await this.putAside(undefined, path);
  }

  private async putAside(key: string | undefined, path: string): Promise<void> {
    this.its.onQuarantine(key, await this.quarantine.move(path, basename(path)));
  }

  private file(key: string) {
    const { disk, durability, folder } = this.its;
    const name = nameOf(key);
    const path = join(folder, kindOf(key), name.slice(0, 2), name);
    const file = new RecordFile({ path, temporary: join(this.temporary, name) }, durability, disk);
    return { path, file, db: new Low(file, null as Envelope | null) };
  }

  private get temporary(): string {
    return join(this.its.folder, '_tmp');
  }
}

/** Whether a pending record is gone or too young for a list. */
function isNewer(pending: Envelope | undefined, before: number): boolean {
  return pending !== undefined && (isDeletion(pending) || pending.updatedAt >= before);
}

function nameOf(key: string): string {
  return `${createHash('sha256').update(writtenKey(key)).digest('hex')}.json`;
}
