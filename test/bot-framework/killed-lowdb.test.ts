import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { survivesKills } from './killed.js';

let folder = '';
survivesKills({
  name: 'lowdb',
  start: async () => {
    folder = await mkdtemp(join(tmpdir(), 'killed-'));
    return { folder };
  },
  stop: () => rm(folder, { recursive: true, force: true }),
});
