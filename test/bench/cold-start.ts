import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DirectLineClient } from '../support/direct-line-client.js';
import { type Child, startChild, startProgram } from './child.js';
import { median, quantile } from './interleave.js';
import { type Bench, type BenchResult, type Effort, mustHold, type Row } from './result.js';

// By then what only the start needed has been collected.
const SETTLING_MS = 3_000;

/**
 * From the start of the process to its first right answer, and its memory when it waits: of a restart, for which the program
 * has kept what it computed. The very first start, which learns, is told beside it.
 */
export const coldStart: Bench = {
  name: 'cold-start',
  what: 'restart of the built program to its first right answer, and its idle memory / those of node:http alone',
  run,
};

interface Start {
  answered: number;
  listening: number;
  cpu: number | undefined;
  memory: number | undefined;
}

async function run({ short, rounds }: Effort): Promise<BenchResult> {
  const starts = { program: [] as Start[], floor: [] as Start[] };
  const settling = short ? 0 : SETTLING_MS;
  const folder = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
  const first = await once(() => startProgram(folder), askOverDirectLine, SETTLING_MS);
  for (let round = 0; round < (short ? 1 : rounds); round += 1) {
    starts.program.push(await once(() => startProgram(folder), askOverDirectLine, settling));
    starts.floor.push(await once(() => startChild(['test/bench/floors/plain-http.mjs']), askPlain, settling));
  }
  await rm(folder, { recursive: true, force: true });
  const ratioOf = (figure: (start: Start) => number | undefined) =>
    median(starts.program.map((start, round) => (figure(start) ?? Number.NaN) / (figure(starts.floor[round]!) ?? 1)));
  return {
    bench: 'cold-start',
    rows: [
      { name: 'the program: first answer of the very first start', unit: 'ms', p50: first.answered, cpu: first.cpu },
      ...rows('the program', starts.program),
      ...rows('node:http', starts.floor, true),
    ],
    ratios: [
      { name: 'to the first answer', ratio: ratioOf(({ answered }) => answered), goal: 8, better: 'lower' },
      { name: 'idle memory', ratio: ratioOf(({ memory }) => memory), goal: 4, better: 'lower' },
    ],
    checked: ['the first answer is cost.fee'],
  };
}

async function once(start: () => Promise<Child>, ask: (url: string) => Promise<void>, settling: number) {
  const begun = performance.now();
  const child = await start();
  try {
    await ask(child.url);
    const answered = performance.now() - begun;
    const cpu = child.cpu();
    await delay(settling);
    return { answered, listening: child.startedIn, cpu, memory: child.memory() };
  } finally {
    await child.stop();
  }
}

async function askOverDirectLine(url: string): Promise<void> {
  const client = await new DirectLineClient(url).open();
  await client.say('費用はかかりますか');
  const { activities } = await client.read();
  mustHold(JSON.stringify(activities.at(-1)?.entities).includes('"cost.fee"'), 'the first answer');
}

async function askPlain(url: string): Promise<void> {
  mustHold((await fetch(url)).ok, 'the answer of node:http');
}

function rows(name: string, starts: readonly Start[], floor = false): Row[] {
  const times = starts.map(({ answered }) => answered);
  const cpu = starts.flatMap((start) => start.cpu ?? []);
  const memory = starts.flatMap((start) => start.memory ?? []);
  return [
    {
      name: `${name}: first answer`,
      unit: 'ms',
      p50: median(times),
      p99: quantile(times, 0.99),
      cpu: median(cpu),
      floor,
    },
    { name: `${name}: listening`, unit: 'ms', p50: median(starts.map(({ listening }) => listening)), floor },
    { name: `${name}: idle memory`, unit: 'MB', p50: median(memory), floor },
  ];
}
