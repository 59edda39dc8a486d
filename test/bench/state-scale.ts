import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import { startPostgres } from '../storage/embedded-postgres.js';
import type { Bench, BenchResult, Effort } from './result.js';
import { measure, type Size } from './scale-trial.js';
import { fill } from './stored-conversations.js';

const FULL = { few: 100, many: 100_000, turns: 60 };
const SHORT = { few: 10, many: 60, turns: 3 };

/** What a turn's durable save costs with many conversations stored, and with few. */
export const stateScaleBench: Bench = {
  name: 'state-scale',
  what: 'durable write with 100,000 conversations stored / with 100, lowdb and PostgreSQL; floor: append and fdatasync',
  run,
};

async function run({ short, rounds, conversations: many = FULL.many }: Effort): Promise<BenchResult> {
  const size: Size = { ...(short ? SHORT : { ...FULL, many }), rounds };
  const root = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
  try {
    const found = [await lowdb(root, size)];
    if (!short) found.push(await postgres(root, size));
    return {
      bench: 'state-scale',
      rows: found.flatMap(({ rows }) => rows),
      ratios: found.flatMap(({ ratios }) => ratios),
      checked: ['each turn writes with the eTag that it read, so a wrong read fails'],
      notes: ['under way: the process remembers the conversation; any: it does not. All with a read before the write.'],
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function lowdb(root: string, size: Size) {
  const openStore = (name: string, durability: 'fsync' | 'none', remembered?: number) =>
    new LowdbStore({ folder: join(root, name), durability, now: Date.now, onQuarantine: () => {}, remembered });
  for (const name of ['few', 'many', 'few-cold']) {
    const filling = openStore(name, 'none');
    await fill(filling, name === 'many' ? size.many : size.few);
    await filling.close();
  }
  const many = openStore('many', 'fsync');
  const few = openStore('few', 'fsync');
  const fewCold = openStore('few-cold', 'fsync', 0);
  const settle = () => Promise.all([few, many, fewCold].map((store) => store.checkpoint()));
  const stores = { engine: 'lowdb', few, many, fewCold, settle, checkpoint: () => many.checkpoint() };
  const result = await measure(join(root, 'floor-lowdb'), stores, size);
  await Promise.all([few, many, fewCold].map((store) => store.close()));
  return result;
}

async function postgres(root: string, size: Size) {
  const servers = [await startPostgres(), await startPostgres()] as const;
  const openStore = (url: string) => PostgresStore.open({ url, now: Date.now, onError: () => {} });
  try {
    const [few, many] = await Promise.all([openStore(servers[0].url), openStore(servers[1].url)]);
    await fill(few, size.few);
    await fill(many, size.many);
    const stores = { engine: 'postgresql', few, many, fewCold: few, settle: async () => {} };
    const result = await measure(join(root, 'floor-postgresql'), stores, size);
    await Promise.all([few.close(), many.close()]);
    return result;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
