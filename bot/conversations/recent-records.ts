import { RecentMap } from '../storage/recent-map.js';
import type { Stored } from '../storage/record-store.js';
import type { ConversationRecord, LogRow } from './conversation.js';

/** Characters of JSON in all, about 5 MB: some hundred conversations that are going on. */
const HEAVIEST = 2_000_000;
/** A conversation that rests this long is read anew. */
const REST_MS = 60_000;

type Held = Pick<Stored<ConversationRecord>, 'value' | 'eTag'>;

/**
 * Records as this process has last written them, so that a conversation that is going on is not read from the store and parsed
 * for every message. Nobody may change one; who wants to, works on a copy. Only for a process that is alone with its store.
 */
export class RecentRecords {
  private readonly kept = new RecentMap<Held & { at: number }>(HEAVIEST);

  constructor(private readonly now: () => number) {}

  /** The record, unless it has rested. */
  get(id: string): Held | undefined {
    const held = this.kept.get(id);
    if (!held) return undefined;
    const now = this.now();
    if (now - held.at > REST_MS) {
      this.forget(id);
      return undefined;
    }
    held.at = now;
    return held;
  }

  keep(id: string, { value, eTag }: Held): void {
    this.kept.set(id, { value, eTag, at: this.now() }, weightOf(value));
  }

  forget(id: string): void {
    this.kept.delete(id);
  }
}

const weights = new WeakMap<LogRow, number>();

/** What a record weighs; each row is weighed once. What stands beside the log is small. */
function weightOf({ log }: ConversationRecord): number {
  return log.reduce((sum, row) => sum + weightOfRow(row), 2_000);
}

function weightOfRow(row: LogRow): number {
  const weight = weights.get(row) ?? JSON.stringify(row).length;
  weights.set(row, weight);
  return weight;
}
