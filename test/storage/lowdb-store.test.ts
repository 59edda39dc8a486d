import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';

let folder = '';
let put: { key: string | undefined; path: string }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-files-'));
  put = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openStore({ remembered = 0, now = 1_000 } = {}): LowdbStore {
  return new LowdbStore({
    folder,
    durability: 'none',
    now: () => now,
    onQuarantine: (key, path) => put.push({ key, path }),
    remembered,
  });
}

/** Where the records are, once they are out of the journal. */
async function recordFiles(store?: LowdbStore): Promise<string[]> {
  await store?.checkpoint();
  const names = await readdir(join(folder, 'item'), { recursive: true });
  return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, 'item', name));
}

describe('lowdb: files a person can read', () => {
  it('keeps a record as one JSON file', async () => {
    const store = openStore();
    const eTag = await store.write('item/1', { text: '質問' }, 'any');
    await store.close();
    const [path = ''] = await recordFiles();
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      key: 'item/1',
      eTag,
      updatedAt: 1_000,
      sha256: expect.stringMatching(/^[0-9a-f]{32}$/),
      value: { text: '質問' },
    });
  });

  it('reads the files of the first version', async () => {
    const name = 'ded11db89f0276295e34f993b08a4c8a8933302f50ee9203a4c076c559b8fb62.json';
    const head = '{"key":"item/1","eTag":"00ff00ff00ff00ff","updatedAt":1774000000000,';
    const text = `${head}"sha256":"56c03974e7f565143d06c2f81ad15fe3",\n"value":{"text":"質問\\u0000","n":[1,null]}}\n`;
    await mkdir(join(folder, 'item', 'de'), { recursive: true });
    await writeFile(join(folder, 'item', 'de', name), text);
    const store = openStore();
    const value = { text: '質問\u0000', n: [1, null] };
    expect(await store.read('item/1')).toEqual({ value, eTag: '00ff00ff00ff00ff', updatedAt: 1_774_000_000_000 });
    await store.close();
  });

  it('reads after a restart what was written before', async () => {
    const first = openStore();
    const eTag = await first.write('item/1', 'kept', 'any');
    await first.close();
    const second = openStore();
    expect(await second.read('item/1')).toEqual({ value: 'kept', eTag, updatedAt: 1_000 });
    await second.close();
  });

  it('gives the same with and without a memory of recent records', async () => {
    for (const remembered of [0, 300, 1_000_000]) {
      const store = openStore({ remembered });
      for (let n = 0; n < 40; n += 1) await store.write(`item/${n % 7}`, { n, text: 'x'.repeat(n) }, 'any');
      for (let id = 0; id < 7; id += 1) {
        const n = id + 7 * Math.floor((39 - id) / 7);
        expect((await store.read(`item/${id}`))?.value).toEqual({ n, text: 'x'.repeat(n) });
      }
      await store.close();
    }
  });
});

describe('lowdb: damaged files', () => {
  async function damaged(change: (text: Buffer) => Buffer): Promise<unknown> {
    const store = openStore();
    await store.write('item/1', { text: 'お問い合わせ', list: [1, 2] }, 'any');
    const [path = ''] = await recordFiles(store);
    await writeFile(path, change(await readFile(path)));
    const found = await store.read('item/1');
    await store.close();
    return found;
  }

  async function twoRecords() {
    const store = openStore();
    await store.write('item/1', { text: 'お問い合わせ', list: [1, 2] }, 'any');
    await store.write('item/2', 'whole', 'any');
    const paths = await recordFiles(store);
    const texts = await Promise.all(paths.map((path) => readFile(path)));
    const first = texts.findIndex((text) => text.includes('item/1'));
    return { store, path: paths[first]!, whole: texts[first]! };
  }

  it('puts aside a file cut off at any byte, tells whose it was, and goes on', async () => {
    const { store, path, whole } = await twoRecords();
    for (let length = 0; length < whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      expect(await store.read('item/1'), `${length} bytes`).toBeUndefined();
      expect(put.at(-1)?.key).toBe('item/1');
      expect(await readFile(put.at(-1)!.path)).toEqual(whole.subarray(0, length));
    }
    expect(put).toHaveLength(whole.length);
    expect((await store.read('item/2'))?.value).toBe('whole');
    await store.write('item/1', 'new', 'absent');
    expect((await store.read('item/1'))?.value).toBe('new');
    await store.close();
  });

  it('notices every flipped bit', async () => {
    const { store, path, whole } = await twoRecords();
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const flipped = Buffer.from(whole);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      await writeFile(path, flipped);
      expect(await store.read('item/1'), `bit ${bit}`).toBeUndefined();
    }
    expect(put).toHaveLength(whole.length * 8);
    await store.close();
  });

  it.each(['', '\0\0\0\0', '{}', 'null', '[]\n"value":1}\n'])('puts aside a file that holds %j', async (text) => {
    expect(await damaged(() => Buffer.from(text))).toBeUndefined();
    expect(put).toHaveLength(1);
  });

  it("puts aside a file that holds another record's content", async () => {
    const store = openStore();
    await store.write('item/1', 1, 'any');
    await store.write('item/2', 2, 'any');
    const [one = '', two = ''] = await recordFiles(store);
    await writeFile(one, await readFile(two));
    const values = [await store.read('item/1'), await store.read('item/2')].map((stored) => stored?.value);
    expect(values.filter((value) => value === undefined)).toHaveLength(1);
    expect(put).toHaveLength(1);
    await store.close();
  });

  it('lists the whole ones and puts the damaged aside', async () => {
    const store = openStore();
    for (let n = 0; n < 5; n += 1) await store.write(`item/${n}`, n, 'any');
    const [path = ''] = await recordFiles(store);
    await writeFile(path, 'not a record');
    expect(await store.list('item')).toHaveLength(4);
    expect(put).toEqual([{ key: undefined, path: expect.stringContaining('_quarantine') }]);
    await store.close();
  });

  it('deletes what was put aside once it is old', async () => {
    await damaged(() => Buffer.from('x'));
    const store = openStore({ now: 5_000 });
    expect(await store.discardQuarantined(1_000)).toBe(0);
    expect(await store.discardQuarantined(1_001)).toBe(1);
    expect(await readdir(join(folder, '_quarantine'))).toEqual([]);
    await store.close();
  });

  it('clears half-written files at the start', async () => {
    await mkdir(join(folder, '_tmp'));
    await writeFile(join(folder, '_tmp', 'abc.json'), 'a half-written quest');
    const store = openStore();
    expect(await readdir(join(folder, '_tmp'))).toEqual([]);
    await store.close();
  });
});

it('names files by a hash, never by what a key says', async () => {
  const store = openStore();
  await store.write('item/../../../../escape', 1, 'any');
  await store.close();
  expect((await recordFiles()).map((path) => basename(path))).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)]);
});
