import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ConversationRecord, LogRow } from '../../bot/conversations/conversation.js';
import type { Durability } from '../../bot/storage/disk.js';

/** What a process stores its conversations in. */
export type ChildOptions = { folder: string; durability: Durability } | { url: string };

/** What a process is asked for. */
export interface Request {
  call: number;
  act: 'open' | 'receive' | 'get' | 'follow';
  id: string;
  text?: string;
  clientId?: string;
  watermark?: number;
}

interface Said {
  ready?: boolean;
  call?: number;
  result?: unknown;
  error?: string;
  row?: LogRow;
  quarantined?: string;
}

let built: Promise<string> | undefined;

/** Built once, as starting TypeScript anew for each of many processes takes longer than the trial itself. */
async function buildChild(): Promise<string> {
  const outfile = fileURLToPath(new URL('../../node_modules/.cache/replica-child.mjs', import.meta.url));
  const own = `${outfile}.${process.pid}.mjs`;
  const source = fileURLToPath(new URL('replica-child.ts', import.meta.url));
  await build({
    entryPoints: [source],
    outfile: own,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  await rename(own, outfile);
  return outfile;
}

/** A process of its own that serves conversations of a counting bot. */
export class ReplicaProcess {
  /** Rows that its followed conversations were sent, in the order in which they came. */
  readonly rows: LogRow[] = [];
  /** Keys of records that it found damaged. */
  readonly quarantined: string[] = [];
  private calls = 0;
  private readonly waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (said: Said) => this.take(said));
    child.on('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('the process has ended'));
      this.waiting.clear();
    });
  }

  /** Starts a process; resolves when it can serve. */
  static async start(options: ChildOptions): Promise<ReplicaProcess> {
    built ??= buildChild();
    const child = fork(await built, [JSON.stringify(options)], { execArgv: [] });
    const replica = new ReplicaProcess(child);
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (!(said as Said | null)?.ready) throw new Error('the process did not start');
    return replica;
  }

  open(): Promise<string> {
    return this.ask({ act: 'open', id: '' });
  }

  receive(id: string, clientId: string, text = clientId): Promise<{ id: string } | undefined> {
    return this.ask({ act: 'receive', id, clientId, text });
  }

  get(id: string): Promise<ConversationRecord> {
    return this.ask({ act: 'get', id });
  }

  /** Follows a conversation from a watermark on, as a socket does; fills `rows`. */
  follow(id: string, watermark: number): Promise<void> {
    return this.ask({ act: 'follow', id, watermark });
  }

  /** Ends the process at once, as `kill -9`. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  private ask<T>(request: Omit<Request, 'call'>): Promise<T> {
    const call = ++this.calls;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      this.child.send({ ...request, call }, (error) => error && reject(error));
    });
  }

  private take({ call = 0, result, error, row, quarantined }: Said): void {
    if (row) this.rows.push(row);
    if (quarantined) this.quarantined.push(quarantined);
    const waiting = this.waiting.get(call);
    this.waiting.delete(call);
    if (error) waiting?.reject(new Error(error));
    else waiting?.resolve(result as never);
  }
}
