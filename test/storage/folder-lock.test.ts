import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError, lockFolder } from '../../bot/storage/folder-lock.js';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { unexpected } from './engines.js';

let folder = '';
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-lock-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function openStore(): LowdbStore {
  return new LowdbStore({ folder, durability: 'none', now: Date.now, onQuarantine: unexpected });
}

describe('lowdb: one process a folder', () => {
  it('refuses a second store in this process, too', async () => {
    const store = openStore();
    expect(() => openStore()).toThrow(FolderInUseError);
    await store.close();
    await openStore().close();
  });

  it('refuses while another process lives, naming it, and takes over at once after kill -9', async () => {
    for (let round = 0; round < 5; round += 1) {
      const child = await lockingChild();
      expect(() => openStore()).toThrow(`in use by process ${child.pid}`);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await openStore().close();
    }
  });

  it('takes over when the pid now belongs to another process', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    children.push(stranger);
    await once(stranger, 'spawn');
    await plantLock({ pid: stranger.pid, since: '1' });
    await openStore().close();
  });

  it.each(['', '{', '{"pid":"x"}', 'null'])('takes over a lock that says %j', async (text) => {
    await writeFile(join(folder, '_lock'), text);
    await openStore().close();
  });

  it("believes another host's lock as long as it shows life", async () => {
    await plantLock({ pid: 7, host: 'other' });
    expect(() => openStore()).toThrow('in use by process 7 on other');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(folder, '_lock'), longAgo, longAgo);
    await openStore().close();
  });

  it('leaves the lock of a successor alone', async () => {
    const release = lockFolder(folder);
    await plantLock({ pid: 7, host: 'other' });
    release();
    expect(await readFile(join(folder, '_lock'), 'utf8')).toContain('other');
  });

  it('lets only one of several processes in when all come at once to a stale lock', async () => {
    await plantLock({ pid: 999_999, since: '1' });
    const answers = await Promise.all(Array.from({ length: 4 }, () => lockTry()));
    expect(answers.filter((answer) => answer === 'locked')).toHaveLength(1);
    expect((await readdir(folder)).filter((name) => name.startsWith('_lock'))).toEqual(['_lock']);
  });

  async function plantLock(owner: { pid?: number; host?: string; since?: string }): Promise<void> {
    await writeFile(join(folder, '_lock'), JSON.stringify({ host: hostname(), ...owner }));
  }

  async function lockingChild(): Promise<ChildProcess> {
    const child = forkChild();
    const [answer] = await once(child, 'message');
    expect(answer).toBe('locked');
    return child;
  }

  async function lockTry(): Promise<unknown> {
    return (await once(forkChild(), 'message'))[0];
  }

  function forkChild(): ChildProcess {
    const path = fileURLToPath(new URL('locking-child.ts', import.meta.url));
    const child = fork(path, [folder], { execArgv: ['--import', 'tsx'] });
    children.push(child);
    return child;
  }
});
