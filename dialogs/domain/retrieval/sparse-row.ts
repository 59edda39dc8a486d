/** Numbers for some of many columns. */
export interface SparseRow {
  ids: Int32Array;
  weights: Float32Array;
}
