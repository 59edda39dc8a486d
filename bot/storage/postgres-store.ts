import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool, type QueryResult } from 'pg';
import { asStorageError, isPassing, plainError, startError } from './postgres-errors.js';
import { ensureSchema } from './postgres-schema.js';
import { DELETE, LIST, READ, WRITE } from './postgres-statements.js';
import { jsonOf, keyFrom, kindOf, writtenKey } from './record-key.js';
import { ConflictError, closedError, type Expect, type RecordStore, type Stored } from './record-store.js';

/** What the PostgreSQL engine needs to know. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; pg's own parameters (sslmode …) are understood. */
  url: string;
  now: () => number;
  /** Connections in the pool; default 10. Any number works, 1 too: nothing holds one while it waits for another. */
  poolSize?: number;
  /** How long to wait at the start for a database that is still starting, ms; default 15,000. */
  patience?: number;
  /** Told of connections that broke while idle; they are replaced by themselves. */
  onError: (error: Error) => void;
}

interface Row {
  value: unknown;
  etag: string;
  updated_at: Date;
}

/**
 * Records as rows of one PostgreSQL table, for several processes at a time. Each operation is one statement, so it is atomic
 * and, with the server's default `synchronous_commit=on`, on disk when its promise resolves.
 */
export class PostgresStore implements RecordStore {
  private readonly busy = new Set<Promise<unknown>>();
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly pool: Pool,
    private readonly now: () => number,
  ) {}

  /** Connects and makes the table if needed. Rejects with what an operator should check when the database can't be used. */
  static async open({ url, now, poolSize = 10, patience = 15_000, onError }: PostgresOptions): Promise<PostgresStore> {
    const pool = new Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 15_000,
      query_timeout: 20_000,
      keepAlive: true,
      application_name: 'assistant',
    });
    pool.on('error', (error) => pool.ending || onError(plainError(error)));
    try {
      await patiently(() => ensureSchema(pool), patience);
    } catch (error) {
      await pool.end();
      throw startError(url, error);
    }
    return new PostgresStore(pool, now);
  }

  async read<T>(key: string): Promise<Stored<T> | undefined> {
    kindOf(key);
    const { rows } = await this.query<Row>('reading', READ, [writtenKey(key)]);
    const row = rows[0];
    return row && { value: row.value as T, eTag: row.etag, updatedAt: row.updated_at.getTime() };
  }

  async write<T>(key: string, value: T, expect: Expect): Promise<string> {
    const eTag = randomBytes(8).toString('hex');
    const held = typeof expect === 'string' ? expect : 'version';
    const params = [writtenKey(key), kindOf(key), jsonOf(value), eTag, new Date(this.now())];
    if (typeof expect !== 'string') params.push(expect.eTag);
    const { rowCount } = await this.query('writing', WRITE[held], params);
    if (!rowCount && !(await this.tookEffect(key, eTag))) throw new ConflictError(key);
    return eTag;
  }

  async delete(key: string, expect: Expect = 'any'): Promise<void> {
    kindOf(key);
    const version = typeof expect === 'string' ? null : expect.eTag;
    if (expect === 'absent') {
      if (await this.read(key)) throw new ConflictError(key);
      return;
    }
    const { rowCount } = await this.query('deleting', DELETE, [writtenKey(key), version]);
    if (!rowCount && version) throw new ConflictError(key);
  }

  async list(kind: string, { before = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
    const until = Number.isFinite(before) ? new Date(before) : null;
    const count = Number.isFinite(limit) ? limit : null;
    const { rows } = await this.query<{ key: string }>('listing', LIST, [kind, until, count]);
    return rows.map(({ key }) => keyFrom(key));
  }

  async ready(): Promise<boolean> {
    if (this.closing) return false;
    return this.pool.query('select 1').then(
      () => true,
      () => false,
    );
  }

  close(): Promise<void> {
    this.closing ??= Promise.allSettled(this.busy).then(() => this.pool.end());
    return this.closing;
  }

  private async query<R extends object>(doing: string, sql: string, params: unknown[]): Promise<QueryResult<R>> {
    if (this.closing) throw closedError();
    const asked = this.ask<R>(sql, params);
    this.busy.add(asked);
    try {
      return await asked;
    } catch (error) {
      throw asStorageError(doing, error);
    } finally {
      this.busy.delete(asked);
    }
  }

  /** Once more when the connection broke: every statement here may run twice without harm. */
  private ask<R extends object>(sql: string, params: unknown[]): Promise<QueryResult<R>> {
    return this.pool.query<R>(sql, params).catch((error) => {
      if (!isPassing(error)) throw error;
      return this.pool.query<R>(sql, params);
    });
  }

  /** Whether a write that seems to have met a conflict met only itself, run before the connection broke. */
  private async tookEffect(key: string, eTag: string): Promise<boolean> {
    return (await this.read(key))?.eTag === eTag;
  }
}

/** Tries again while the database is still starting. */
async function patiently(task: () => Promise<void>, patience: number): Promise<void> {
  for (let waited = 0; ; waited += 500) {
    try {
      return await task();
    } catch (error) {
      if (!isPassing(error) || waited >= patience) throw error;
      await delay(500);
    }
  }
}
