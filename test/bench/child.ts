import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** A program of its own, measured from outside. */
export interface Child {
  /** The address it has printed. */
  url: string;
  /** From start to the address, ms. */
  startedIn: number;
  /** User and system time so far, ms; undefined where the system does not tell. */
  cpu(): number | undefined;
  /** Resident memory, MB; undefined where the system does not tell. */
  memory(): number | undefined;
  stop(): Promise<void>;
}

/** Starts a program with only these variables in its environment; resolves when it has printed its address. */
export async function startChild(args: string[], environment: Record<string, string> = {}): Promise<Child> {
  const start = performance.now();
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await addressOf(child);
  const startedIn = performance.now() - start;
  return {
    url,
    startedIn,
    cpu: () => cpuOf(child.pid!),
    memory: () => memoryOf(child.pid!),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** The built program, with files in `folder` and no limit of messages; `flags` are Node's. */
export function startProgram(
  folder: string,
  environment: Record<string, string> = {},
  flags: string[] = [],
): Promise<Child> {
  if (!existsSync('dist/main.js')) throw new Error('Build the program first: npm run build');
  return startChild([...flags, 'dist/main.js'], {
    PORT: '0',
    DATA_DIR: folder,
    RATE_LIMIT: '0',
    LOG_LEVEL: 'error',
    NOW: '2025-10-15T10:30:00+09:00',
    ...environment,
  });
}

async function addressOf(child: ChildProcess): Promise<string> {
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (printed += chunk));
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
    if (url) return url;
    if (child.exitCode !== null) throw new Error(`The program ended: ${printed}`);
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
  }
}

const TICKS_PER_SECOND = 100;

function cpuOf(pid: number): number | undefined {
  if (!existsSync(`/proc/${pid}/stat`)) return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}

function memoryOf(pid: number): number | undefined {
  if (!existsSync(`/proc/${pid}/status`)) return undefined;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}
