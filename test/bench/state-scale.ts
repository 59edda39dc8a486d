import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { LowdbStore } from '../../bot/storage/lowdb-store.js';
import { PostgresStore } from '../../bot/storage/postgres-store.js';
import type { RecordStore } from '../../bot/storage/record-store.js';
import { startPostgres } from '../storage/embedded-postgres.js';
import type { Bench, BenchResult, Effort, Row } from './result.js';

/** How large a trial is. */
export interface StateScaleOptions {
  /** Stored conversations of the small and the large store. */
  few: number;
  many: number;
  /** Rounds, and turns of each kind in a round; the kinds take turns within a round, one by one. */
  rounds: number;
  turns: number;
  postgres: boolean;
}

/** What a turn costs: medians over the rounds' medians, milliseconds, and ratios of them. */
export interface StateScaleResult {
  engine: string;
  /** Append of as many bytes and fdatasync on one open file: the least that a durable turn can cost. */
  floor: number;
  few: number;
  /** In the large store, of a conversation under way. */
  many: number;
  /** In the large store, of any conversation: mostly one that the process does not remember. */
  manyAny: number;
  manyToFew: number;
  manyAnyToFew: number;
  fewToFloor: number;
  /** Listing all that is older than a time before all, in the large store: ms, and the longest that the event loop stood still. */
  list: number;
  listStall: number;
}

/** The size that shows something, and the one that only shows that it works. */
export const STATE_SCALE_FULL: StateScaleOptions = { few: 100, many: 100_000, rounds: 9, turns: 60, postgres: true };
export const STATE_SCALE_SHORT: StateScaleOptions = { few: 10, many: 60, rounds: 2, turns: 3, postgres: false };

const ACTIVE = 50;

/** Measures one turn's durable save with few and with many stored conversations, interleaved with the floor. */
export async function stateScale(options: StateScaleOptions): Promise<StateScaleResult[]> {
  const results = [await lowdbScale(options)];
  if (options.postgres) results.push(await postgresScale(options));
  return results;
}

