/** Inverse document frequency as in BM25: the fewer of the texts have a word, the more it tells. */
export function rarity(texts: number, having: number): number {
  return Math.log(1 + (texts - having + 0.5) / (having + 0.5));
}
