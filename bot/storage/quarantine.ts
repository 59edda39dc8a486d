import { join } from 'node:path';
import { type Disk, type Durability, makeFolder, namesIn } from './disk.js';

/** The folder for what can't be read, each thing named by the time it was put aside. */
export class Quarantine {
  constructor(private readonly its: { folder: string; disk: Disk; durability: Durability; now: () => number }) {}

  /** Moves a file here; gives its new path. */
  async move(from: string, name: string): Promise<string> {
    const path = await this.place(name);
    await this.its.disk.rename(from, path);
    return path;
  }

  /** Keeps bytes here that were part of a file; gives the path. */
  async keep(bytes: Buffer, name: string): Promise<string> {
    const path = await this.place(name);
    const file = await this.its.disk.open(path, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      if (this.its.durability === 'fsync') await file.sync();
    } finally {
      await file.close();
    }
    return path;
  }

  /** Deletes what was put here before a time; says how many. */
  async discard(before: number): Promise<number> {
    const names = await namesIn(this.its.disk, this.its.folder);
    const old = names.filter((name) => Number.parseInt(name, 10) < before);
    for (const name of old) await this.its.disk.rm(join(this.its.folder, name), { force: true });
    return old.length;
  }

  private async place(name: string): Promise<string> {
    await makeFolder(this.its.disk, this.its.folder, this.its.durability);
    return join(this.its.folder, `${this.its.now()}-${name}`);
  }
}
