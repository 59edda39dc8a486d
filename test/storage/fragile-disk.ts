import { basename, dirname } from 'node:path';
import type { Disk } from '../../bot/storage/disk.js';

class Inode {
  data = '';
  synced = '';
  mtimeMs = 0;
}

type Entries = Map<string, Inode | Folder>;

class Folder {
  entries: Entries = new Map();
  synced: Entries = new Map();
}

/** What a power cut is thrown as: the call in which it happens never returns. */
export class PowerCut extends Error {}

/**
 * A disk in memory that forgets what was not synced when the power goes: the contents of files without fsync, and names,
 * renames and removals without an fsync of their folder. The cruellest disk that POSIX allows.
 */
export class FragileDisk {
  private root = new Folder();
  private calls = 0;
  /** The call (counted from 1) in which the power goes; undefined for never. */
  cutAt: number | undefined;

  /** The calls as the engine makes them. */
  readonly disk = {
    mkdir: (path: string) => this.step(() => this.mkdir(path)),
    open: (path: string, flags: string) => this.step(() => this.open(path, flags)),
    readdir: (path: string) => this.step(() => [...this.folder(path).entries.keys()]),
    readFile: (path: string, encoding?: string) =>
      this.step(() => (encoding ? this.file(path).data : Buffer.from(this.file(path).data))),
    rename: (from: string, to: string) => this.step(() => this.rename(from, to)),
    rm: (path: string) => this.step(() => this.remove(path)),
    stat: (path: string) => this.step(() => this.file(path)),
  } as unknown as Disk;

  /** A folder that was there, synced, from the beginning. */
  prepare(path: string): void {
    this.mkdir(path);
    this.root.synced = new Map(this.root.entries);
    for (let at = path; at !== '/'; at = dirname(at)) {
      const folder = this.folder(at);
      folder.synced = new Map(folder.entries);
    }
  }

  /** The power is back: only what was synced is there, and of files that grew a share of the rest, with zeros after it. */
  restore(share = 0): void {
    this.revive();
    forget(this.root, share);
  }

  /** Only the process was killed: all that it had written is there. */
  revive(): void {
    this.cutAt = undefined;
    this.calls = 0;
  }

  /** All text in files below a folder. */
  textIn(path: string): string {
    const found = this.find(path);
    return found instanceof Folder ? textOf(found) : '';
  }

  private async step<T>(act: () => T, half?: () => T): Promise<T> {
    this.calls += 1;
    if (this.calls === this.cutAt) half?.();
    if (this.cutAt !== undefined && this.calls >= this.cutAt) throw new PowerCut();
    return act();
  }

  private open(path: string, flags: string) {
    const found = this.find(path);
    const target = found ?? (flags === 'r' ? missing(path) : this.create(path));
    if (target instanceof Inode && flags === 'w') target.data = '';
    const sync = () => this.step(() => synced(target));
    return {
      writeFile: (text: string) => this.step(() => set(target as Inode, { data: text })),
      appendFile: (bytes: Buffer) =>
        this.step(
          () => append(target as Inode, bytes),
          () => append(target as Inode, bytes.subarray(0, bytes.length / 2)),
        ),
      read: (buffer: Buffer) =>
        this.step(() => ({ buffer, bytesRead: Buffer.from((target as Inode).data).copy(buffer) })),
      truncate: (length: number) => this.step(() => cutOff(target as Inode, length)),
      utimes: (_: number, at: number) => this.step(() => set(target as Inode, { mtimeMs: at * 1000 })),
      datasync: sync,
      sync,
      close: async () => {},
    };
  }

  private create(path: string): Inode {
    const inode = new Inode();
    this.folder(dirname(path)).entries.set(basename(path), inode);
    return inode;
  }

  private mkdir(path: string): string | undefined {
    if (path === '/' || this.find(path)) return undefined;
    const first = this.mkdir(dirname(path));
    this.folder(dirname(path)).entries.set(basename(path), new Folder());
    return first ?? path;
  }

  private rename(from: string, to: string): void {
    const inode = this.file(from);
    this.folder(dirname(to)).entries.set(basename(to), inode);
    this.folder(dirname(from)).entries.delete(basename(from));
  }

  private remove(path: string): void {
    this.file(path);
    this.folder(dirname(path)).entries.delete(basename(path));
  }

  private file(path: string): Inode {
    const found = this.find(path);
    return found instanceof Inode ? found : missing(path);
  }

  private folder(path: string): Folder {
    const found = this.find(path);
    return found instanceof Folder ? found : missing(path);
  }

  private find(path: string): Inode | Folder | undefined {
    let at: Inode | Folder | undefined = this.root;
    for (const name of path.split('/').filter(Boolean)) at = at instanceof Folder ? at.entries.get(name) : undefined;
    return at;
  }
}

function missing(path: string): never {
  throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT', syscall: 'open' });
}

function set(inode: Inode, change: Partial<Inode>): void {
  Object.assign(inode, change);
}

function synced(target: Inode | Folder): void {
  if (target instanceof Inode) target.synced = target.data;
  else target.synced = new Map(target.entries);
}

function append(inode: Inode, bytes: Buffer): void {
  inode.data += bytes.toString();
}

function cutOff(inode: Inode, length: number): void {
  inode.data = Buffer.from(inode.data).subarray(0, length).toString();
}

function textOf(folder: Folder): string {
  return [...folder.entries.values()].map((entry) => (entry instanceof Folder ? textOf(entry) : entry.data)).join('');
}

function forget(folder: Folder, share: number): void {
  folder.entries = new Map(folder.synced);
  for (const entry of folder.entries.values()) {
    if (entry instanceof Folder) forget(entry, share);
    else entry.data = entry.synced + torn(entry.data.slice(entry.synced.length), share);
  }
}

function torn(rest: string, share: number): string {
  const kept = rest.slice(0, Math.round(rest.length * share));
  return share > 0 ? kept.padEnd(rest.length, '\0') : '';
}
