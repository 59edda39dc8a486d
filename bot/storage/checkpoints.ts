import type { Journal } from './journal.js';
import type { RecordFolder } from './record-folder.js';
import type { Envelope } from './record-text.js';

/** Runs a task some time later, in ms; returns what calls it off. */
export type Later = (task: () => void, ms: number) => () => void;

/** The real timer; it does not keep a process alive. */
export const laterByTimer: Later = (task, ms) => {
  const timer = setTimeout(task, ms).unref();
  return () => clearTimeout(timer);
};

/** What checkpoints work on. */
export interface CheckpointOptions {
  journal: Journal;
  /** The newest of each record that is in the journal and not yet in its file, by key. */
  pending: Map<string, Envelope>;
  folder: RecordFolder;
  later: Later;
  /** Told when the journal could not be emptied; it is tried again. */
  onStuck: (error: unknown) => void;
}

/** No write is in the journal alone for longer than this, unless the disk is failing. */
const LATER_MS = 10_000;
/** For what should not wait: deleted text leaves the disk, and a file that failed is done with. */
const SOON_MS = 1_000;
/** Size of the journal at which it is emptied early, and at which writers wait for that. Memory is bounded by it, too. */
const EARLY_BYTES = 4 * 2 ** 20;
const MOST_BYTES = 32 * 2 ** 20;
/** Files written at a time: few, so that the turns that go on have the disk and the threads. */
const AT_ONCE = 2;

/** Moves records from the journal to their files behind the turns' backs, each record once however often it was written. */
export class Checkpoints {
  private running: Promise<void> | undefined;
  private timer: { ms: number; cancel: () => void } | undefined;
  private stuck = false;

  constructor(private readonly its: CheckpointOptions) {}

  /** Sees to it that the journal is emptied in ten seconds, or in one. */
  due(when: 'later' | 'soon'): void {
    const ms = when === 'later' ? LATER_MS : SOON_MS;
    if (this.timer && this.timer.ms <= ms) return;
    this.timer?.cancel();
    this.timer = { ms, cancel: this.its.later(() => this.onTime(), ms) };
  }

  /** Resolves when the journal has room for more. Rejects when it is full and can't be emptied. */
  async room(): Promise<void> {
    const { journal } = this.its;
    while (journal.bytes >= MOST_BYTES) await this.run();
    if (journal.bytes >= EARLY_BYTES && !this.stuck) void this.run().catch(() => {});
  }

  /** Empties the journal of all that was written before. */
  async now(): Promise<void> {
    // A run under way may have begun too early for that.
    await this.running?.catch(() => {});
    await this.run();
  }

  /** Empties the journal for the last time; what can't be written now stays in it for the next start. */
  async close(): Promise<void> {
    await this.now().catch(() => {});
    this.timer?.cancel();
  }

  /** Empties the journal into the files, once at a time. */
  private run(): Promise<void> {
    this.running ??= this.empty().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private onTime(): void {
    this.timer = undefined;
    void this.now().catch(() => {});
  }

  private async empty(): Promise<void> {
    try {
      const files = await this.its.journal.rotate();
      await this.moveAll();
      await this.its.journal.drop(files);
      this.stuck = false;
    } catch (error) {
      this.stuck = true;
      this.its.onStuck(error);
      this.due('later');
      throw error;
    }
  }

  /** Moves what is pending now; if some can't be written, still all others, and then throws. */
  private async moveAll(): Promise<void> {
    const keys = [...this.its.pending.keys()].values();
    const workers = Array.from({ length: AT_ONCE }, () => this.move(keys));
    const failed = (await Promise.allSettled(workers)).find((worker) => worker.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async move(keys: Iterable<string>): Promise<void> {
    const { pending, folder } = this.its;
    for (const key of keys) {
      const record = pending.get(key)!;
      await folder.save(record);
      // Written again meanwhile, it stays pending: the newer one is in a newer file of the journal.
      if (pending.get(key) === record) pending.delete(key);
    }
  }
}
