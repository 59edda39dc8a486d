import type { Expect, RecordStore } from '../../bot/storage/record-store.js';

/** The process was killed: nothing after it happens. */
export class Killed extends Error {}

/**
 * A store whose process is killed at the n-th write: just before it is done, or just after. Everything later is refused, as
 * nothing later happens; what was written stays in the store below.
 */
export class FailingStore implements RecordStore {
  writes = 0;

  constructor(
    private readonly below: RecordStore,
    private readonly killAt: number,
    private readonly when: 'before' | 'after',
  ) {}

  read<T>(key: string) {
    return this.alive(() => this.below.read<T>(key));
  }

  write<T>(key: string, value: T, expect: Expect): Promise<string> {
    return this.killing(() => this.below.write(key, value, expect));
  }

  delete(key: string, expect?: Expect): Promise<void> {
    return this.killing(() => this.below.delete(key, expect));
  }

  list(kind: string, options?: { before?: number; limit?: number }) {
    return this.alive(() => this.below.list(kind, options));
  }

  ready() {
    return this.below.ready();
  }

  close() {
    return this.below.close();
  }

  /** Whether the process has been killed by now. */
  get killed(): boolean {
    return this.writes >= this.killAt;
  }

  private async alive<T>(task: () => Promise<T>): Promise<T> {
    if (this.killed) throw new Killed();
    return task();
  }

  private async killing<T>(task: () => Promise<T>): Promise<T> {
    if (this.killed) throw new Killed();
    this.writes += 1;
    if (this.killed && this.when === 'before') throw new Killed();
    const done = await task();
    if (this.killed) throw new Killed();
    return done;
  }
}
