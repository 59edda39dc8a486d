import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Durability } from '../../bot/storage/disk.js';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { unexpected } from './engines.js';
import { FragileDisk } from './fragile-disk.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assistant-crash-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openStore(fragile: FragileDisk, durability: Durability = 'fsync'): LowdbStore {
  return new LowdbStore({
    folder,
    durability,
    now: () => 1_000,
    disk: fragile.disk,
    onQuarantine: unexpected,
    later: () => () => {},
  });
}

/** What a client knows: what was acknowledged last for each key (undefined: deleted), and what was never answered. */
interface Known {
  acknowledged: Map<string, number | undefined>;
  open: Map<string, number | undefined>;
}

/** Writes, deletions and checkpoints, three side by side, until the disk stops in call `cutAt`. */
async function actUntilCut(fragile: FragileDisk, cutAt: number, durability: Durability): Promise<Known> {
  const known: Known = { acknowledged: new Map(), open: new Map() };
  const store = openStore(fragile, durability);
  fragile.cutAt = cutAt;
  const act = async (n: number) => {
    const key = `item/${n % 7}`;
    const value = n % 5 === 0 ? undefined : n;
    known.open.set(key, value);
    await (value === undefined ? store.delete(key) : store.write(key, value, 'any'));
    known.acknowledged.set(key, value);
    known.open.delete(key);
  };
  for (let n = 1; n <= 24; n += 3) {
    const acts = [act(n), act(n + 1), act(n + 2), ...(n % 9 === 1 ? [store.checkpoint()] : [])];
    if ((await Promise.allSettled(acts)).some(({ status }) => status === 'rejected')) break;
  }
  await store.close();
  return known;
}

/** What is there after a new start; wrong when it is neither what was acknowledged last nor what was never answered. */
async function wrongAfterStart(fragile: FragileDisk, { acknowledged, open }: Known): Promise<string[]> {
  const store = openStore(fragile);
  const wrong: string[] = [];
  const there = new Set(await store.list('item'));
  for (const key of new Set([...acknowledged.keys(), ...open.keys()])) {
    const found = (await store.read<number>(key))?.value;
    const fits = found === acknowledged.get(key) || (open.has(key) && found === open.get(key));
    if (!fits || there.has(key) !== (found !== undefined)) wrong.push(`${key}: ${found}`);
  }
  await store.close();
  return wrong;
}

type Crash = [name: string, back: (fragile: FragileDisk) => void];
const CRASHES: Crash[] = [
  ['kill -9', (fragile) => fragile.revive()],
  ['a power cut', (fragile) => fragile.restore()],
  ['a power cut that leaves half of what was not synced', (fragile) => fragile.restore(0.5)],
  ['a power cut that leaves zeros', (fragile) => fragile.restore(0.0001)],
];

describe.each(CRASHES)('the journal after %s', (_, back) => {
  it('has all that was acknowledged, whichever call of a write or a checkpoint it comes in', async () => {
    let acknowledged = 0;
    let finished = false;
    for (let cutAt = 1; !finished; cutAt += 1) {
      const fragile = prepared();
      const known = await actUntilCut(fragile, cutAt, 'fsync');
      finished = known.open.size === 0 && cutAt > 60;
      back(fragile);
      expect(await wrongAfterStart(fragile, known), `cut in call ${cutAt}`).toEqual([]);
      acknowledged += known.acknowledged.size;
    }
    expect(acknowledged).toBeGreaterThan(200);
  });

  it('has it after a second crash in any call of the start, too: a replay can be done again', async () => {
    for (let cutAt = 25; cutAt <= 100; cutAt += 25) {
      for (let again = 1; again <= 60; again += 1) {
        const fragile = prepared();
        const known = await actUntilCut(fragile, cutAt, 'fsync');
        back(fragile);
        fragile.cutAt = again;
        await openStore(fragile).close();
        back(fragile);
        expect(await wrongAfterStart(fragile, known), `cuts in calls ${cutAt}, ${again}`).toEqual([]);
      }
    }
  });
});

describe('the journal', () => {
  it('does lose with durability `none` when the power goes: the trial can tell', async () => {
    const fragile = prepared();
    const known = await actUntilCut(fragile, 60, 'none');
    fragile.restore();
    expect(await wrongAfterStart(fragile, known)).not.toEqual([]);
  });

  it('loses nothing with durability `none` when only the process is killed', async () => {
    for (let cutAt = 1; cutAt <= 90; cutAt += 1) {
      const fragile = prepared();
      const known = await actUntilCut(fragile, cutAt, 'none');
      fragile.revive();
      expect(await wrongAfterStart(fragile, known), `cut in call ${cutAt}`).toEqual([]);
    }
  });

  it('has no text of a deleted record any more after a crash and a start', async () => {
    for (let cutAt = 1; cutAt <= 60; cutAt += 1) {
      const fragile = prepared();
      const store = openStore(fragile);
      await store.write('item/1', 'what somebody said', 'any');
      if (cutAt % 2) await store.checkpoint();
      await store.write('item/1', 'what somebody said then', 'any');
      await store.delete('item/1');
      fragile.cutAt = cutAt;
      await store.checkpoint().catch(() => {});
      await store.close();
      fragile.restore();
      await openStore(fragile).close();
      expect(fragile.textIn(folder), `cut in call ${cutAt}`).not.toContain('somebody');
    }
  });
});

function prepared(): FragileDisk {
  const fragile = new FragileDisk();
  fragile.prepare(join(folder, '_tmp'));
  return fragile;
}
