import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startProgram } from '../bench/child.js';
import { randomFrom } from '../support/random.js';
import type { MemorySample } from './memory-trend.js';
import { emptyTally, type Tally } from './tally.js';
import { Visitor } from './visitor.js';

/** How long, how many, how fast. */
export interface SoakOptions {
  seconds: number;
  /** Conversations at a time. */
  conversations: number;
  /** Mean seconds between two messages of one visitor. */
  pause: number;
  seed: number;
  /** Told at every look at the memory, `samples` times a run. */
  onSample?: (sample: MemorySample, tally: Tally) => void;
  samples: number;
}

/** What a soak has found. */
export interface SoakReport {
  tally: Tally;
  memory: MemorySample[];
}

/**
 * V8 lets garbage pile up to about the size of what is in use, for a minute and more under this load. So memory that is kept can
 * only be told from garbage when it collects at every fifth part.
 */
const COLLECT_OFTEN = '--heap-growing-percent=20';
/** Messages after which a visitor goes and another one comes. */
const A_LIFE = 20;
const AT_LEAST = 2;

/** Lets visitors talk to the built program, in a process of its own over files with fsync. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-soak-'));
  const program = await startProgram(folder, {}, [COLLECT_OFTEN]);
  const tally = emptyTally();
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  try {
    const visits = Array.from({ length: options.conversations }, (_, n) =>
      comeAndGo(program.url, options, randomFrom(options.seed + n), tally, ending.signal),
    );
    const memory = await watch(program, options, tally);
    ending.abort();
    await Promise.all(visits);
    return { tally, memory };
  } finally {
    ending.abort();
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One visitor after another, until the end; each says something, however little time there was. */
async function comeAndGo(
  url: string,
  { pause }: SoakOptions,
  random: ReturnType<typeof randomFrom>,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const rest = (seconds: number) => delay(seconds * 1_000, undefined, { signal }).catch(() => {});
  await rest(random.next() * pause);
  do {
    const visitor = new Visitor(url, random, tally);
    try {
      await visitor.arrive();
      for (let said = 0; said < A_LIFE && (said < AT_LEAST || !signal.aborted); said += 1) {
        await visitor.speak();
        await rest((0.5 + random.next()) * pause);
      }
      await visitor.leave();
    } catch (error) {
      tally.errors.push(String((error as Error).cause ?? error));
      await rest(pause);
    }
  } while (!signal.aborted);
}

async function watch(program: Child, { seconds, samples, onSample }: SoakOptions, tally: Tally) {
  const memory: MemorySample[] = [];
  const start = performance.now();
  for (let at = 1; at <= samples; at += 1) {
    await delay(Math.max(0, start + (at * seconds * 1_000) / samples - performance.now()));
    const sample = { seconds: (performance.now() - start) / 1_000, mb: program.memory() ?? Number.NaN };
    memory.push(sample);
    onSample?.(sample, tally);
  }
  return memory;
}
