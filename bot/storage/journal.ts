import { join } from 'node:path';
import { KeyedQueue } from '../keyed-queue.js';
import { type Disk, type Durability, namesIn, syncFolder } from './disk.js';
import { JournalSegment } from './journal-segment.js';
import { journalBytes } from './journal-text.js';
import type { Envelope } from './record-text.js';

/** Where a journal is kept, and how. */
export interface JournalOptions {
  folder: string;
  disk: Disk;
  durability: Durability;
  /** Told of each record when it is kept, before its writer is. */
  onKept: (record: Envelope) => void;
}

interface Waiting {
  record: Envelope;
  bytes: Buffer;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Records one after another in numbered files, each durable when its promise resolves. All that wait share one append and one
 * sync (group commit, as databases do it), so that the cost of a write falls when many come at once.
 */
export class Journal {
  /** Files with what is not dropped yet, oldest first: number and bytes. */
  private readonly kept = new Map<number, number>();
  private readonly queue = new KeyedQueue();
  private waiting: Waiting[] = [];
  private segment: JournalSegment | undefined;
  private last = 0;

  constructor(private readonly its: JournalOptions) {}

  /** Bytes of all that is not dropped yet. */
  get bytes(): number {
    return [...this.kept.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** What earlier processes have left, a file at a time, in the order of writing. Call it first. */
  async *left(): AsyncGenerator<{ name: string; bytes: Buffer }> {
    const numbers = (await namesIn(this.its.disk, this.its.folder)).map(Number).filter(Number.isInteger);
    for (const number of numbers.sort((a, b) => a - b)) {
      const bytes = await this.its.disk.readFile(this.path(number));
      this.kept.set(number, bytes.length);
      this.last = number;
      yield { name: String(number), bytes };
    }
  }

  /** Adds a record; resolves when it is durable. When it rejects, the record is not kept. */
  append(record: Envelope): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ record, bytes: journalBytes(record), resolve, reject });
      if (this.waiting.length === 1) void this.inTurn(() => this.flush());
    });
  }

  /** Ends the file being written; what is appended from now on goes into a new one. Gives the files that now are whole. */
  rotate(): Promise<number[]> {
    return this.inTurn(async () => {
      await this.segment?.close();
      this.segment = undefined;
      return [...this.kept.keys()];
    });
  }

  /** Deletes files whose records are kept elsewhere; the oldest first, so that none is ever replayed over a newer one. */
  async drop(numbers: number[]): Promise<void> {
    for (const number of numbers) {
      await this.its.disk.rm(this.path(number), { force: true });
      if (this.its.durability === 'fsync') await syncFolder(this.its.disk, this.its.folder);
      this.kept.delete(number);
    }
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      await this.keep(Buffer.concat(batch.map(({ bytes }) => bytes)));
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { record, resolve } of batch) {
      this.its.onKept(record);
      resolve();
    }
  }

  /** After a failed sync the system may take lost pages for written: nothing is added to that file any more. */
  private async keep(bytes: Buffer): Promise<void> {
    this.segment ??= await this.begin();
    try {
      await this.segment.append(bytes);
      this.kept.set(this.last, this.segment.bytes);
    } catch (error) {
      await this.segment.abandon();
      this.segment = undefined;
      throw error;
    }
  }

  private async begin(): Promise<JournalSegment> {
    this.last += 1;
    const segment = await JournalSegment.create(this.path(this.last), this.its.disk, this.its.durability);
    this.kept.set(this.last, 0);
    return segment;
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    return this.queue.run('journal', task);
  }

  private path(number: number): string {
    return join(this.its.folder, String(number));
  }
}
