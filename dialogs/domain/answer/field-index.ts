/** How strongly repeated words and long texts count (Robertson and Zaragoza 2009). */
export interface Saturation {
  k1: number;
  b: number;
}

/** Who has which word, in packed arrays: the texts of term t are `texts[start[t]] … texts[start[t + 1] - 1]`. */
export interface FieldIndex {
  start: Int32Array;
  texts: Int32Array;
  /** BM25's share of the term frequency, for each posting. */
  impacts: Float32Array;
  /** Rarity of each term in this field. */
  idf: Float32Array;
  /** Rarity of a term that no text has. */
  unseenIdf: number;
}

/** Numbers for terms, the same for all fields. */
export class TermNumbers {
  readonly terms: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a term; a new one gets the next number. */
  numberOf(term: string): number {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    this.#numbers.set(term, this.terms.length);
    return this.terms.push(term) - 1;
  }

  /** The number of a term, or undefined if no text has it. */
  find(term: string): number | undefined {
    return this.#numbers.get(term);
  }
}

/**
 * Packs texts for BM25.
 * @param texts for each text the numbers of its words, repeated as they are.
 * @param terms how many terms there are in all fields.
 */
export function createFieldIndex(texts: readonly Int32Array[], terms: number, { k1, b }: Saturation): FieldIndex {
  const start = new Int32Array(terms + 1);
  let words = 0;
  const counted = texts.map((text) => {
    words += text.length;
    const counts = new Map<number, number>();
    for (const term of text) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const term of counts.keys()) start[term + 1]!++;
    return counts;
  });
  for (let t = 0; t < terms; t++) start[t + 1]! += start[t]!;
  const next = start.slice();
  const postings = new Int32Array(start[terms]!);
  const impacts = new Float32Array(start[terms]!);
  const mean = words / (texts.length || 1) || 1;
  counted.forEach((counts, text) => {
    const norm = k1 * (1 - b + (b * texts[text]!.length) / mean);
    for (const [term, n] of counts) {
      const at = next[term]!++;
      postings[at] = text;
      impacts[at] = (n * (k1 + 1)) / (n + norm);
    }
  });
  const idf = new Float32Array(terms);
  for (let t = 0; t < terms; t++) idf[t] = rarity(texts.length, start[t + 1]! - start[t]!);
  return { start, texts: postings, impacts, idf, unseenIdf: rarity(texts.length, 0) };
}

/** Inverse document frequency as in BM25: the fewer of the texts have a word, the more it tells. */
export function rarity(texts: number, having: number): number {
  return Math.log(1 + (texts - having + 0.5) / (having + 0.5));
}
