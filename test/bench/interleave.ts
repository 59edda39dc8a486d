import type { Row } from './result.js';

/** Something to be timed; `n` counts its runs. */
export interface Variant {
  name: string;
  run(n: number): Promise<unknown> | unknown;
  /** Done before each block of runs, untimed. */
  before?(): Promise<unknown> | unknown;
  floor?: boolean;
}

/** What was timed, and how the variants stand to each other. */
export interface Timings {
  rows: Row[];
  /** Median over the rounds of p50 of `name` divided by p50 of `other`. */
  ratio(name: string, other: string): number;
}

/** How often. */
export interface Plan {
  rounds: number;
  /** Runs of each variant in a round. */
  runs: number;
}

interface Block {
  times: number[];
  cpu: number;
}

/**
 * Times variants in turns, block by block (A B A B …), so that what else the machine does falls on all alike. The first round
 * warms up and is not counted.
 */
export async function interleave(variants: Variant[], { rounds, runs }: Plan): Promise<Timings> {
  const blocks = new Map<string, Block[]>(variants.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const variant of variants) {
      await variant.before?.();
      const block = await timeBlock(variant, runs, (round + 1) * runs);
      if (round >= 0) blocks.get(variant.name)!.push(block);
    }
  }
  const rows = variants.map(({ name, floor }): Row => ({ ...summed(blocks.get(name)!), name, unit: 'ms', floor }));
  const ratio = (name: string, other: string) => {
    const others = blocks.get(other)!;
    return median(blocks.get(name)!.map(({ times }, round) => median(times) / median(others[round]!.times)));
  };
  return { rows, ratio };
}

async function timeBlock({ run }: Variant, runs: number, from: number): Promise<Block> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let n = from; n < from + runs; n += 1) {
    const start = performance.now();
    await run(n);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { times, cpu: (user + system) / 1_000 / runs };
}

function summed(blocks: Block[]) {
  return {
    p50: median(blocks.map(({ times }) => median(times))),
    p99: quantile(
      blocks.flatMap(({ times }) => times),
      0.99,
    ),
    cpu: median(blocks.map(({ cpu }) => cpu)),
  };
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
