import fc from 'fast-check';

/** The same values in every run; others with FUZZ_SEED. */
export const FUZZ_SEED = Number(process.env.FUZZ_SEED ?? 20_251_015);

const BATCH = 500;

/** So many values of a kind, the same for the same seed; made a batch at a time, so that they are never all in memory. */
export function* inBatches<T>(kind: fc.Arbitrary<T>, count: number, seed: number): Generator<T, undefined> {
  for (let from = 0; from < count; from += BATCH) {
    yield* fc.sample(kind, { numRuns: Math.min(BATCH, count - from), seed: seed + from });
  }
}
