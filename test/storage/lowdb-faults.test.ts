import * as fs from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../../bot/storage/disk.js';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { StorageUnavailableError } from '../../bot/storage/record-store.js';
import { unexpected } from './engines.js';
import { systemError, watchedDisk } from './watched-disk.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-faults-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openStore(disk: Disk, { stuck = [] as unknown[] } = {}): LowdbStore {
  return new LowdbStore({
    folder,
    durability: 'fsync',
    now: () => 1_000,
    disk,
    onQuarantine: unexpected,
    onStuck: (error) => stuck.push(error),
    later: () => () => {},
  });
}

describe('lowdb: the order of a durable write', () => {
  /** What is asked of the disk while a task runs on a record that is stored already. */
  async function callsOf(task: (store: LowdbStore) => Promise<unknown>): Promise<string[]> {
    const calls: string[] = [];
    const store = openStore(watchedDisk((call) => void calls.push(call)));
    await store.write('item/1', 'first', 'any');
    await store.checkpoint();
    await store.write('item/2', 'other', 'any');
    calls.length = 0;
    await task(store);
    const asked = [...calls];
    await store.close();
    return asked;
  }
  it('is one append and one sync', async () => {
    expect(await callsOf((store) => store.write('item/1', 'second', 'any'))).toEqual(['appendFile 2', 'datasync 2']);
  });

  it('is the same for a deletion', async () => {
    expect(await callsOf((store) => store.delete('item/1'))).toEqual(['appendFile 2', 'datasync 2']);
  });

  it('makes a new journal file, and the folders above it, there to stay', async () => {
    const calls: string[] = [];
    const store = openStore(watchedDisk((call) => void calls.push(call)));
    await store.write('item/1', 'first', 'any');
    expect(calls.filter((call) => /^(open|sync|datasync|appendFile)/.test(call))).toEqual([
      'open 1 ax',
      `open ${basename(folder)} r`,
      `sync ${basename(folder)}`,
      'open 1 ax',
      'open _journal r',
      'sync _journal',
      'appendFile 1',
      'datasync 1',
    ]);
    await store.close();
  });

  it('a checkpoint syncs each file before it gets its name, its folder after, and only then drops the journal', async () => {
    const calls = await callsOf((store) => store.checkpoint());
    expect(calls.map((call) => call.split(' ')[0])).toEqual([
      ...['close', 'open', 'writeFile', 'utimes', 'datasync', 'close', 'rename'],
      ...['mkdir', 'open', 'sync', 'close', 'rename', 'open', 'sync', 'close'],
      ...['rm', 'open', 'sync', 'close'],
    ]);
    expect([calls[0], calls[4], calls[13], calls.at(-4)]).toEqual([
      'close 2',
      expect.stringMatching(/^datasync [0-9a-f]{64}/),
      expect.stringMatching(/^sync [0-9a-f]{2}$/),
      'rm 2',
    ]);
  });
});

/** The values in the record files. */
async function valuesOnDisk(): Promise<unknown[]> {
  const names = await fs.readdir(join(folder, 'item'), { recursive: true });
  const paths = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, 'item', name));
  const texts = await Promise.all(paths.map((path) => fs.readFile(path, 'utf8')));
  return texts.map((text) => (JSON.parse(text) as { value: unknown }).value);
}

