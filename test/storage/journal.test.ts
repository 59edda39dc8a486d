import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LowdbOptions, LowdbStore } from '../../bot/storage/lowdb-store.js';
import { StorageUnavailableError } from '../../bot/storage/record-store.js';
import { eventually } from '../support/eventually.js';
import { unexpected } from './engines.js';
import { systemError, watchedDisk } from './watched-disk.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openStore(options: Partial<LowdbOptions> = {}): LowdbStore {
  return new LowdbStore({
    folder,
    durability: 'fsync',
    now: () => 1_000,
    onQuarantine: unexpected,
    onStuck: unexpected,
    later: () => () => {},
    ...options,
  });
}

const keys = (count: number) => Array.from({ length: count }, (_, n) => `item/${n}`);

describe('the journal: writes side by side', () => {
  it.each([
    [1, 1],
    [50, 2],
    [2_000, 2],
  ])('%i that wait share %i syncs', async (count, syncs) => {
    const calls: string[] = [];
    const store = openStore({ disk: watchedDisk((call) => void calls.push(call)) });
    await store.write('item/first', 0, 'any');
    calls.length = 0;
    await Promise.all(keys(count).map((key) => store.write(key, key, 'absent')));
    expect(calls.filter((call) => call.startsWith('datasync'))).toHaveLength(syncs);
    expect(calls.filter((call) => call.startsWith('appendFile'))).toHaveLength(syncs);
    await store.close();
  });

  it('needs no sync with durability `none`', async () => {
    const calls: string[] = [];
    const store = openStore({ durability: 'none', disk: watchedDisk((call) => void calls.push(call)) });
    await Promise.all(keys(50).map((key) => store.write(key, key, 'absent')));
    await store.close();
    expect(calls.filter((call) => /sync/.test(call))).toEqual([]);
  });

  it('writes each record once to its file, however often it was written', async () => {
    const calls: string[] = [];
    const store = openStore({ disk: watchedDisk((call) => void calls.push(call)) });
    for (let n = 0; n < 300; n += 1) await store.write(`item/${n % 3}`, n, 'any');
    await store.checkpoint();
    expect(calls.filter((call) => call.startsWith('writeFile'))).toHaveLength(3);
    await store.close();
  });
});

describe('the journal: checkpoints under way', () => {
  it('loses nothing while files and journal change places under load', async () => {
    const store = openStore();
    const latest = new Map<string, number>();
    let writing = true;
    const write = async (id: number) => {
      for (let n = 0; n < 150; n += 1) {
        const key = `item/${id}-${n % 10}`;
        if (n % 7 === 6) await store.delete(key);
        else await store.write(key, n, 'any');
        latest.set(key, n % 7 === 6 ? -1 : n);
        expect((await store.read<number>(key))?.value ?? -1).toBe(latest.get(key));
      }
    };
    let checkpoints = 0;
    const check = async () => {
      for (; writing; checkpoints += 1) await store.checkpoint();
    };
    const checking = check();
    await Promise.all([0, 1, 2, 3, 4, 5].map(write));
    writing = false;
    await checking;
    await store.close();
    expect(checkpoints).toBeGreaterThan(3);
    expect(await readdir(join(folder, '_journal'))).toEqual([]);
    const after = openStore({ remembered: 0 });
    for (const [key, n] of latest) expect((await after.read<number>(key))?.value ?? -1, key).toBe(n);
    await after.close();
  });

  /** A disk on which files can't get their names until the gate is opened. */
  function gatedDisk() {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { disk: watchedDisk((call) => (call.startsWith('rename') ? gate : undefined)), open };
  }

  it('lets turns of the very records go on meanwhile', async () => {
    const { disk, open } = gatedDisk();
    const store = openStore({ disk });
    await store.write('item/1', 'old', 'any');
    const checkpoint = store.checkpoint();
    await store.write('item/1', 'new', 'any');
    expect((await store.read('item/1'))?.value).toBe('new');
    await store.delete('item/1');
    expect(await store.list('item')).toEqual([]);
    open();
    await checkpoint;
    expect(await store.read('item/1')).toBeUndefined();
    await store.close();
    const after = openStore();
    expect(await after.read('item/1')).toBeUndefined();
    await after.close();
  });

  it('lets writers wait, not memory grow, when files can not keep up', async () => {
    const { disk, open } = gatedDisk();
    const store = openStore({ disk });
    const value = 'x'.repeat(2 ** 20);
    let written = 0;
    const writing = (async () => {
      for (const key of keys(40)) {
        await store.write(key, value, 'any');
        written += 1;
      }
    })();
    await eventually(() => written).toBe(32);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(written).toBe(32);
    open();
    await writing;
    await store.close();
  });

  it('refuses writes when it is full and the files can not be written, and takes them again when they can', async () => {
    let full = true;
    const disk = watchedDisk((call) => {
      if (full && call.startsWith('rename')) throw systemError('ENOSPC');
    });
    const stuck: unknown[] = [];
    const store = openStore({ disk, durability: 'none', onStuck: (error) => stuck.push(error) });
    const value = 'x'.repeat(2 ** 20);
    let refused: unknown;
    let written = 0;
    for (; !refused && written < 40; written += 1) {
      refused = await store.write(`item/${written}`, value, 'any').then(
        () => undefined,
        (error: unknown) => error,
      );
    }
    expect(refused).toBeInstanceOf(StorageUnavailableError);
    expect(written).toBe(33);
    // Once when it grew large, and once when it was full: not at every write.
    expect(stuck).toHaveLength(2);
    full = false;
    await store.write('item/last', 1, 'any');
    expect((await store.list('item')).length).toBe(33);
    await store.close();
  });
});

