import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { startApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';

/** Everything is on, so that every route is there. */
const SETTINGS = {
  PORT: '0',
  NOW: '2025-10-15T10:30:00+09:00',
  RATE_LIMIT: '0',
  DURABILITY: 'none',
  LOG_LEVEL: 'silent',
  METRICS: 'true',
  STAFF_TOKEN: 'a-token-of-the-staff-for-fuzzing-only',
  MicrosoftAppId: '11111111-2222-3333-4444-555555555555',
  MicrosoftAppPassword: 'password',
  MicrosoftAppTenantId: '99999999-8888-7777-6666-555555555555',
};

/** The whole program in this process, watched while anything is thrown at it. */
export interface RunningProgram {
  /** Address without a slash at the end. */
  url: string;
  staffToken: string;
  /** Errors that nobody has waited for. */
  unhandled: unknown[];
  /** Turns that have failed; people were told that something went wrong. */
  failedTurns(): Promise<number>;
  /** Memory in use, MB, once what is not needed is collected and what was closed is gone. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the program over files in a folder of its own. */
export async function startProgram(): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-fuzz-'));
  const app = await startApp(readConfig({ ...SETTINGS, DATA_DIR: folder }), { locales: 'locales', web: 'dist/web' });
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note).on('uncaughtException', note);
  const url = app.url.replace(/\/$/, '');
  return {
    url,
    staffToken: SETTINGS.STAFF_TOKEN,
    unhandled,
    failedTurns: async () => {
      const figures = await (await fetch(`${url}/metrics`)).text();
      return Number(/^assistant_turn_errors_total (\d+)/m.exec(figures)?.[1]);
    },
    memory,
    stop: async () => {
      process.off('unhandledRejection', note).off('uncaughtException', note);
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The least of several looks: some things are let go of only a moment later (timers, sockets, finalisers). */
async function memory(): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 12; look += 1) {
    looks.push(memoryNow());
    await delay(500);
  }
  return Math.min(...looks);
}

/** Collects garbage first: the flag can be set while the program runs. */
function memoryNow(): number {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
