import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, type RecordStore, StorageUnavailableError } from '../../bot/storage/record-store.js';

/** An engine under the contract. */
export interface Engine {
  name: string;
  /** Before and after all tests of the engine. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
  /** An empty store that takes its time from `now`. */
  open(now: () => number): Promise<RecordStore>;
}

/** Keys that a careless engine takes for something else. */
const ODD_KEYS = [
  'item/__proto__',
  'item/constructor',
  'item/toString',
  'item/../../etc/passwd',
  'item/a/b/c',
  'item/.',
  'item/質問💡𠮷',
  'item/é',
  'item/e\u0301',
  'item/İ',
  'item/nul\u0000byte',
  'item/line\nbreak',
  'item/"quoted" \\back\\',
  'item/\ud800',
  'item/\udc00',
  'item/%00',
  "item/'; drop table records; --",
  `item/${'x'.repeat(395)}`,
];

/** What every storage engine promises. */
export function storageContract(engine: Engine): void {
  describe(`storage: ${engine.name}`, () => {
    let clock = 0;
    let store: RecordStore;
    beforeAll(async () => engine.start?.());
    afterAll(async () => engine.stop?.());
    beforeEach(async () => {
      clock = Date.parse('2026-04-01T00:00:00Z');
      store = await engine.open(() => clock);
    });
    afterEach(() => store.close());

    keepsValues(() => store);
    guardsVersions(() => store);
    standsConcurrency(() => store);
    closes(() => store);
    listsByAge(
      () => store,
      (ms) => {
        clock += ms;
      },
    );
  });
}

