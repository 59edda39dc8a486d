import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../../dialogs/domain/content/yaml-file.js';

/** One good version of the knowledge files. */
export interface KeptVersion {
  version: string;
  /** When it went live, ISO 8601. */
  at: string;
  /** What changed against the version before, one line each. */
  summary: string[];
  /** Who wrote it, and with what; absent when a file was saved by hand. */
  by?: string;
}

interface KeptRecord extends KeptVersion {
  /** Path → hash of its text. */
  files: Record<string, string>;
}

/** Every good version of the knowledge, kept as plain files without git; a text that didn't change is kept once. */
export class VersionHistory {
  constructor(private readonly folder: string) {}

  /** The history in its place inside the data folder. */
  static inside(data: string): VersionHistory {
    return new VersionHistory(join(data, 'knowledge'));
  }

  /** The file that names the version that staff accepted although much is missing. */
  get acceptedFile(): string {
    return join(this.folder, 'accepted');
  }

  /** Keeps a version, unless it is the newest already; then only who wrote it is added, if nobody has said so before. */
  async keep(files: SourceFile[], { version, at, summary, by }: KeptVersion): Promise<void> {
    const newest = await this.newest();
    if (newest?.version === version) {
      if (by && !newest.by) await this.write({ ...newest, by, summary: summary.length > 0 ? summary : newest.summary });
      return;
    }
    const hashes: Record<string, string> = {};
    for (const { path, text } of files) {
      const hash = createHash('sha256').update(text).digest('hex');
      hashes[path] = hash;
      if (!(await exists(this.textFile(hash)))) await writeWhole(this.textFile(hash), text);
    }
    // The name sorts by time; a version that comes later never sorts before one that is kept already.
    const time = newest && newest.at >= at ? new Date(Date.parse(newest.at) + 1).toISOString() : at;
    await this.write({ version, at: time, summary, by, files: hashes });
  }

  /** The version that went live last. */
  async newest(): Promise<KeptRecord | undefined> {
    for (const name of (await this.names()).sort().reverse()) {
      const record = await this.record(name);
      if (record) return record;
    }
    return undefined;
  }

  /** Newest first. */
  async list(): Promise<KeptVersion[]> {
    return (await this.records()).map(({ files: _, ...version }) => version);
  }

  /** Whether the version was good once. */
  async has(version: string): Promise<boolean> {
    return (await this.names()).some((name) => name.endsWith(`_${version}.json`));
  }

  /** The files of a version (its first letters suffice), or undefined. */
  async files(version: string): Promise<SourceFile[] | undefined> {
    const record = (await this.records()).find((kept) => kept.version.startsWith(version));
    if (!record) return undefined;
    const texts = Object.entries(record.files).map(async ([path, hash]) => ({
      path,
      text: await readFile(this.textFile(hash), 'utf8'),
    }));
    return Promise.all(texts).catch(() => undefined);
  }

  /** Lets a version go live although much is missing in it. */
  async accept(version: string): Promise<void> {
    await writeWhole(this.acceptedFile, version);
  }

  async isAccepted(version: string): Promise<boolean> {
    const accepted = await readFile(this.acceptedFile, 'utf8').catch(() => '');
    return accepted.trim() === version || (await this.has(version));
  }

  private write(record: KeptRecord): Promise<void> {
    const name = `${record.at.replaceAll(':', '-')}_${record.version}.json`;
    return writeWhole(join(this.folder, 'versions', name), JSON.stringify(record, null, 1));
  }

  private async records(): Promise<KeptRecord[]> {
    const names = (await this.names()).sort().reverse();
    const records = await Promise.all(names.map((name) => this.record(name)));
    return records.filter((record) => record !== undefined);
  }

  /** Undefined for a record that a full disk or a crash has spoilt: the other versions stay usable. */
  private async record(name: string): Promise<KeptRecord | undefined> {
    try {
      return JSON.parse(await readFile(join(this.folder, 'versions', name), 'utf8')) as KeptRecord;
    } catch {
      return undefined;
    }
  }

  private async names(): Promise<string[]> {
    const names = await readdir(join(this.folder, 'versions')).catch(() => []);
    return names.filter((name) => name.endsWith('.json'));
  }

  private textFile(hash: string): string {
    return join(this.folder, 'texts', `${hash}.yaml`);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Writes beside and renames, so that nobody reads half a file. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${process.pid}-${Math.floor(performance.now() * 1000)}.tmp`);
  await writeFile(temporary, text);
  await rename(temporary, path);
}
