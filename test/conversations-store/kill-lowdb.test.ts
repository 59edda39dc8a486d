import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { unexpected } from '../storage/engines.js';
import { survivesKills } from './kill.js';

for (const [durability, share] of [
  ['fsync', 1],
  ['none', 0.5],
] as const) {
  let folder = '';
  survivesKills({
    share,
    name: `lowdb, durability ${durability}`,
    start: async () => {
      folder = await mkdtemp(join(tmpdir(), 'assistant-kill-'));
      return { folder, durability };
    },
    stop: () => rm(folder, { recursive: true, force: true }),
    open: async () => new LowdbStore({ folder, durability, now: Date.now, onQuarantine: unexpected }),
  });
}