describe('the journal: when it is emptied', () => {
  function clockwork() {
    const tasks: { ms: number; task: () => void }[] = [];
    const later = (task: () => void, ms: number) => {
      const one = { ms, task };
      tasks.push(one);
      return () => void tasks.splice(tasks.indexOf(one), 1);
    };
    return { later, waits: () => tasks.map(({ ms }) => ms), strike: () => tasks.shift()?.task() };
  }
  const journal = () => readdir(join(folder, '_journal'));
  const everything = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))).join('');
  };

  it('ten seconds after the first write in it', async () => {
    const clock = clockwork();
    const store = openStore({ later: clock.later });
    for (let n = 0; n < 5; n += 1) await store.write('item/1', n, 'any');
    expect(clock.waits()).toEqual([10_000]);
    expect(await journal()).toEqual(['1']);
    clock.strike();
    await eventually(journal).toEqual([]);
    expect(clock.waits()).toEqual([]);
    await store.close();
  });

  it('one second after a deletion: then its text is nowhere on the disk', async () => {
    const clock = clockwork();
    const store = openStore({ later: clock.later });
    await store.write('item/1', 'what somebody said', 'any');
    await store.checkpoint();
    await store.write('item/1', 'what somebody said then', 'any');
    expect(await everything()).toContain('somebody said then');
    await store.delete('item/1');
    expect(clock.waits()).toEqual([1_000]);
    clock.strike();
    await eventually(journal).toEqual([]);
    expect(await everything()).not.toContain('somebody');
    await store.close();
  });

  it('again later when it failed', async () => {
    const clock = clockwork();
    let broken = true;
    const disk = watchedDisk((call) => {
      if (broken && call.startsWith('rename')) throw systemError('EIO');
    });
    const stuck: unknown[] = [];
    const store = openStore({ disk, later: clock.later, onStuck: (error) => stuck.push(error) });
    await store.write('item/1', 1, 'any');
    clock.strike();
    await eventually(() => stuck).toHaveLength(1);
    expect(clock.waits()).toEqual([10_000]);
    broken = false;
    clock.strike();
    await eventually(journal).toEqual([]);
    await store.close();
  });

  it('takes what a dozen failed tries left in the order of writing', async () => {
    const disk = watchedDisk((call) => {
      if (call.startsWith('rename')) throw systemError('EIO');
    });
    const first = openStore({ disk, onStuck: () => {} });
    for (let n = 1; n <= 12; n += 1) {
      await first.write('item/1', n, 'any');
      await first.checkpoint().catch(() => {});
    }
    await first.close();
    expect(await journal()).toHaveLength(12);
    const second = openStore();
    expect((await second.read('item/1'))?.value).toBe(12);
    await second.close();
    const third = openStore();
    expect((await third.read('item/1'))?.value).toBe(12);
    await third.close();
  });

  it('at the close, and soon after a start that found it full', async () => {
    let broken = true;
    const disk = watchedDisk((call) => {
      if (broken && call.startsWith('rename')) throw systemError('EIO');
    });
    const first = openStore({ disk, onStuck: () => {} });
    await first.write('item/1', 'kept', 'any');
    await first.close();
    expect(await journal()).toEqual(['1']);
    broken = false;
    const clock = clockwork();
    const second = openStore({ later: clock.later });
    expect((await second.read('item/1'))?.value).toBe('kept');
    expect(clock.waits()).toEqual([1_000]);
    await second.close();
    expect(await journal()).toEqual([]);
  });
});

