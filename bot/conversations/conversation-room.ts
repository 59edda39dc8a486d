import type { Log } from '../http/log.js';
import type { RecordStore } from '../storage/record-store.js';
import type { Conversations } from './conversation.js';

/** What the room for conversations depends on. */
export interface RoomOptions {
  store: Pick<RecordStore, 'list'>;
  conversations: Pick<Conversations, 'discardUnspoken'>;
  /** Conversations that may be stored at a time. */
  most: number;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: Pick<Log, 'warn' | 'error'>;
}

/** Parts of `most`: where room begins to be made, and down to where. */
const NEARLY_FULL = 0.95;
const EASY = 0.9;
/** Other replicas open and delete conversations too, so the count is made anew. */
const COUNT_EVERY_MS = 3_600_000;
/** A look that found too little is not repeated at once, as it reads every conversation. */
const LOOK_AGAIN_MS = 600_000;

/**
 * Keeps the number of stored conversations bounded, so that nobody can fill the disk by opening them. Before there are too
 * many, those in which nobody has ever spoken are deleted, the longest unused first. A conversation in which somebody has
 * spoken stays until its age is over: when there are only such, no new one is opened.
 */
export class ConversationRoom {
  private stored = 0;
  private nextLook = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;

  constructor(private readonly its: RoomOptions) {}

  /** Takes a place for one more conversation; false when there is none. */
  take(): boolean {
    const { most, now } = this.its;
    const due = now() >= this.nextLook || this.stored === Math.ceil(most * NEARLY_FULL);
    if (due) this.begin();
    if (this.stored >= most) return false;
    this.stored += 1;
    return true;
  }

  /** Resolves when no room is being made. */
  async idle(): Promise<void> {
    await this.looking;
  }

  private begin(): void {
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
  }

  /** Counts what is stored, and makes room if it is nearly full. */
  private async look(): Promise<void> {
    const { store, most, now, log } = this.its;
    this.nextLook = now() + LOOK_AGAIN_MS;
    try {
      const before = this.stored;
      const keys = await store.list('conversation');
      // Those that were opened during the look are not in the list for certain: counted twice rather than not at all.
      this.stored = keys.length + this.stored - before;
      if (this.stored < most * NEARLY_FULL) {
        this.nextLook = now() + COUNT_EVERY_MS;
        return;
      }
      const discarded = await this.discard(keys);
      const figures = { stored: this.stored, most, discarded };
      if (this.stored < most) log.warn(figures, 'nearly full: conversations in which nobody has spoken are deleted');
      else
        log.error(figures, 'full: no new conversation is opened; set MAX_CONVERSATIONS higher or RETENTION_DAYS lower');
    } catch (error) {
      log.error({ err: error }, 'making room for conversations failed; it is tried again');
    }
  }

  private async discard(keys: readonly string[]): Promise<number> {
    let discarded = 0;
    for (const key of keys) {
      if (this.stored <= this.its.most * EASY) break;
      if (!(await this.its.conversations.discardUnspoken(key.slice('conversation/'.length)))) continue;
      this.stored -= 1;
      discarded += 1;
    }
    return discarded;
  }
}
