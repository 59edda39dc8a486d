import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { type Disk, type Durability, isMissing, makeFolder, syncFolder } from './disk.js';
import { type Envelope, readRecord, recordText } from './record-text.js';

/** Where a record's file is, and where it is written before it gets its name. Both on one file system. */
export interface RecordPaths {
  path: string;
  temporary: string;
}

/**
 * lowdb adapter for one record in one file that is never seen half-written: temporary file, fsync, rename, fsync of the
 * folder. (lowdb's own JSONFile never calls fsync.) The file's mtime is the record's time, so that old ones are found without
 * reading them. `read` gives null when there is no file and throws DamagedRecordError on a damaged one.
 */
export class RecordFile implements Adapter<Envelope | null> {
  constructor(
    private readonly paths: RecordPaths,
    private readonly durability: Durability,
    private readonly disk: Disk,
  ) {}

  async read(): Promise<Envelope | null> {
    try {
      return readRecord(await this.disk.readFile(this.paths.path, 'utf8'));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async write(record: Envelope | null): Promise<void> {
    if (!record) return;
    const { path, temporary } = this.paths;
    try {
      await this.writeSynced(temporary, record);
      await this.moveIntoPlace();
    } catch (error) {
      await this.disk.rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
    if (this.durability === 'fsync') await syncFolder(this.disk, dirname(path));
  }

  /** Removes the file; no error when there is none. */
  async remove(): Promise<void> {
    try {
      await this.disk.rm(this.paths.path);
      if (this.durability === 'fsync') await syncFolder(this.disk, dirname(this.paths.path));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  private async moveIntoPlace(): Promise<void> {
    const { path, temporary } = this.paths;
    try {
      await this.disk.rename(temporary, path);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await makeFolder(this.disk, dirname(path), this.durability);
      await this.disk.rename(temporary, path);
    }
  }

  private async writeSynced(path: string, record: Envelope): Promise<void> {
    const file = await this.disk.open(path, 'w', 0o600);
    try {
      await file.writeFile(recordText(record));
      await file.utimes(record.updatedAt / 1000, record.updatedAt / 1000);
      if (this.durability === 'fsync') await file.datasync();
    } finally {
      await file.close();
    }
  }
}
