import type { SparseRow } from './sparse-row.js';

/** Texts as short dense vectors in which words that occur together lie close (Deerwester et al. 1990). */
export interface LatentSpace {
  dimensions: number;
  /** Unit vectors of the texts, one after the other. */
  texts: Float32Array;
  /** Unit vector of another text. */
  project(row: SparseRow): Float32Array;
}

const OVERSAMPLING = 12;
const POWER_STEPS = 2;

/**
 * Truncated singular value decomposition by random projection with a fixed seed (Halko, Martinsson and Tropp 2011).
 * @param rows one weighted row of terms for each text.
 */
export function createLatentSpace(rows: readonly SparseRow[], terms: number, dimensions: number): LatentSpace {
  const width = Math.min(dimensions + OVERSAMPLING, rows.length, terms);
  let basis = randomMatrix(terms, width);
  for (let step = 0; step <= POWER_STEPS; step++) {
    const image = orthonormal(timesRows(rows, basis, width), rows.length, width);
    basis = orthonormal(timesTransposed(rows, image, terms, width), terms, width);
  }
  // The basis spans the leading right singular vectors; cosines inside the span need no rotation to them.
  const texts = timesRows(rows, basis, width);
  for (let i = 0; i < rows.length; i++) scaleToUnit(texts.subarray(i * width, (i + 1) * width));
  const project = (row: SparseRow) => scaleToUnit(timesRows([row], basis, width));
  return { dimensions: width, texts, project };
}

function timesRows(rows: readonly SparseRow[], matrix: Float32Array, width: number): Float32Array {
  const out = new Float32Array(rows.length * width);
  rows.forEach(({ ids, weights }, i) => {
    const to = i * width;
    for (let k = 0; k < ids.length; k++) {
      const from = ids[k]! * width;
      const weight = weights[k]!;
      for (let d = 0; d < width; d++) out[to + d]! += weight * matrix[from + d]!;
    }
  });
  return out;
}

function timesTransposed(rows: readonly SparseRow[], matrix: Float32Array, terms: number, width: number): Float32Array {
  const out = new Float32Array(terms * width);
  rows.forEach(({ ids, weights }, i) => {
    const from = i * width;
    for (let k = 0; k < ids.length; k++) {
      const to = ids[k]! * width;
      const weight = weights[k]!;
      for (let d = 0; d < width; d++) out[to + d]! += weight * matrix[from + d]!;
    }
  });
  return out;
}

/** Makes the columns orthonormal (modified Gram-Schmidt), in place. */
function orthonormal(matrix: Float32Array, height: number, width: number): Float32Array {
  const columns = Array.from({ length: width }, (_, d) => {
    const column = new Float32Array(height);
    for (let i = 0; i < height; i++) column[i] = matrix[i * width + d]!;
    return column;
  });
  columns.forEach((column, d) => {
    for (let e = 0; e < d; e++) subtractShare(column, columns[e]!);
    scaleToUnit(column);
    for (let i = 0; i < height; i++) matrix[i * width + d] = column[i]!;
  });
  return matrix;
}

function subtractShare(column: Float32Array, other: Float32Array): void {
  let share = 0;
  for (let i = 0; i < column.length; i++) share += column[i]! * other[i]!;
  for (let i = 0; i < column.length; i++) column[i]! -= share * other[i]!;
}

function scaleToUnit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const scale = squares > 1e-12 ? 1 / Math.sqrt(squares) : 0;
  for (let i = 0; i < vector.length; i++) vector[i]! *= scale;
  return vector;
}

function randomMatrix(height: number, width: number): Float32Array {
  const out = new Float32Array(height * width);
  let state = 12345;
  for (let i = 0; i < out.length; i++) {
    state = (state * 48271) % 2147483647;
    out[i] = state / 2147483647 - 0.5;
  }
  return out;
}
