import * as fs from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disk, Durability } from '../../bot/storage/disk.js';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { StorageUnavailableError } from '../../bot/storage/record-store.js';
import { FragileDisk } from './fragile-disk.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-faults-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openStore(disk: Disk, { durability = 'fsync' as Durability, quarantined = [] as unknown[] } = {}): LowdbStore {
  return new LowdbStore({ folder, durability, now: () => 1_000, disk, onQuarantine: (key) => quarantined.push(key) });
}

/** The real disk, with a say before each call that touches it. */
function watchedDisk(before: (call: string) => void): Disk {
  const watch =
    (name: string, call: (...args: never[]) => Promise<unknown>) =>
    async (...args: unknown[]) => {
      before(`${name} ${basename(String(args.at(name === 'rename' ? 1 : 0)))}`);
      return call(...(args as never[]));
    };
  const open = async (path: string, flags: string, mode?: number) => {
    before(`open ${basename(path)} ${flags}`);
    const handle = await fs.open(path, flags, mode);
    return new Proxy(handle, {
      get(target, name) {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          // A close that fails has still closed: the file must not stay open in the test either.
          if (name === 'close') await target.close();
          before(`${String(name)} ${basename(path)}`);
          return name === 'close' ? undefined : member.apply(target, args);
        };
      },
    });
  };
  const calls = { mkdir: fs.mkdir, readFile: fs.readFile, rename: fs.rename, rm: fs.rm, stat: fs.stat } as object;
  const watched = Object.entries(calls).map(([name, call]) => [name, watch(name, call)]);
  return { ...Object.fromEntries(watched), readdir: fs.readdir, open } as Disk;
}

describe('lowdb: the order of a durable write', () => {
  it('syncs the file before it gets its name, and the folder before the write is acknowledged', async () => {
    const calls: string[] = [];
    const store = openStore(watchedDisk((call) => calls.push(call)));
    await store.write('item/1', 'first', 'any');
    calls.length = 0;
    await store.write('item/1', 'second', 'any');
    calls.push('acknowledged');
    await store.close();
    const file = basename(calls[0]?.split(' ')[1] ?? '');
    const sub = file.slice(0, 2);
    expect(calls).toEqual([
      `open ${file} w`,
      `writeFile ${file}`,
      `utimes ${file}`,
      `datasync ${file}`,
      `close ${file}`,
      `rename ${file}`,
      `open ${sub} r`,
      `sync ${sub}`,
      `close ${sub}`,
      'acknowledged',
    ]);
  });

  it('syncs the folders above a new folder, too', async () => {
    const calls: string[] = [];
    const store = openStore(watchedDisk((call) => calls.push(call)));
    await store.write('item/1', 'first', 'any');
    await store.close();
    expect(calls.filter((call) => call.startsWith('sync')).map((call) => call.slice(5))).toEqual([
      'item',
      basename(folder),
      expect.stringMatching(/^[0-9a-f]{2}$/),
    ]);
  });

  it('syncs the folder before a deletion is acknowledged', async () => {
    const calls: string[] = [];
    const store = openStore(watchedDisk((call) => calls.push(call.split(' ')[0] ?? '')));
    await store.write('item/1', 'first', 'any');
    calls.length = 0;
    await store.delete('item/1');
    await store.close();
    expect(calls).toEqual(['rm', 'open', 'sync', 'close']);
  });
});

/** The value in the only record file. */
async function valueOnDisk(): Promise<unknown> {
  const names = await fs.readdir(join(folder, 'item'), { recursive: true });
  const text = await fs.readFile(join(folder, 'item', names.find((name) => name.endsWith('.json'))!), 'utf8');
  return (JSON.parse(text) as { value: unknown }).value;
}

describe('lowdb: a failing disk', () => {
  it.each(['ENOSPC', 'EIO', 'EROFS', 'EMFILE', 'EACCES'])(
    'acknowledges nothing when any one call fails with %s',
    async (code) => {
      let failAt = Number.POSITIVE_INFINITY;
      let count = 0;
      const disk = watchedDisk(() => {
        count += 1;
        if (count === failAt) throw Object.assign(new Error(code), { code, syscall: 'x' });
      });
      const store = openStore(disk);
      await store.write('item/1', 0, 'absent');
      for (failAt = 1; ; failAt += 1) {
        const held = (await store.read<number>('item/1'))!;
        count = 0;
        const failed = await store.write('item/1', failAt, { eTag: held.eTag }).then(
          () => undefined,
          (error: unknown) => error,
        );
        const reached = count >= failAt;
        count = Number.POSITIVE_INFINITY;
        const now = (await store.read<number>('item/1'))?.value;
        if (!reached) break;
        expect(failed).toBeInstanceOf(StorageUnavailableError);
        expect([held.value, failAt]).toContain(now);
        expect(await valueOnDisk()).toBe(now);
      }
      expect(failAt).toBe(10);
      await store.close();
      expect(await fs.readdir(join(folder, '_tmp'))).toEqual([]);
    },
  );

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
    broken = true;
    await expect(store.read('item/1')).rejects.toThrow(StorageUnavailableError);
    await expect(store.write('item/1', 'new', 'absent')).rejects.toThrow(StorageUnavailableError);
    broken = false;
    expect((await store.read('item/1'))?.value).toBe('kept');
    await store.close();
  });
});

/** Writes until the power goes in the given call; then counts the acknowledged writes that are not there any more. */
async function lostAfterCut(cutAt: number, durability: Durability): Promise<{ lost: number; acknowledged: number }> {
  const fragile = new FragileDisk();
  fragile.prepare(join(folder, '_tmp'));
  fragile.cutAt = cutAt;
  const acknowledged = new Map<string, number | undefined>();
  let underWay: { key: string; value: number | undefined } | undefined;
  const store = openStore(fragile.disk, { durability });
  for (let n = 1; n <= 12; n += 1) {
    const key = `item/${n % 4}`;
    const value = n % 5 === 0 ? undefined : n;
    underWay = { key, value };
    try {
      await (value === undefined ? store.delete(key) : store.write(key, value, 'any'));
    } catch {
      break;
    }
    acknowledged.set(key, value);
    underWay = undefined;
  }
  await store.close();
  fragile.restore();
  const after = openStore(fragile.disk);
  let lost = 0;
  for (const [key, value] of acknowledged) {
    const found = (await after.read(key))?.value;
    if (found !== value && !(underWay?.key === key && underWay.value === found)) lost += 1;
  }
  await after.close();
  return { lost, acknowledged: acknowledged.size };
}

describe('lowdb: a power cut', () => {
  it('loses nothing that was acknowledged, whichever call it comes in', async () => {
    let acknowledged = 0;
    for (let cutAt = 1; cutAt <= 130; cutAt += 1) {
      const result = await lostAfterCut(cutAt, 'fsync');
      expect(result.lost, `cut in call ${cutAt}`).toBe(0);
      acknowledged += result.acknowledged;
    }
    expect(acknowledged).toBeGreaterThan(200);
  });

  it('does lose it with durability `none`: the trial can tell', async () => {
    expect((await lostAfterCut(60, 'none')).lost).toBeGreaterThan(0);
  });
});
