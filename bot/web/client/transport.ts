const SHORT_LIFE_MS = 5_000;
const FAILURES_BORNE = 3;
const LONGEST_WAIT_S = 30;

/**
 * How the chat is carried: by WebSocket; or by polling, for the rest of the visit, where none lives (some companies' proxies).
 */
export class Transport {
  private openedAt = 0;
  private failures = 0;

  constructor(private readonly now: () => number) {}

  get polling(): boolean {
    return this.failures >= FAILURES_BORNE;
  }

  /** A connection is being made. */
  opening(): void {
    this.openedAt = this.now();
  }

  /** The socket has closed; returns the seconds to wait before the next try: none after a good life, more after each short one. */
  closed(): number {
    this.failures = this.now() - this.openedAt < SHORT_LIFE_MS ? this.failures + 1 : 0;
    return Math.min(2 ** this.failures - 1, LONGEST_WAIT_S);
  }
}
