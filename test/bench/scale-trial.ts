import { open } from 'node:fs/promises';
import type { RecordStore } from '../../bot/storage/record-store.js';
import { median, quantile } from './interleave.js';
import type { Ratio, Row } from './result.js';
import { conversation, turn } from './stored-conversations.js';

/** How large a trial is. */
export interface Size {
  /** Stored conversations of the small and the large store. */
  few: number;
  many: number;
  /** Rounds, and turns of each kind in a round. */
  rounds: number;
  turns: number;
}

/** What is measured: stores of one engine, the same but for how much is in them. */
export interface Stores {
  engine: string;
  few: RecordStore;
  many: RecordStore;
  /** As `few`, of which the process remembers nothing. */
  fewCold: RecordStore;
  /** Empties the journals, if the engine has them, so that `fewCold` is cold. */
  settle: () => Promise<unknown>;
  /** Begins to empty the journal of `many`, if the engine has one. */
  checkpoint?: () => Promise<void>;
}

type Times = Record<string, number[][]>;

const AT_ONCE = 50;
const DAY_MS = 86_400_000;

/** Measures a turn's durable save in all stores; `floor` is a path for the file of the least that such a turn can cost. */
export async function measure(floor: string, stores: Stores, size: Size): Promise<{ rows: Row[]; ratios: Ratio[] }> {
  const { engine, few, many, fewCold } = stores;
  const raw = await open(floor, 'w');
  const bytes = Buffer.from(JSON.stringify(conversation(0)));
  const append = async () => {
    await raw.write(bytes);
    await raw.datasync();
  };
  const kinds = {
    floor: append,
    few: (n: number) => turn(few, n % Math.min(AT_ONCE, size.few)),
    many: (n: number) => turn(many, n % AT_ONCE),
    fewCold: (n: number) => turn(fewCold, (n * 7_919) % size.few),
    manyCold: (n: number) => turn(many, (n * 7_919) % size.many),
  };
  const times = await interleaved(kinds, stores, size);
  await raw.close();
  times.list = [[await timed(() => many.list('conversation', { before: Date.now() - DAY_MS }))]];
  const names = namesFor(engine, size);
  const rows = Object.entries(times).map(([kind, rounds]) => rowOf(names[kind]!, rounds, kind === 'floor'));
  const ratio = (over: string, under: string, goal: number): Ratio => ({
    name: `${names[over]} / ${names[under]!.slice(engine.length + 2)}`,
    ratio: median(times[over]!.map((round, n) => median(round) / median(times[under]![n]!))),
    goal,
    better: 'lower',
  });
  return { rows, ratios: [ratio('many', 'few', 1.2), ratio('manyCold', 'fewCold', 1.2), ratio('few', 'floor', 2)] };
}

function namesFor(engine: string, { few, many }: Size): Record<string, string> {
  return {
    floor: `${engine}: append and fdatasync`,
    few: `${engine}: ${few} stored, one under way`,
    many: `${engine}: ${many} stored, one under way`,
    fewCold: `${engine}: ${few} stored, any`,
    manyCold: `${engine}: ${many} stored, any`,
    together: `${engine}: ${many} stored, ${AT_ONCE} under way at once, each`,
    emptying: `${engine}: ${many} stored, one under way, journal being emptied`,
    list: `${engine}: ${many} stored, listed by age`,
  };
}

/** One of each kind after another, so that what else the machine does falls on all alike. */
async function interleaved(
  kinds: Record<string, (n: number) => Promise<void>>,
  { settle, checkpoint, many }: Stores,
  { rounds, turns }: Size,
): Promise<Times> {
  const times: Times = {};
  for (let round = -1; round < rounds; round += 1) {
    await settle();
    const block: Record<string, number[]> = {};
    for (let n = 0; n < turns; n += 1) {
      for (const [name, run] of Object.entries(kinds)) {
        block[name] ??= [];
        block[name].push(await timed(() => run((round + 1) * turns + n)));
      }
    }
    block.together = await together(many);
    if (checkpoint) block.emptying = await whileEmptying(many, checkpoint);
    if (round < 0) continue;
    for (const [name, values] of Object.entries(block)) times[name] = [...(times[name] ?? []), values];
  }
  return times;
}

async function together(store: RecordStore): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const all = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, (_, id) => turn(store, id))));
    times.push(all / AT_ONCE);
  }
  return times;
}

async function whileEmptying(store: RecordStore, checkpoint: () => Promise<void>): Promise<number[]> {
  let emptied = false;
  const emptying = checkpoint().then(() => {
    emptied = true;
  });
  const times: number[] = [];
  for (let n = 0; !emptied; n += 1) times.push(await timed(() => turn(store, n % AT_ONCE)));
  await emptying;
  return times;
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

function rowOf(name: string, rounds: number[][], floor: boolean): Row {
  return { name, unit: 'ms', p50: median(rounds.map(median)), p99: quantile(rounds.flat(), 0.99), floor };
}
