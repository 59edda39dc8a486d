import { dirname } from 'node:path';
import { type Disk, type Durability, isMissing, makeFolder, syncFolder } from './disk.js';

type File = Awaited<ReturnType<Disk['open']>>;

/** One file of a journal, while it is written. */
export class JournalSegment {
  /** What it holds for good. */
  bytes = 0;

  private constructor(
    private readonly path: string,
    private readonly file: File,
    private readonly disk: Disk,
    private readonly durability: Durability,
  ) {}

  /** Begins a new file, there to stay even after a power cut. */
  static async create(path: string, disk: Disk, durability: Durability): Promise<JournalSegment> {
    const file = await openNew(path, disk, durability);
    const segment = new JournalSegment(path, file, disk, durability);
    try {
      if (durability === 'fsync') await syncFolder(disk, dirname(path));
      return segment;
    } catch (error) {
      await segment.abandon();
      throw error;
    }
  }

  /** Adds bytes. When it rejects, nothing may be added any more: what has reached the disk is not known. */
  async append(bytes: Buffer): Promise<void> {
    await this.file.appendFile(bytes);
    if (this.durability === 'fsync') await this.file.datasync();
    this.bytes += bytes.length;
  }

  /** Ends the file after a failure, without what was refused as far as the disk lets it. */
  async abandon(): Promise<void> {
    await this.file.truncate(this.bytes).catch(() => {});
    await this.close();
    if (this.bytes === 0) await this.disk.rm(this.path).catch(() => {});
  }

  /** Ends the file. */
  async close(): Promise<void> {
    // Whatever an error here says, all that counts is on the disk already.
    await this.file.close().catch(() => {});
  }
}

async function openNew(path: string, disk: Disk, durability: Durability): Promise<File> {
  try {
    return await disk.open(path, 'ax', 0o600);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await makeFolder(disk, dirname(path), durability);
    return disk.open(path, 'ax', 0o600);
  }
}
