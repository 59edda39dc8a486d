/** Counts against a limit; returns how it stands after counting. */
export interface RateLimit {
  /** Milliseconds to wait, 0 when allowed; `first` is true for the first refusal in a window. */
  count(key: string): { waitMs: number; first: boolean };
}

const MINUTE_MS = 60_000;
const KEYS_KEPT = 10_000;

/** Allows `most` counts per key in a window (default: a minute) that starts with the first of them; 0 means no limit. */
export function rateLimit(most: number, now: () => number, windowMs = MINUTE_MS): RateLimit {
  const windows = new Map<string, { start: number; count: number }>();
  return {
    count(key) {
      if (most === 0) return { waitMs: 0, first: false };
      const time = now();
      const held = windows.get(key);
      const window = held && time - held.start < windowMs ? held : { start: time, count: 0 };
      window.count += 1;
      windows.delete(key);
      windows.set(key, window);
      if (windows.size > KEYS_KEPT) forget(windows, time - windowMs);
      if (window.count <= most) return { waitMs: 0, first: false };
      return { waitMs: window.start + windowMs - time, first: window.count === most + 1 };
    },
  };
}

/** Drops what is over; if all windows are running (a flood from many addresses), the longest unused tenth. */
function forget(windows: Map<string, { start: number }>, over: number): void {
  for (const [key, { start }] of windows) if (start <= over) windows.delete(key);
  const surplus = windows.size - KEYS_KEPT * 0.9;
  for (const key of [...windows.keys()].slice(0, Math.max(0, surplus))) windows.delete(key);
}
