import * as fs from 'node:fs/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Disk } from '../../bot/storage/disk.js';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';

let folder = '';
let clock = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-list-'));
  clock = 1_000;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openStore(open: Disk['open'], put: unknown[] = []): LowdbStore {
  const disk = { ...fs, open };
  return new LowdbStore({ folder, durability: 'none', now: () => clock, onQuarantine: (key) => put.push(key), disk });
}

it('opens only the files that it lists, and lets other work through meanwhile', async () => {
  let opened = 0;
  const store = openStore((...args) => {
    opened += 1;
    return fs.open(...args);
  });
  for (let n = 0; n < 1_000; n += 1) {
    clock = n < 10 ? 1_000 + n : 5_000;
    await store.write(`item/${n}`, 'x'.repeat(5_000), 'any');
  }
  await store.checkpoint();
  opened = 0;
  let turns = 0;
  let listing = true;
  const count = () => {
    turns += 1;
    if (listing) setImmediate(count);
  };
  setImmediate(count);
  const keys = await store.list('item', { before: 5_000 });
  listing = false;
  expect(keys).toEqual(Array.from({ length: 10 }, (_, n) => `item/${n}`));
  expect(opened).toBe(10);
  expect(turns).toBeGreaterThan(200);
  await store.close();
});

it('lists what is in the journal and what is in files as one', async () => {
  const store = openStore(fs.open);
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    await store.write(`item/${id}`, 1, 'any');
    clock += 1_000;
  }
  await store.checkpoint();
  await store.write('item/a', 2, 'any');
  await store.delete('item/b');
  clock += 1_000;
  await store.write('item/f', 1, 'any');
  await store.write('item-other/x', 1, 'any');
  const lists = async () => [
    await store.list('item'),
    await store.list('item', { limit: 4 }),
    await store.list('item', { before: 6_000 }),
    await store.list('item', { before: 6_001, limit: 9 }),
  ];
  const expected = [
    ['item/c', 'item/d', 'item/e', 'item/a', 'item/f'],
    ['item/c', 'item/d', 'item/e', 'item/a'],
    ['item/c', 'item/d', 'item/e'],
    ['item/c', 'item/d', 'item/e', 'item/a'],
  ];
  expect(await lists()).toEqual(expected);
  await store.checkpoint();
  expect(await lists()).toEqual(expected);
  await store.close();
});

it('does not list what is written or deleted while it looks', async () => {
  let meanwhile: (() => Promise<unknown>) | undefined;
  const store = openStore(async (...args) => {
    const act = meanwhile;
    meanwhile = undefined;
    await act?.();
    return fs.open(...args);
  });
  for (const id of ['a', 'b', 'c']) await store.write(`item/${id}`, 1, 'any');
  await store.checkpoint();
  clock = 9_000;
  meanwhile = async () => {
    await store.write('item/b', 2, 'any');
    await store.delete('item/c');
    await store.delete('item/a');
  };
  expect(await store.list('item', { before: 2_000 })).toEqual([]);
  await store.close();
});

it('leaves a damaged file alone that a turn writes anew while it is looked at', async () => {
  let path = '';
  const put: unknown[] = [];
  let meanwhile: (() => Promise<unknown>) | undefined;
  const store = openStore(async (...args) => {
    const handle = await fs.open(...args);
    if (args[1] === 'r' && meanwhile) {
      const write = meanwhile;
      meanwhile = undefined;
      await write();
    }
    return handle;
  }, put);
  await store.write('item/1', 'old', 'any');
  await store.checkpoint();
  const names = await fs.readdir(join(folder, 'item'), { recursive: true });
  path = join(folder, 'item', names.find((name) => name.endsWith('.json'))!);
  await writeFile(path, 'damaged');
  meanwhile = async () => {
    await store.write('item/1', 'new', 'any');
    await store.checkpoint();
  };
  await store.list('item');
  expect(put).toEqual([]);
  expect((await store.read('item/1'))?.value).toBe('new');
  await store.close();
});