async function lowdbScale(options: StateScaleOptions): Promise<StateScaleResult> {
  const root = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
  const openStore = (name: string, durability: 'fsync' | 'none') =>
    new LowdbStore({ folder: join(root, name), durability, now: Date.now, onQuarantine: () => {} });
  try {
    for (const [name, count] of [
      ['few', options.few],
      ['many', options.many],
    ] as const) {
      const filling = openStore(name, 'none');
      await fill(filling, count);
      await filling.close();
    }
    const few = openStore('few', 'fsync');
    const many = openStore('many', 'fsync');
    const result = await measure('lowdb', root, few, many, options);
    await Promise.all([few.close(), many.close()]);
    return result;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function postgresScale(options: StateScaleOptions): Promise<StateScaleResult> {
  const root = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
  const small = await startPostgres();
  const large = await startPostgres();
  const openStore = (url: string) => PostgresStore.open({ url, now: Date.now, onError: () => {} });
  try {
    const [few, many] = await Promise.all([openStore(small.url), openStore(large.url)]);
    await fill(few, options.few);
    await fill(many, options.many);
    const result = await measure('postgresql', root, few, many, options);
    await Promise.all([few.close(), many.close()]);
    return result;
  } finally {
    await Promise.all([small.stop(), large.stop(), rm(root, { recursive: true, force: true })]);
  }
}

async function measure(
  engine: string,
  root: string,
  few: RecordStore,
  many: RecordStore,
  options: StateScaleOptions,
): Promise<StateScaleResult> {
  const raw = await open(join(root, 'floor'), 'w');
  const kinds = {
    floor: () => append(raw),
    few: (n: number) => turn(few, n % ACTIVE),
    many: (n: number) => turn(many, n % ACTIVE),
    manyAny: (n: number) => turn(many, (n * 7_919) % options.many),
  };
  const p50 = await interleaved(kinds, options);
  await raw.close();
  const { ms, stall } = await listing(many);
  const ratios = {
    manyToFew: p50.many / p50.few,
    manyAnyToFew: p50.manyAny / p50.few,
    fewToFloor: p50.few / p50.floor,
  };
  return { engine, ...p50, ...ratios, list: ms, listStall: stall };
}

/** One of each kind after another, so that what else the machine does falls on all alike. */
async function interleaved<K extends string>(
  kinds: Record<K, (n: number) => Promise<void>>,
  { rounds, turns }: StateScaleOptions,
): Promise<Record<K, number>> {
  const names = Object.keys(kinds) as K[];
  const medians = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = -1; round < rounds; round += 1) {
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
    for (let n = 0; n < turns; n += 1) {
      for (const name of names) {
        const start = performance.now();
        await kinds[name](round * turns + n + turns);
        times[name].push(performance.now() - start);
      }
    }
    if (round >= 0) for (const name of names) medians[name].push(median(times[name]));
  }
  return Object.fromEntries(names.map((name) => [name, median(medians[name])])) as Record<K, number>;
}

async function turn(store: RecordStore, n: number): Promise<void> {
  const key = `conversation/${n}`;
  const held = (await store.read<{ seq: number }>(key))!;
  await store.write(key, { ...held.value, seq: held.value.seq + 1 }, { eTag: held.eTag });
}

async function append(file: FileHandle): Promise<void> {
  await file.write(BYTES);
  await file.datasync();
}

async function listing(store: RecordStore): Promise<{ ms: number; stall: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  await store.list('conversation', { before: Date.now() - 86_400_000 });
  delay.disable();
  return { ms: performance.now() - start, stall: delay.max / 1e6 };
}

async function fill(store: RecordStore, count: number): Promise<void> {
  for (let n = 0; n < count; n += 50) {
    const ids = Array.from({ length: Math.min(50, count - n) }, (_, k) => n + k);
    await Promise.all(ids.map((id) => store.write(`conversation/${id}`, conversation(id), 'any')));
  }
}

/** As large as a conversation of a dozen messages. */
function conversation(n: number) {
  const text = '高度外国人材の採用に向けた準備支援について、申込みの条件と期限を教えてください。';
  const log = Array.from({ length: 24 }, (_, k) => ({ seq: k, activity: { id: `${n}-${k}`, type: 'message', text } }));
  return { id: String(n), seq: 24, log, state: { count: 12 } };
}

const BYTES = Buffer.from(JSON.stringify(conversation(0)));

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** What a turn's durable save costs with many conversations stored, and with few. */
export const stateScaleBench: Bench = {
  name: 'state-scale',
  what: 'durable write with 100,000 conversations stored / with 100, lowdb and PostgreSQL; floor: append and fdatasync',
  run,
};

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const options = short ? STATE_SCALE_SHORT : { ...STATE_SCALE_FULL, rounds };
  const results = await stateScale(options);
  return {
    bench: 'state-scale',
    rows: results.flatMap((result) => rowsOf(result, options)),
    ratios: results.map(({ engine, manyToFew }) => ({
      name: `${engine}: ${options.many} stored to ${options.few}`,
      ratio: manyToFew,
      goal: 1.2,
      better: 'lower',
    })),
    checked: ['each turn writes with the eTag that it read, so a wrong read fails'],
    notes: results.map(({ engine, fewToFloor }) => `${engine} to append and fdatasync: ${fewToFloor.toFixed(2)} x`),
  };
}

function rowsOf({ engine, floor, few, many, manyAny, list }: StateScaleResult, options: StateScaleOptions): Row[] {
  const row = (name: string, p50: number): Row => ({ name: `${engine}: ${name}`, unit: 'ms', p50 });
  return [
    { ...row('append and fdatasync', floor), floor: true },
    row(`${options.few} stored`, few),
    row(`${options.many} stored, one under way`, many),
    row(`${options.many} stored, any one`, manyAny),
    row(`${options.many} stored, listed by age`, list),
  ];
}
