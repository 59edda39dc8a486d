import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Another live process already uses the data folder. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
  constructor(
    readonly folder: string,
    readonly pid: number,
    readonly host: string,
  ) {
    super(`data folder ${folder} is in use by process ${pid} on ${host}; stop it, or set DATA_DIR to another folder`);
  }
}

interface Owner {
  pid: number;
  host: string;
  since?: string;
}

/** Sign of life of an owner on another host (a container that shares the folder), whose processes can't be seen from here. */
const BEAT_MS = 5_000;
const SILENT_MS = 30_000;

/**
 * Takes the folder for this process, so that two processes never write the same files; returns the release.
 * A lock left behind by a killed process is taken over: at once on the same host, after 30 s of silence from another.
 * Throws FolderInUseError while its owner lives.
 */
export function lockFolder(folder: string, host = hostname()): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, '_lock');
  const mine = `${path}.${process.pid}`;
  const text = JSON.stringify({ pid: process.pid, host, since: startOf(process.pid) } satisfies Owner);
  writeFileSync(mine, text);
  try {
    // A link appears with its content, so that nobody can see a lock without an owner.
    while (!linked(mine, path)) clearStale(folder, path, `${mine}.stale`, host);
  } finally {
    rmSync(mine, { force: true });
  }
  const beat = setInterval(() => touch(path), BEAT_MS).unref();
  return () => {
    clearInterval(beat);
    if (textOf(path) === text) rmSync(path, { force: true });
  };
}

function linked(from: string, path: string): boolean {
  try {
    linkSync(from, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    return copied(from, path);
  }
}

/** For file systems without links. */
function copied(from: string, path: string): boolean {
  try {
    copyFileSync(from, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead owner's lock. Moves it first and looks again: another process may have been quicker. */
function clearStale(folder: string, path: string, aside: string, host: string): void {
  refuseLive(folder, path, host);
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  try {
    refuseLive(folder, aside, host);
  } catch (error) {
    linked(aside, path);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function refuseLive(folder: string, path: string, host: string): void {
  const owner = ownerOf(textOf(path));
  if (owner && isAlive(owner, path, host)) throw new FolderInUseError(folder, owner.pid, owner.host);
}

function ownerOf(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Owner | null;
    return typeof owner?.pid === 'number' && typeof owner.host === 'string' ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, since }: Owner, path: string, here: string): boolean {
  if (host !== here) return Date.now() - statSync(path).mtimeMs < SILENT_MS;
  return isRunning(pid) && startOf(pid) === since;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When the process began, in the kernel's ticks: tells a reused pid from the lock's owner. Undefined where /proc is missing. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // The folder is away for a moment; the next beat tries again.
  }
}
