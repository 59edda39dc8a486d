import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** How far a write is pushed before it counts as done: `fsync` survives a power cut, `none` a killed process only. */
export type Durability = 'fsync' | 'none';

/** The calls that the lowdb engine makes to the disk. */
export type Disk = Pick<typeof fs, 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'rm' | 'stat'>;

/** The real disk. */
export const realDisk: Disk = fs;

/** Whether an error says that the file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Makes a folder so that it survives a power cut: every folder that got a new entry is synced. */
export async function makeFolder(disk: Disk, folder: string, durability: Durability): Promise<void> {
  const first = await disk.mkdir(folder, { recursive: true });
  if (!first || durability === 'none') return;
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(disk, dirname(made));
    if (made === first || made === dirname(made)) return;
  }
}

/** Pushes a folder's list of names to the disk: a rename or a removal in it is durable only then. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Paths of the files in the subfolders of a folder, a subfolder at a time. */
export async function* filesBelow(disk: Disk, folder: string): AsyncGenerator<string[]> {
  for (const sub of await namesIn(disk, folder)) {
    const path = join(folder, sub);
    yield (await namesIn(disk, path)).map((name) => join(path, name));
  }
}

/** Names in a folder; none when it is not there. */
export async function namesIn(disk: Disk, folder: string): Promise<string[]> {
  try {
    return await disk.readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
