/** Resident memory at a moment. */
export interface MemorySample {
  seconds: number;
  mb: number;
}

/** How memory went over the second half of a run. */
export interface MemoryTrend {
  /** Growth over that half by the line that fits best, MB. */
  growth: number;
  /** The most that counts as flat, MB. */
  allowed: number;
  flat: boolean;
}

/** Garbage comes and goes by so much, whatever the program does. */
const SLACK = { share: 0.08, mb: 16 };

/**
 * Judges whether memory grows: a line is fitted (least squares) to the second half of the samples, when all is warm, and must
 * not rise by more over that half than 8 % of the mean, or 16 MB where that is more.
 */
export function memoryTrend(samples: readonly MemorySample[]): MemoryTrend {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(half.map(({ seconds }) => seconds)), mean(half.map(({ mb }) => mb))];
  const over = half.reduce((sum, { seconds, mb }) => sum + (seconds - x) * (mb - y), 0);
  const under = half.reduce((sum, { seconds }) => sum + (seconds - x) ** 2, 0);
  const length = (half.at(-1)?.seconds ?? 0) - (half[0]?.seconds ?? 0);
  const growth = under === 0 ? 0 : (over / under) * length;
  const allowed = Math.max(SLACK.mb, y * SLACK.share);
  return { growth, allowed, flat: growth <= allowed };
}
