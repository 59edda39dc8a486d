/** One thing that was measured. */
export interface Row {
  name: string;
  unit: 'ms' | 'req/s' | 'MB' | 'lost' | '%';
  /** Median over the rounds' medians, or the one value there is. */
  p50: number;
  p99?: number;
  /** CPU of the process for one run, user and system, with garbage collection; ms. */
  cpu?: number;
  /** Whether others are compared with this one. */
  floor?: boolean;
}

/** How one thing stands to another of the same run. */
export interface Ratio {
  name: string;
  /** Median over the rounds of the rounds' ratios. */
  ratio: number;
  goal: number;
  better: 'lower' | 'higher';
}

/** What a benchmark has found. */
export interface BenchResult {
  bench: string;
  rows: Row[];
  ratios: Ratio[];
  /** What was checked to be right before anything was timed. */
  checked: string[];
  notes?: string[];
}

/** How much is measured. */
export interface Effort {
  /** Whether it is only to be shown that the benchmark works. */
  short: boolean;
  rounds: number;
  /** Idle conversations to open. */
  conversations?: number;
}

export const FULL: Effort = { short: false, rounds: 9 };
export const SHORT: Effort = { short: true, rounds: 2 };

/** A benchmark that the command knows. */
export interface Bench {
  name: string;
  /** What is compared with what, in one line. */
  what: string;
  run(effort: Effort): Promise<BenchResult>;
}

/** Stops a benchmark whose subject is wrong: what gives wrong answers is not worth timing. */
export function mustHold(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Not timed, because it is not right: ${what}`);
}
