import type { WebSocket } from 'ws';

const SECONDS = 30;

/**
 * Pings sockets every 30 seconds, so that proxies do not close a quiet one, and ends those whose other side has not answered
 * the ping before. One timer for all, and each second's share of them at a time.
 */
export class Heartbeat {
  private readonly shares = Array.from({ length: SECONDS }, () => new Set<WebSocket>());
  private readonly silent = new WeakSet<WebSocket>();
  private second = 0;
  private timer: NodeJS.Timeout | undefined;

  /** Looks after a socket until it closes. */
  watch(client: WebSocket): void {
    // The share that was just served, so that the first ping comes in 30 seconds.
    const share = this.shares[this.second]!;
    share.add(client);
    client.on('pong', () => this.silent.delete(client));
    client.on('close', () => share.delete(client));
    this.timer ??= setInterval(() => this.beat(), 1_000).unref();
  }

  /** Ends it all. */
  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private beat(): void {
    this.second = (this.second + 1) % SECONDS;
    for (const client of this.shares[this.second]!) {
      if (this.silent.has(client)) client.terminate();
      else {
        this.silent.add(client);
        client.ping();
      }
    }
  }
}
