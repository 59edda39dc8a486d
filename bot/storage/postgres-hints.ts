import { randomBytes } from 'node:crypto';
import type { Hint, Hints } from '../conversations/hints.js';
import type { PostgresSession } from './postgres-session.js';
import { keyFrom } from './record-key.js';

const CHANNEL = 'conversations';
const KIND = 'conversation';
/** How far back each safety poll looks beyond the one before: how much the clocks of the machines may differ. */
const OVERLAP_MS = 30_000;

/**
 * Hints over NOTIFY and LISTEN. They hold the process's mark, what happened and the conversation's id, never its content.
 * After a lost connection every listener is woken; a poll finds what a process wrote but was killed before telling.
 */
export class PostgresHints implements Hints {
  private readonly mark = randomBytes(6).toString('base64url');
  private readonly listeners: ((hint: Hint) => void)[] = [];
  private readonly untold = new Set<string>();
  private telling = false;
  private seen = new Map<string, string>();
  private polled: number;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly session: PostgresSession,
    private readonly now: () => number,
    pollMs = 10_000,
  ) {
    this.polled = now();
    session.on('connected', () => this.listen());
    session.on('notification', (payload) => this.receive(payload));
    if (session.epoch > 0) this.listen();
    this.timer = setInterval(() => void this.poll().catch(() => {}), pollMs).unref();
  }

  tell(id: string, event: 'grown' | 'deleted'): void {
    this.untold.add(`${this.mark} ${event} ${id}`);
    if (!this.telling) void this.sendAll();
  }

  hear(listener: (hint: Hint) => void): void {
    this.listeners.push(listener);
  }

  /** Looks for conversations written by any process since the last poll, and tells of those not told of yet. */
  async poll(): Promise<void> {
    const since = this.polled - OVERLAP_MS;
    const now = this.now();
    const rows = await this.session.query<{ key: string; etag: string }>(RECENT, [KIND, new Date(since)]);
    const news = rows.filter(({ key, etag }) => this.seen.get(key) !== etag);
    this.seen = new Map(rows.map(({ key, etag }) => [key, etag]));
    this.polled = now;
    for (const { key } of news) this.pass({ id: keyFrom(key).slice(KIND.length + 1), event: 'grown' });
  }

  /** Stops polling and sends what is still untold. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.sendAll();
  }

  private listen(): void {
    this.session.query(`listen ${CHANNEL}`).then(
      () => this.pass('any'),
      () => {},
    );
  }

  /** One statement at a time for all that came up meanwhile. */
  private async sendAll(): Promise<void> {
    this.telling = true;
    try {
      while (this.untold.size > 0) {
        const payloads = [...this.untold];
        this.untold.clear();
        await this.session.query(NOTIFY, [CHANNEL, payloads]);
      }
    } catch {
      // The connection is lost: when it is back, every process wakes all its listeners.
      this.untold.clear();
    } finally {
      this.telling = false;
    }
  }

  private receive(payload: string): void {
    const [mark, event, ...rest] = payload.split(' ');
    if (mark === this.mark || (event !== 'grown' && event !== 'deleted')) return;
    this.pass({ id: rest.join(' '), event });
  }

  private pass(hint: Hint): void {
    for (const listener of this.listeners) listener(hint);
  }
}

const RECENT = 'select key, etag from records where kind = $1 and updated_at > $2';
const NOTIFY = 'select pg_notify($1, payload) from unnest($2::text[]) payload';
