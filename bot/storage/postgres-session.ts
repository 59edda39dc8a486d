import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Notification } from 'pg';
import { KeyedQueue } from '../keyed-queue.js';
import { asStorageError, plainError } from './postgres-errors.js';
import { StorageUnavailableError } from './record-store.js';

/** What a session stands on. */
export interface SessionOptions {
  url: string;
  /** Told when the connection is lost or can't be made. */
  onError: (error: Error) => void;
}

interface SessionEvents {
  /** A connection stands, the first or a new one: locks and LISTENs of the one before are gone. */
  connected: [];
  notification: [payload: string];
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 3_000;

/**
 * One connection of its own, outside the pool, that is kept alive: for what belongs to a connection, such as advisory locks and
 * LISTEN. When it breaks it is made anew. (PgBouncer in transaction mode can't carry it: connect to the server itself.)
 */
export class PostgresSession extends EventEmitter<SessionEvents> {
  /** Changes with each new connection. */
  epoch = 0;
  private readonly statements = new KeyedQueue();
  private client: Client | undefined;
  private closed = false;
  /** The first try to connect since the connection was lost has failed: waiting would be in vain. */
  private away = false;
  private trying: Promise<void>;
  private readonly stop = new AbortController();

  constructor(private readonly options: SessionOptions) {
    super();
    this.setMaxListeners(0);
    this.trying = this.connect(FIRST_RETRY_MS);
  }

  /** Runs a statement on the connection, after all given before. Rejects with StorageUnavailableError when there is none. */
  async query<R extends object>(sql: string, params: unknown[] = []): Promise<R[]> {
    if (!this.client && !this.away) await this.trying;
    return this.statements.run('', () => this.ask<R>(sql, params));
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.closed = true;
    this.stop.abort();
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => {});
  }

  private async ask<R extends object>(sql: string, params: unknown[]): Promise<R[]> {
    const client = this.client;
    if (!client) throw new StorageUnavailableError('asking the database', new Error('no connection'));
    try {
      return (await client.query<R>(sql, params)).rows;
    } catch (error) {
      // No answer in time: whether the statement ran, and holds a lock, is unknown. A new connection is clean.
      if (/timeout/i.test((error as Error).message)) client.emit('error', error as Error);
      throw asStorageError('asking the database', error);
    }
  }

  private async connect(wait: number): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // So that the server frees the locks of a machine that vanished after half a minute, not after two hours.
      options: '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
      application_name: 'assistant-session',
    });
    let lost = false;
    const lose = (error: Error) => {
      if (lost) return;
      lost = true;
      this.lose(client, error, wait);
    };
    client.on('error', lose);
    client.on('end', () => lose(new Error('the connection was closed')));
    client.on('notification', ({ payload = '' }: Notification) => this.emit('notification', payload));
    try {
      await client.connect();
    } catch (error) {
      return lose(error as Error);
    }
    if (this.closed) return void client.end().catch(() => {});
    this.client = client;
    this.away = false;
    this.epoch += 1;
    this.emit('connected');
  }

  private lose(client: Client, error: Error, wait: number): void {
    const stood = this.client === client;
    if (stood) this.client = undefined;
    client.end().catch(() => {});
    if (this.closed) return;
    this.options.onError(plainError(error));
    this.away = !stood;
    const next = stood ? FIRST_RETRY_MS : Math.min(wait * 2, LAST_RETRY_MS);
    this.trying = delay(next, undefined, { signal: this.stop.signal }).then(
      () => this.connect(next),
      () => {},
    );
  }
}
