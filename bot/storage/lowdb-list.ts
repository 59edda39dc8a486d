import { type Disk, filesBelow, isMissing } from './disk.js';
import { type Envelope, readHead } from './record-text.js';

/** Looked at side by side: enough to keep the disk busy, few enough to let turns through. */
const AT_ONCE = 8;
/** Longer than the longest head. */
const HEAD_BYTES = 4096;

/** A record file and the time of its last write, ms since the epoch. */
export interface FoundFile {
  path: string;
  at: number;
}

/** The record files of a kind's folder last written before `before` (ms since the epoch), in no order; reads none. */
export async function listFiles(disk: Disk, folder: string, before: number): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for await (const paths of filesBelow(disk, folder)) {
    for (let i = 0; i < paths.length; i += AT_ONCE) {
      const ages = await Promise.all(paths.slice(i, i + AT_ONCE).map((path) => age(disk, path)));
      for (const file of ages) if (file && file.at < before) found.push(file);
    }
  }
  return found;
}

/** The head of a record file, without its value. Throws DamagedRecordError when it can't be read. */
export async function readHeadOf(disk: Disk, path: string): Promise<Omit<Envelope, 'json'>> {
  const file = await disk.open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return readHead(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}

async function age(disk: Disk, path: string): Promise<FoundFile | undefined> {
  if (!path.endsWith('.json')) return undefined;
  try {
    return { path, at: Math.round((await disk.stat(path)).mtimeMs) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