describe('lowdb: a failing disk', () => {
  const CODES = ['ENOSPC', 'EIO', 'EROFS', 'EMFILE', 'EACCES'];

  /** A disk of which the n-th call from now fails; tells whether it came to that. */
  function failingOnce(code: string) {
    let left = 0;
    const disk = watchedDisk(() => {
      left -= 1;
      if (left === 0) throw systemError(code);
    });
    const failAt = (n: number) => {
      left = n;
    };
    return { disk, failAt, failed: () => left <= 0 };
  }

  it.each(CODES)('keeps nothing of a write when any one call fails with %s, and the next one works', async (code) => {
    const { disk, failAt, failed } = failingOnce(code);
    const store = openStore(disk);
    await store.write('item/1', 0, 'absent');
    let n = 1;
    for (; ; n += 1) {
      // So that each of these writes begins a new file.
      await store.checkpoint();
      const held = (await store.read<number>('item/1'))!;
      failAt(n);
      const result = await store.write('item/1', n, { eTag: held.eTag }).catch((error: unknown) => error);
      if (!failed()) break;
      failAt(0);
      // Of a file that could be written but not closed, nothing is lost.
      if (typeof result !== 'string') expect(result).toBeInstanceOf(StorageUnavailableError);
      const kept = typeof result === 'string' ? n : held.value;
      expect((await store.read('item/1'))?.value).toBe(kept);
      expect(await store.write('item/2', n, 'any')).toMatch(/^[0-9a-f]{16}$/);
      await store.checkpoint();
      expect((await valuesOnDisk()).sort()).toEqual([kept, n].sort());
    }
    expect(n).toBeGreaterThan(5);
    await store.close();
  });

  it.each(CODES)('a checkpoint in which any one call fails with %s loses nothing and is done again', async (code) => {
    const { disk, failAt, failed } = failingOnce(code);
    const stuck: unknown[] = [];
    const store = openStore(disk, { stuck });
    for (let n = 1; ; n += 1) {
      await store.write('item/1', n, 'any');
      await store.write(`item/${n + 1}`, n, 'any');
      if (n > 1) await store.delete(`item/${n}`);
      const told = stuck.length;
      failAt(n);
      const result = await store.checkpoint().catch((error: unknown) => error);
      const over = !failed();
      failAt(0);
      if (result !== undefined) expect(result).toBeInstanceOf(StorageUnavailableError);
      expect(stuck.length - told).toBe(result === undefined ? 0 : 1);
      expect((await store.read('item/1'))?.value).toBe(n);
      expect((await store.list('item')).sort()).toEqual(['item/1', `item/${n + 1}`].sort());
      await store.checkpoint();
      expect(await valuesOnDisk()).toEqual([n, n]);
      expect(await fs.readdir(join(folder, '_journal'))).toEqual([]);
      expect(await fs.readdir(join(folder, '_tmp'))).toEqual([]);
      if (over) break;
    }
    expect(stuck.length).toBeGreaterThan(10);
    await store.close();
  });

  it('deletes on a full disk, too: the file makes room for the note that it is gone', async () => {
    let full = false;
    const disk = watchedDisk((call) => {
      if (full && call.startsWith('appendFile')) throw systemError('ENOSPC');
      if (call.startsWith('rm') && call.endsWith('.json')) full = false;
    });
    const store = openStore(disk);
    for (const id of [1, 2]) await store.write(`item/${id}`, id, 'any');
    await store.checkpoint();
    full = true;
    await expect(store.write('item/1', 'new', 'any')).rejects.toThrow(StorageUnavailableError);
    await store.delete('item/1');
    expect(await store.list('item')).toEqual(['item/2']);
    await store.close();
    expect(await valuesOnDisk()).toEqual([2]);
  });

  it('trusts no file any more in which a sync has failed', async () => {
    const calls: string[] = [];
    let broken = false;
    const store = openStore(
      watchedDisk((call) => {
        calls.push(call);
        if (broken && call.startsWith('datasync')) throw systemError('EIO');
      }),
    );
    await store.write('item/1', 'kept', 'any');
    broken = true;
    const refused = await Promise.allSettled([1, 2, 3].map((n) => store.write(`item/${n}`, 'refused', 'any')));
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    broken = false;
    calls.length = 0;
    await store.write('item/2', 'again', 'any');
    expect(calls.filter((call) => call.startsWith('appendFile'))).not.toContain('appendFile 1');
    expect(await fs.readFile(join(folder, '_journal', '1'), 'utf8')).not.toContain('refused');
    await store.checkpoint();
    expect((await valuesOnDisk()).sort()).toEqual(['again', 'kept']);
    await store.close();
  });

  it('says so instead of giving back nothing when a read fails', async () => {
    let broken = false;
    const disk = watchedDisk((call) => {
      if (broken && call.startsWith('readFile')) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    });
    const store = new LowdbStore({
      folder,
      durability: 'none',
      now: () => 1,
      disk,
      onQuarantine: () => {},
      remembered: 0,
    });
    await store.write('item/1', 'kept', 'any');
    await store.checkpoint();
    broken = true;
    await expect(store.read('item/1')).rejects.toThrow(StorageUnavailableError);
    await expect(store.write('item/1', 'new', 'absent')).rejects.toThrow(StorageUnavailableError);
    broken = false;
    expect((await store.read('item/1'))?.value).toBe('kept');
    await store.close();
  });
});
