import type { Config } from './config.js';
import type { Log } from './http/log.js';
import { LowdbStore } from './storage/lowdb-store.js';
import type { RecordStore } from './storage/record-store.js';

/** The storage engine that the settings name: lowdb files in DATA_DIR, or PostgreSQL. */
export async function openStore(config: Config, log: Log): Promise<RecordStore> {
  return new LowdbStore({
    folder: config.DATA_DIR,
    durability: config.DURABILITY,
    now: Date.now,
    onQuarantine: (key, path) => log.error({ key, path }, 'damaged record put aside; its conversation begins anew'),
  });
}