describe('the journal: damage', () => {
  /** What a killed process left: three records of item/0 … item/2 in one file. */
  async function left(): Promise<{ path: string; whole: Buffer; ends: number[] }> {
    const store = openStore({ disk: watchedDisk((call) => refuse(call)), onStuck: () => {} });
    for (const key of keys(3)) await store.write(key, { text: 'お問い合わせ', key }, 'any');
    await store.close();
    const path = join(folder, '_journal', '1');
    const whole = await readFile(path);
    const starts = [...whole.toString().matchAll(/\{"key":"item/g)].map(({ index }) => index);
    const ends = [...starts.slice(1), whole.toString().length];
    return { path, whole, ends: ends.map((end) => Buffer.byteLength(whole.toString().slice(0, end))) };
  }

  function refuse(call: string): void {
    if (call.startsWith('rename')) throw systemError('EIO');
  }

  async function found(path: string, bytes: Buffer) {
    await rm(join(folder, 'item'), { recursive: true, force: true });
    await writeFile(path, bytes);
    const torn: number[] = [];
    const put: { key: string | undefined; path: string }[] = [];
    const onQuarantine = (key: string | undefined, to: string) => void put.push({ key, path: to });
    const store = openStore({ durability: 'none', onTorn: (bytes) => torn.push(bytes), onQuarantine });
    const there = (await store.list('item')).sort();
    await store.close();
    return { there, torn, put };
  }

  it('leaves out a write that was cut off at any byte, and says so', async () => {
    const { path, whole, ends } = await left();
    for (let length = 0; length <= whole.length; length += 1) {
      const { there, torn, put } = await found(path, whole.subarray(0, length));
      const finished = ends.filter((end) => end <= length);
      expect(there, `${length} bytes`).toEqual(keys(finished.length));
      const rest = length - (finished.at(-1) ?? 0);
      expect(torn).toEqual(rest > 0 ? [rest] : []);
      expect(put).toEqual([]);
    }
  });

  it('leaves out zeros after the last write', async () => {
    const { path, whole } = await left();
    const { there, torn, put } = await found(path, Buffer.concat([whole, Buffer.alloc(4_096)]));
    expect({ there, torn, put }).toEqual({ there: keys(3), torn: [4_096], put: [] });
  });

  it('puts aside a record with any flipped bit and takes all others', async () => {
    const { path, whole, ends } = await left();
    const [from = 0, to = 0] = ends;
    for (let bit = from * 8; bit < to * 8; bit += 5) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const { there, torn, put } = await found(path, flipped);
      expect(there, `bit ${bit}`).toEqual(['item/0', 'item/2']);
      expect(torn).toEqual([]);
      const aside = await Promise.all(put.map((one) => readFile(one.path)));
      expect(Buffer.concat(aside)).toEqual(flipped.subarray(from, to));
      await rm(join(folder, '_quarantine'), { recursive: true });
    }
  });

  it('takes the rest when a piece in the middle is zeros, or lost', async () => {
    const { path, whole, ends } = await left();
    const [from = 0, to = 0] = ends;
    const zeros = Buffer.from(whole).fill(0, from + 10, to - 10);
    const lost = Buffer.concat([whole.subarray(0, from + 10), whole.subarray(to - 10)]);
    for (const bytes of [zeros, lost]) {
      const { there, put } = await found(path, bytes);
      expect(there).toEqual(['item/0', 'item/2']);
      expect(put.length).toBeGreaterThan(0);
    }
  });

  it('names whose record it was when that can be read, and forgets it with the other damaged ones', async () => {
    const { path, whole, ends } = await left();
    const broken = Buffer.from(whole);
    broken[ends[0]! - 5]! ^= 1;
    const { put } = await found(path, broken);
    expect(put).toEqual([{ key: 'item/0', path: expect.stringContaining('1000-journal-1-1.txt') }]);
    const store = openStore();
    expect(await store.discardQuarantined(1_001)).toBe(1);
    await store.close();
  });
});
