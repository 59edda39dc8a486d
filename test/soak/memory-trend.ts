/** Resident memory at a moment. */
export interface MemorySample {
  seconds: number;
  mb: number;
}

/** How memory went once all was warm. */
export interface MemoryTrend {
  /** The least in the last third of the run, less the least in the middle third, MB. */
  growth: number;
  /** The most that counts as flat, MB. */
  allowed: number;
  flat: boolean;
}

/** What two lows may differ by, whatever the program does. */
const SLACK = { share: 0.05, mb: 16 };

/**
 * Judges whether memory grows. It goes up and down with the garbage, so only the lows tell: the least of the last third of the
 * samples must not lie above the least of the middle third by more than 5 %, or 16 MB where that is more. The first third is for
 * warming up.
 */
export function memoryTrend(samples: readonly MemorySample[]): MemoryTrend {
  const third = samples.length / 3;
  const least = (from: number, to: number) => Math.min(...samples.slice(from, to).map(({ mb }) => mb));
  const middle = least(Math.round(third), Math.round(2 * third));
  const growth = least(Math.round(2 * third), samples.length) - middle;
  const allowed = Math.max(SLACK.mb, middle * SLACK.share);
  return { growth, allowed, flat: growth <= allowed };
}
