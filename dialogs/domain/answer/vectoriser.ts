import type { Features } from './features.js';

/** A text as numbers: ids of its features, ascending weights not implied, and their weights. */
export interface SparseVector {
  ids: Int32Array;
  weights: Float32Array;
}

/** Turns features into vectors, with what was learnt from all texts about how common each feature is. */
export interface Vectoriser {
  /** How many features are known. */
  size: number;
  vectorise(features: Features): SparseVector;
  /** How rare a content word is among the texts; a word that none of them has is the rarest. */
  wordWeight(word: string): number;
  isKnownWord(word: string): boolean;
}

type Family = keyof Features;

// How much each view counts (each is scaled to length 1 first). Chosen by five-fold cross-validation over the ways to ask.
const FAMILY_WEIGHTS: Record<Family, number> = { words: 1, pairs: 0.5, concepts: 0.8, grams: 0.9 };
const FAMILIES = Object.keys(FAMILY_WEIGHTS) as Family[];

/** Learns the vocabulary of texts. Pairs and letter runs that one text alone has are left out: they tell nothing of others. */
export function createVectoriser(texts: readonly Features[]): Vectoriser {
  const frequencies = Object.fromEntries(FAMILIES.map((f) => [f, countTexts(texts, f)])) as Record<
    Family,
    Map<string, number>
  >;
  const vocabulary = {} as Record<Family, Map<string, { id: number; idf: number }>>;
  let size = 0;
  for (const family of FAMILIES) {
    vocabulary[family] = new Map();
    const least = family === 'pairs' || family === 'grams' ? 2 : 1;
    for (const [feature, n] of frequencies[family]) {
      if (n >= least) vocabulary[family].set(feature, { id: size++, idf: idf(texts.length, n) });
    }
  }
  const unseen = idf(texts.length, 0);
  return {
    size,
    vectorise: (features) => vectorise(features, vocabulary, unseen),
    wordWeight: (word) => vocabulary.words.get(word)?.idf ?? unseen,
    isKnownWord: (word) => vocabulary.words.has(word),
  };
}

function countTexts(texts: readonly Features[], family: Family): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const feature of new Set(text[family])) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  return counts;
}

function idf(texts: number, n: number): number {
  return Math.log(1 + (texts - n + 0.5) / (n + 0.5));
}

function vectorise(
  features: Features,
  vocabulary: Record<Family, Map<string, { id: number; idf: number }>>,
  unseen: number,
): SparseVector {
  const ids: number[] = [];
  const weights: number[] = [];
  for (const family of FAMILIES) {
    const counts = new Map<string, number>();
    for (const feature of features[family]) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    const first = ids.length;
    let squares = 0;
    for (const [feature, count] of counts) {
      const known = vocabulary[family].get(feature);
      if (!known && family !== 'words') continue;
      const weight = (1 + Math.log(count)) * (known?.idf ?? unseen);
      squares += weight * weight;
      if (known) {
        ids.push(known.id);
        weights.push(weight);
      }
    }
    const scale = FAMILY_WEIGHTS[family] / (Math.sqrt(squares) || 1);
    for (let i = first; i < weights.length; i++) weights[i] = (weights[i] ?? 0) * scale;
  }
  return { ids: Int32Array.from(ids), weights: Float32Array.from(weights) };
}
