import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import type { RecordStore } from '../../bot/storage/record-store.js';
import { startPostgres } from '../storage/embedded-postgres.js';
import { median, quantile } from './interleave.js';
import type { Bench, BenchResult, Effort, Ratio, Row } from './result.js';
import { conversation, fill, turn } from './stored-conversations.js';

/** How large a trial is. */
interface Size {
  /** Stored conversations of the small and the large store. */
  few: number;
  many: number;
  /** Rounds, and turns of each kind in a round. */
  rounds: number;
  turns: number;
}

/** What is measured: stores of one engine, the same but for how much is in them. */
interface Stores {
  engine: string;
  few: RecordStore;
  many: RecordStore;
  /** As `few`, of which the process remembers nothing. */
  fewCold: RecordStore;
  /** Makes the engine forget what it remembers of `fewCold`, and empties the journal, if it has one. */
  settle: () => Promise<unknown>;
  /** Begins to empty the journal of `many`, if the engine has one. */
  checkpoint?: () => Promise<void>;
}

type Times = Record<string, number[][]>;

const FULL = { few: 100, many: 100_000, turns: 60 };
const SHORT = { few: 10, many: 60, turns: 3 };
const ACTIVE = 50;
const DAY_MS = 86_400_000;

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
  for (const name of ['few', 'many', 'few-cold'] as const) {
    const filling = openStore(name, 'none');
    await fill(filling, name === 'many' ? size.many : size.few);
    await filling.close();
  }
  const many = openStore('many', 'fsync');
  const few = openStore('few', 'fsync');
  const fewCold = openStore('few-cold', 'fsync', 0);
  const settle = () => Promise.all([few, many, fewCold].map((store) => store.checkpoint()));
  const stores = { engine: 'lowdb', few, many, fewCold, settle, checkpoint: () => many.checkpoint() };
  const result = await measure(root, stores, size);
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
    const result = await measure(root, stores, size);
    await Promise.all([few.close(), many.close()]);
    return result;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function measure(root: string, stores: Stores, size: Size): Promise<{ rows: Row[]; ratios: Ratio[] }> {
  const { engine, few, many, fewCold } = stores;
  const raw = await open(join(root, `floor-${engine}`), 'w');
  const bytes = Buffer.from(JSON.stringify(conversation(0)));
  const append = async () => {
    await raw.write(bytes);
    await raw.datasync();
  };
  const names = {
    floor: 'append and fdatasync',
    few: `${size.few} stored, one under way`,
    many: `${size.many} stored, one under way`,
    fewCold: `${size.few} stored, any`,
    manyCold: `${size.many} stored, any`,
    list: `${size.many} stored, listed by age`,
    busy: `${size.many} stored, one under way, while the journal is emptied`,
  };
  const kinds = {
    floor: append,
    few: (n: number) => turn(few, (n % ACTIVE) % size.few),
    many: (n: number) => turn(many, n % ACTIVE),
    fewCold: (n: number) => turn(fewCold, (n * 7_919) % size.few),
    manyCold: (n: number) => turn(many, (n * 7_919) % size.many),
  };
  const times = await interleaved(kinds, stores, size);
  await raw.close();
  const list = [await timed(() => many.list('conversation', { before: Date.now() - DAY_MS }))];
  const rows = Object.entries({ ...times, list: [list] }).map(([kind, rounds]) => ({
    ...rowOf(`${engine}: ${names[kind as keyof typeof names]}`, rounds),
    floor: kind === 'floor',
  }));
  const ratio = (over: string, under: string, goal: number): Ratio => ({
    name: `${engine}: ${names[over as keyof typeof names]} / ${names[under as keyof typeof names]}`,
    ratio: median(times[over]!.map((round, n) => median(round) / median(times[under]![n]!))),
    goal,
    better: 'lower',
  });
  return { rows, ratios: [ratio('many', 'few', 1.2), ratio('manyCold', 'fewCold', 1.2), ratio('few', 'floor', 2)] };
}

/** One of each kind after another, so that what else the machine does falls on all alike. */
async function interleaved(
  kinds: Record<string, (n: number) => Promise<void>>,
  { settle, checkpoint, many }: Stores,
  { rounds, turns }: Size,
): Promise<Times> {
  const names = Object.keys(kinds);
  const times: Times = Object.fromEntries([...names, ...(checkpoint ? ['busy'] : [])].map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    await settle();
    const block: Record<string, number[]> = Object.fromEntries(Object.keys(times).map((name) => [name, []]));
    for (let n = 0; n < turns; n += 1) {
      for (const name of names) block[name]!.push(await timed(() => kinds[name]!((round + 1) * turns + n)));
    }
    if (checkpoint) block.busy = await whileEmptying(many, checkpoint);
    if (round >= 0) for (const name of Object.keys(times)) times[name]!.push(block[name]!);
  }
  return times;
}

async function whileEmptying(store: RecordStore, checkpoint: () => Promise<void>): Promise<number[]> {
  let emptied = false;
  const emptying = checkpoint().then(() => {
    emptied = true;
  });
  const times: number[] = [];
  for (let n = 0; !emptied; n += 1) times.push(await timed(() => turn(store, n % ACTIVE)));
  await emptying;
  return times;
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

function rowOf(name: string, rounds: number[][]): Row {
  return { name, unit: 'ms', p50: median(rounds.map(median)), p99: quantile(rounds.flat(), 0.99) };
}