function keepsValues(store: () => RecordStore): void {
  it('reads a missing key as undefined', async () => {
    expect(await store().read('item/none')).toBeUndefined();
  });

  it('gives back what was written, with the version and the time', async () => {
    const eTag = await store().write('item/1', { text: 'こんにちは', n: [1, null, true] }, 'any');
    const updatedAt = Date.parse('2026-04-01T00:00:00Z');
    expect(await store().read('item/1')).toEqual({
      value: { text: 'こんにちは', n: [1, null, true] },
      eTag,
      updatedAt,
    });
  });

  it.each([null, false, 0, '', 'text', [], {}])('keeps the plain value %j', async (value) => {
    await store().write('item/plain', value, 'any');
    expect((await store().read('item/plain'))?.value).toEqual(value);
  });

  it('keeps a value of 1 MB', async () => {
    const value = { text: '高度外国人材'.repeat(60_000) };
    await store().write('item/large', value, 'any');
    expect((await store().read('item/large'))?.value).toEqual(value);
  });

  it('keeps every text that a person can type, as value and as key', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${text}\u0000\ud83d`);
    await fc.assert(
      fc.asyncProperty(text, fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (value, id) => {
        await store().write(`item/${id}`, { [value]: value }, 'any');
        expect((await store().read(`item/${id}`))?.value).toEqual({ [value]: value });
      }),
      { numRuns: 100, seed: 20_250_401 },
    );
  });

  it('tells odd keys apart', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    for (const [n, key] of ODD_KEYS.entries()) await store().write(key, { n }, 'absent');
    for (const [n, key] of ODD_KEYS.entries()) expect((await store().read(key))?.value, key).toEqual({ n });
    expect((await store().list('item')).sort()).toEqual([...ODD_KEYS].sort());
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  it('keeps a `__proto__` inside a value as plain data', async () => {
    await store().write('item/proto', JSON.parse('{"__proto__":{"admin":true},"a":1}'), 'any');
    const { value } = (await store().read<{ admin?: boolean }>('item/proto'))!;
    expect(JSON.stringify(value)).toBe('{"__proto__":{"admin":true},"a":1}');
    expect(value.admin).toBeUndefined();
  });

  it.each(['', 'item', 'item/', '/x', 'Item/x', '../x', `item/${'x'.repeat(400)}`])(
    'refuses the key %j',
    async (key) => {
      await expect(store().write(key, 1, 'any')).rejects.toThrow(RangeError);
      await expect(store().read(key)).rejects.toThrow(RangeError);
      await expect(store().delete(key)).rejects.toThrow(RangeError);
    },
  );

  it('refuses a value that JSON has no form for, and keeps the old one', async () => {
    await store().write('item/1', 'old', 'any');
    await expect(store().write('item/1', undefined, 'any')).rejects.toThrow(TypeError);
    expect((await store().read('item/1'))?.value).toBe('old');
  });

  it('gives each reader its own copy', async () => {
    await store().write('item/1', { list: [1] }, 'any');
    (await store().read<{ list: number[] }>('item/1'))!.value.list.push(2);
    expect((await store().read('item/1'))?.value).toEqual({ list: [1] });
  });

  it('keeps what was written even if the writer changes it afterwards', async () => {
    const value = { list: [1] };
    const writing = store().write('item/1', value, 'any');
    value.list.push(2);
    await writing;
    expect((await store().read('item/1'))?.value).toEqual({ list: [1] });
  });

  it('deletes, and is silent about what is not there', async () => {
    await store().write('item/1', 1, 'any');
    await store().delete('item/1');
    await store().delete('item/1');
    expect(await store().read('item/1')).toBeUndefined();
    expect(await store().list('item')).toEqual([]);
  });

  it('is ready while it is open', async () => {
    expect(await store().ready()).toBe(true);
  });
}

function guardsVersions(store: () => RecordStore): void {
  it('writes with the version that was read, and gives a new one', async () => {
    const first = await store().write('item/1', 1, 'absent');
    const second = await store().write('item/1', 2, { eTag: first });
    expect(second).not.toBe(first);
    expect(await store().read('item/1')).toMatchObject({ value: 2, eTag: second });
  });

  it('refuses a version that is no longer there, and writes nothing', async () => {
    const first = await store().write('item/1', 1, 'any');
    const second = await store().write('item/1', 2, 'any');
    await expect(store().write('item/1', 3, { eTag: first })).rejects.toThrow(ConflictError);
    expect(await store().read('item/1')).toMatchObject({ value: 2, eTag: second });
  });

  it('refuses `absent` for a record that is there, and a version for one that is not', async () => {
    await store().write('item/1', 1, 'absent');
    await expect(store().write('item/1', 2, 'absent')).rejects.toThrow(ConflictError);
    await expect(store().write('item/2', 2, { eTag: '1' })).rejects.toThrow(ConflictError);
    expect(await store().read('item/2')).toBeUndefined();
  });

  it('writes over whatever is there with `any`', async () => {
    await store().write('item/1', 1, 'any');
    await store().write('item/1', 2, 'any');
    expect((await store().read('item/1'))?.value).toBe(2);
  });

  it('refuses the version of a record that was deleted and came again', async () => {
    const first = await store().write('item/1', 'same', 'any');
    await store().delete('item/1');
    await store().write('item/1', 'same', 'absent');
    await expect(store().write('item/1', 'late', { eTag: first })).rejects.toThrow(ConflictError);
    await expect(store().delete('item/1', { eTag: first })).rejects.toThrow(ConflictError);
    expect((await store().read('item/1'))?.value).toBe('same');
  });

  it('deletes only the version that is expected', async () => {
    const first = await store().write('item/1', 1, 'any');
    const second = await store().write('item/1', 2, 'any');
    await expect(store().delete('item/1', { eTag: first })).rejects.toThrow(ConflictError);
    await expect(store().delete('item/1', 'absent')).rejects.toThrow(ConflictError);
    await store().delete('item/1', { eTag: second });
    await expect(store().delete('item/1', { eTag: second })).rejects.toThrow(ConflictError);
    await store().delete('item/1', 'absent');
    expect(await store().read('item/1')).toBeUndefined();
  });
}

function standsConcurrency(store: () => RecordStore): void {
  it('loses none of 100 increments made side by side', async () => {
    await store().write('item/count', 0, 'absent');
    await Promise.all(Array.from({ length: 100 }, () => increment(store(), 'item/count')));
    expect((await store().read('item/count'))?.value).toBe(100);
  });

  it('lets exactly one of 20 create a record', async () => {
    const tries = Array.from({ length: 20 }, (_, n) => store().write('item/1', n, 'absent'));
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    expect((await store().read('item/1'))?.value).toBe(winner);
  });

  it('keeps 200 records written side by side apart', async () => {
    const ids = Array.from({ length: 200 }, (_, n) => n);
    await Promise.all(ids.map((n) => store().write(`item/${n}`, { n }, 'absent')));
    const read = await Promise.all(ids.map((n) => store().read(`item/${n}`)));
    expect(read.map((stored) => stored?.value)).toEqual(ids.map((n) => ({ n })));
  });
}

async function increment(store: RecordStore, key: string): Promise<void> {
  for (;;) {
    const held = (await store.read<number>(key))!;
    try {
      await store.write(key, held.value + 1, { eTag: held.eTag });
      return;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

function closes(store: () => RecordStore): void {
  it('finishes on close what was asked for before, and refuses what comes after', async () => {
    const writes = Array.from({ length: 30 }, (_, n) => store().write(`item/${n}`, n, 'absent'));
    const closing = store().close();
    expect((await Promise.allSettled(writes)).map(({ status }) => status)).toEqual(Array(30).fill('fulfilled'));
    await closing;
    await store().close();
    await expect(store().read('item/1')).rejects.toThrow(StorageUnavailableError);
    await expect(store().write('item/1', 1, 'any')).rejects.toThrow(StorageUnavailableError);
    await expect(store().delete('item/1')).rejects.toThrow(StorageUnavailableError);
    await expect(store().list('item')).rejects.toThrow(StorageUnavailableError);
    expect(await store().ready()).toBe(false);
  });
}

function listsByAge(store: () => RecordStore, pass: (ms: number) => void): void {
  const writeThree = async () => {
    for (const id of ['old', 'middle', 'young']) {
      await store().write(`item/${id}`, id, 'any');
      pass(1_000);
    }
  };
  const start = Date.parse('2026-04-01T00:00:00Z');

  it('lists a kind, oldest first, and no other kind', async () => {
    await writeThree();
    await store().write('item-other/x', 1, 'any');
    expect(await store().list('item')).toEqual(['item/old', 'item/middle', 'item/young']);
    expect(await store().list('nothing')).toEqual([]);
  });

  it('lists what was last written before a time, that time not included', async () => {
    await writeThree();
    expect(await store().list('item', { before: start + 1_000 })).toEqual(['item/old']);
    expect(await store().list('item', { before: start + 1_001 })).toEqual(['item/old', 'item/middle']);
    expect(await store().list('item', { before: start })).toEqual([]);
  });

  it('lists the oldest few', async () => {
    await writeThree();
    expect(await store().list('item', { limit: 2 })).toEqual(['item/old', 'item/middle']);
    expect(await store().list('item', { before: start + 5_000, limit: 1 })).toEqual(['item/old']);
  });

  it('counts age from the last write', async () => {
    await writeThree();
    await store().write('item/old', 'again', 'any');
    expect(await store().list('item')).toEqual(['item/middle', 'item/young', 'item/old']);
  });
}
