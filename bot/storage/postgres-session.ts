import { EventEmitter, once } from 'node:events';
import { Client, type Notification } from 'pg';
import { KeyedQueue } from '../keyed-queue.js';
import { asStorageError } from './postgres-errors.js';
import { StorageUnavailableError } from './record-store.js';

/** What a session stands on. */
export interface SessionOptions {
  url: string;
  /** Told when the connection is lost or can't be made. */
  onError: (error: Error) => void;
  /** How long a query waits for a lost connection to come back, ms; default 5,000. */
  patience?: number;
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
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly options: SessionOptions) {
    super();
    this.setMaxListeners(0);
    void this.connect(FIRST_RETRY_MS);
  }

  /** Runs a statement on the connection, after all given before. Rejects with StorageUnavailableError when there is none. */
  query<R extends object>(sql: string, params: unknown[] = []): Promise<R[]> {
    return this.statements.run('', () => this.ask<R>(sql, params));
  }

  private async ask<R extends object>(sql: string, params: unknown[]): Promise<R[]> {
    const client = await this.connected();
    try {
      return (await client.query<R>(sql, params)).rows;
    } catch (error) {
      // No answer in time: whether the statement ran, and holds a lock, is unknown. A new connection is clean.
      if (/timeout/i.test((error as Error).message)) client.emit('error', error as Error);
      throw asStorageError('asking the database', error);
    }
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => {});
  }

  private async connected(): Promise<Client> {
    if (!this.client && !this.closed) {
      const signal = AbortSignal.timeout(this.options.patience ?? 5_000);
      await once(this, 'connected', { signal }).catch(() => {});
    }
    if (!this.client) throw new StorageUnavailableError('asking the database', new Error('no connection'));
    return this.client;
  }

  private async connect(wait: number): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
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
    this.epoch += 1;
    this.emit('connected');
  }

  private lose(client: Client, error: Error, wait: number): void {
    const stood = this.client === client;
    if (stood) this.client = undefined;
    client.end().catch(() => {});
    if (this.closed) return;
    this.options.onError(error);
    const next = stood ? FIRST_RETRY_MS : Math.min(wait * 2, LAST_RETRY_MS);
    this.retry = setTimeout(() => void this.connect(next), next);
  }
}
