import type { SparseVector } from './vectoriser.js';

/** Many sparse vectors one behind the other: plain numbers that can be kept in a file. */
export interface PackedVectors {
  /** Where each vector begins; one more for the end of the last. */
  starts: Int32Array;
  ids: Int32Array;
  weights: Float32Array;
}

/** Packs vectors; what they don't know of their texts is left out. */
export function packVectors(vectors: readonly SparseVector[]): PackedVectors {
  const starts = new Int32Array(vectors.length + 1);
  vectors.forEach(({ ids }, i) => {
    starts[i + 1] = starts[i]! + ids.length;
  });
  const total = starts[vectors.length]!;
  const packed = { starts, ids: new Int32Array(total), weights: new Float32Array(total) };
  vectors.forEach(({ ids, weights }, i) => {
    packed.ids.set(ids, starts[i]);
    packed.weights.set(weights, starts[i]);
  });
  return packed;
}

/** The ids and weights of the vector at a place; not a copy. */
export function vectorAt({ starts, ids, weights }: PackedVectors, i: number): Pick<SparseVector, 'ids' | 'weights'> {
  return { ids: ids.subarray(starts[i], starts[i + 1]), weights: weights.subarray(starts[i], starts[i + 1]) };
}
