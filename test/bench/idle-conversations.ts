import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { DirectLineClient } from '../support/direct-line-client.js';
import { type Child, startChild, startProgram } from './child.js';
import { type Bench, type BenchResult, type Effort, mustHold } from './result.js';

const AT_ONCE = 20;
// Opened before the first weighing, so that what is loaded once is not counted.
const WARM = 50;

/** Visitors who have the chat open and say nothing. */
export const idleConversations: Bench = {
  name: 'conversations',
  what: 'memory of idle conversations with sockets (1,000; another number by --conversations) / of bare sockets',
  run,
};

async function run({ short, conversations = 1_000 }: Effort): Promise<BenchResult> {
  const count = short ? 10 : conversations;
  const settling = short ? 0 : 3_000;
  const folder = await mkdtemp(join(tmpdir(), 'assistant-bench-'));
  const ours = await weigh(() => startProgram(folder, { DURABILITY: 'none' }), visit, count, settling);
  await rm(folder, { recursive: true, force: true });
  const bare = await weigh(() => startChild(['test/bench/floors/bare-sockets.mjs']), connect, count, settling);
  const row = (name: string, p50: number, floor = false) => ({ name, unit: 'MB' as const, p50, floor });
  return {
    bench: 'conversations',
    rows: [row(`${count} conversations`, ours), row(`${count} bare sockets`, bare, true)],
    // A handful grows by less than the pages that are counted.
    ratios: short ? [] : [{ name: 'memory', ratio: ours / bare, goal: 3, better: 'lower' }],
    checked: ['every socket has opened, and gets the greeting'],
    notes: ['Growth of resident memory after 50 conversations before; garbage that the opening left is in it.'],
  };
}

type Connect = (url: string) => Promise<WebSocket>;

/** MB by which a program grows with that many connections. */
async function weigh(start: () => Promise<Child>, open: Connect, count: number, settling: number): Promise<number> {
  const child = await start();
  const sockets: WebSocket[] = [];
  const connectMany = async (more: number) => {
    for (let n = 0; n < more; n += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, more - n) }, () => open(child.url));
      sockets.push(...(await Promise.all(some)));
    }
    await delay(settling);
  };
  try {
    await connectMany(WARM);
    const before = child.memory() ?? Number.NaN;
    await connectMany(count);
    mustHold(
      sockets.every(({ readyState }) => readyState === WebSocket.OPEN),
      'open sockets',
    );
    return (child.memory() ?? Number.NaN) - before;
  } finally {
    for (const socket of sockets) socket.terminate();
    await child.stop();
  }
}

async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'));
  await once(socket, 'open');
  return socket;
}

/** Opens a conversation and its stream; resolves when the greeting has come. */
async function visit(url: string): Promise<WebSocket> {
  const { streamUrl } = await new DirectLineClient(url).open();
  const socket = new WebSocket(streamUrl);
  await once(socket, 'message');
  return socket;
}
