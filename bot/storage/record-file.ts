import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';

/** How far a write is pushed before it counts as done: `fsync` survives a power cut, `none` a killed process only. */
export type Durability = 'fsync' | 'none';

/**
 * lowdb adapter for one JSON file that is never seen half-written: temporary file, fsync, rename, fsync of the folder.
 * (lowdb's own JSONFile never calls fsync.) `read` gives null when there is no file and throws SyntaxError on a damaged one.
 */
export class DurableJsonFile<T> implements Adapter<T> {
  constructor(
    private readonly path: string,
    private readonly durability: Durability,
  ) {}

  async read(): Promise<T | null> {
    const text = await readFile(this.path, 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return text === null ? null : (JSON.parse(text) as T);
  }

  async write(data: T): Promise<void> {
    const folder = dirname(this.path);
    const temporary = `${this.path}.tmp`;
    await mkdir(folder, { recursive: true });
    await this.writeSynced(temporary, JSON.stringify(data));
    await rename(temporary, this.path);
    if (this.durability === 'fsync') await syncFolder(folder);
  }

  /** Removes the file; no error when there is none. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    if (this.durability === 'fsync') await syncFolder(dirname(this.path)).catch(() => {});
  }

  private async writeSynced(path: string, text: string): Promise<void> {
    const file = await open(path, 'w');
    try {
      await file.writeFile(text);
      if (this.durability === 'fsync') await file.datasync();
    } finally {
      await file.close();
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
