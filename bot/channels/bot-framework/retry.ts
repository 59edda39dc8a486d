import { SendError } from './send-error.js';

/** How often and how patiently something is tried. */
export interface RetryOptions {
  /** Tries in all. */
  attempts: number;
  /** The first wait in milliseconds; each further one is twice as long. */
  firstWaitMs: number;
  /** No wait is longer, whatever the other side asks for. */
  longestWaitMs: number;
  wait: (ms: number) => Promise<void>;
  /** From 0 to 1: keeps many senders from knocking in step. */
  random: () => number;
}

/**
 * Tries until it succeeds, fails for good, or the tries are used up. What may have arrived is tried again only when it may
 * arrive twice.
 */
export async function retrying<T>(mayDouble: boolean, options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      const again = error instanceof SendError && error.passing && (mayDouble || !error.unclear);
      if (!again || count >= options.attempts) throw error;
      await options.wait(waitBefore(count, error, options));
    }
  }
}

function waitBefore(count: number, error: SendError, { firstWaitMs, longestWaitMs, random }: RetryOptions): number {
  const backOff = firstWaitMs * 2 ** (count - 1) * (0.75 + random() / 2);
  return Math.min(longestWaitMs, Math.max(backOff, error.waitMs ?? 0));
}
