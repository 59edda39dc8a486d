/** Counts against a limit; returns how it stands after counting. */
export interface RateLimit {
  /** Milliseconds to wait, 0 when allowed; `first` is true for the first refusal in a window. */
  count(key: string): { waitMs: number; first: boolean };
}

const WINDOW_MS = 60_000;
const KEYS_KEPT = 10_000;

/** Allows `perMinute` counts per key in a minute that starts with the first of them; 0 means no limit. */
export function rateLimit(perMinute: number, now: () => number): RateLimit {
  const windows = new Map<string, { start: number; count: number }>();
  return {
    count(key) {
      if (perMinute === 0) return { waitMs: 0, first: false };
      const time = now();
      const held = windows.get(key);
      const window = held && time - held.start < WINDOW_MS ? held : { start: time, count: 0 };
      window.count += 1;
      windows.delete(key);
      windows.set(key, window);
      if (windows.size > KEYS_KEPT) forget(windows, time);
      if (window.count <= perMinute) return { waitMs: 0, first: false };
      return { waitMs: window.start + WINDOW_MS - time, first: window.count === perMinute + 1 };
    },
  };
}

/** Drops what is over; if all windows are running (a flood from many addresses), the longest unused tenth. */
function forget(windows: Map<string, { start: number }>, time: number): void {
  for (const [key, { start }] of windows) if (time - start >= WINDOW_MS) windows.delete(key);
  const surplus = windows.size - KEYS_KEPT * 0.9;
  for (const key of [...windows.keys()].slice(0, Math.max(0, surplus))) windows.delete(key);
}
