import type { Features } from './features.js';
import { rarity } from './rarity.js';

/** A text as numbers: its features and how much each counts. */
export interface SparseVector {
  ids: Int32Array;
  weights: Float32Array;
  /** Squared weight of the content words, and of the letter runs, that no text of staff has. */
  unknown: { words: number; grams: number };
}

type Family = keyof Features;

/** The features that texts have, and how rare each is. The id of a feature is its place, the families one behind the other. */
export interface Vocabulary {
  features: Record<Family, string[]>;
  /** Rarity of each feature, by id. */
  idf: Float32Array;
  /** Rarity of what no text has. */
  unseenIdf: number;
}

/** Turns features into vectors, with what was learnt from all texts about how common each feature is. */
export interface Vectoriser {
  /** How many features are known. */
  size: number;
  /** Ids of content words are below this, ids of letter runs at least `firstGram`. */
  words: number;
  firstGram: number;
  vectorise(features: Features): SparseVector;
  /** Id of a content word; undefined if no text has it. */
  idOf(word: string): number | undefined;
  /** Id of a term of the programme; undefined if no text means it. */
  conceptOf(term: string): number | undefined;
}

// How much each view counts, each scaled to length 1 first. Chosen by cross-validation over the ways to ask.
const FAMILY_WEIGHTS: Record<Family, number> = { words: 1, pairs: 0.5, concepts: 0.4, grams: 1.1 };
// In the order of their ids.
const FAMILIES: Family[] = ['words', 'pairs', 'concepts', 'grams'];
// A pair that one text alone has, or a letter run that two have, tells nothing of others.
const LEAST_TEXTS: Record<Family, number> = { words: 1, pairs: 2, concepts: 1, grams: 3 };

/** Learns which features texts have. */
export function learnVocabulary(texts: readonly Features[]): Vocabulary {
  const features = {} as Record<Family, string[]>;
  const idf: number[] = [];
  for (const family of FAMILIES) {
    features[family] = [];
    for (const [feature, n] of countTexts(texts, family)) {
      if (n < LEAST_TEXTS[family]) continue;
      features[family].push(feature);
      idf.push(rarity(texts.length, n));
    }
  }
  return { features, idf: Float32Array.from(idf), unseenIdf: rarity(texts.length, 0) };
}

/** Prepares a vocabulary for reading texts with it. */
export function createVectoriser({ features, idf, unseenIdf }: Vocabulary): Vectoriser {
  const ids = {} as Record<Family, Map<string, number>>;
  const first = {} as Record<Family, number>;
  let size = 0;
  for (const family of FAMILIES) {
    first[family] = size;
    ids[family] = new Map(features[family].map((feature, i) => [feature, first[family] + i]));
    size += features[family].length;
  }
  return {
    size,
    words: first.pairs,
    firstGram: first.grams,
    vectorise: (text) => vectorise(text, ids, (id) => (id === undefined ? unseenIdf : idf[id]!)),
    idOf: (word) => ids.words.get(word),
    conceptOf: (term) => ids.concepts.get(term),
  };
}

function countTexts(texts: readonly Features[], family: Family): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const feature of new Set(text[family])) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  return counts;
}

function vectorise(
  features: Features,
  known: Record<Family, Map<string, number>>,
  idfOf: (id: number | undefined) => number,
): SparseVector {
  const ids: number[] = [];
  const weights: number[] = [];
  const unknown = { words: 0, pairs: 0, concepts: 0, grams: 0 };
  for (const family of FAMILIES) {
    const first = ids.length;
    let squares = 0;
    let unseen = 0;
    for (const [feature, count] of tally(features[family])) {
      const id = known[family].get(feature);
      const weight = (1 + Math.log(count)) * idfOf(id);
      if (id !== undefined) {
        ids.push(id);
        weights.push(weight);
        squares += weight * weight;
      } else unseen += weight * weight;
    }
    // An unknown word makes the known ones weaker evidence; an unknown letter run is in every text and says little.
    const length = Math.sqrt(family === 'words' ? squares + unseen : squares) || 1;
    const scale = FAMILY_WEIGHTS[family] / length;
    for (let i = first; i < weights.length; i++) weights[i] = (weights[i] as number) * scale;
    unknown[family] = unseen * scale * scale;
  }
  return { ids: Int32Array.from(ids), weights: Float32Array.from(weights), unknown };
}

function tally(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
