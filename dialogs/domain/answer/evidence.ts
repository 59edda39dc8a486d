import { type LinearModel, softmaxInPlace } from './linear-model.js';
import type { SparseVector, Vectoriser } from './vectoriser.js';

/** What speaks for the best entry; each from 0 to 1, but the lead, which is negative where something else is likelier. */
export interface Evidence {
  /** Probability of the best entry by the model alone. */
  probability: number;
  /** Its lead over whatever else is likeliest. */
  margin: number;
  /** Probability that the message asks for any entry at all, summed over the classes. */
  entries: number;
  /** The same by a model that learnt nothing but to tell entries from all else. */
  scope: number;
  /** Share of the message's words, by rarity, that the best entry's own texts have. */
  words: number;
  /** Share of the message's letter runs that the best entry's own texts have. */
  letters: number;
}

/** The message's place among the classes. */
export interface Placement {
  /** Probability of each class, by label. */
  probabilities: Float32Array;
  /** Label of the best entry. */
  best: number;
  evidence: Evidence;
}

/** Texts with their labels, as vectors. */
export interface LabelledVectors {
  vectors: SparseVector[];
  labels: number[];
  /** For each class: is it an entry? */
  isEntry: boolean[];
}

/** What was learnt: which class, and whether any entry at all. */
export interface Models {
  classes: LinearModel;
  /** Two classes: 0 for all else, 1 for entries. */
  scope: LinearModel;
}

/** Weighs messages against what was learnt. */
export interface Scales {
  place(vector: SparseVector): Placement;
  /** Number of the text of a class that is closest to the message, and how close. */
  closest(vector: SparseVector, label: number): { text: number; likeness: number };
}

/** Prepares what is needed to say how sure a placement is. */
export function createScales(models: Models, vectoriser: Vectoriser, texts: LabelledVectors): Scales {
  const { vectors, labels, isEntry } = texts;
  const classes = isEntry.length;
  const has = new Uint8Array(vectoriser.size * classes);
  const members: number[][] = Array.from({ length: classes }, () => []);
  vectors.forEach(({ ids }, text) => {
    const label = labels[text] as number;
    members[label]?.push(text);
    for (const id of ids) has[id * classes + label] = 1;
  });
  const lengths = vectors.map(lengthOf);
  const dense = new Float32Array(vectoriser.size);
  const closest = (vector: SparseVector, label: number) => {
    for (let k = 0; k < vector.ids.length; k++) dense[vector.ids[k]!] = vector.weights[k]!;
    const own = lengthOf(vector);
    const best = { text: members[label]?.[0] ?? 0, likeness: 0 };
    for (const text of members[label] ?? []) {
      const likeness = dot(vectors[text] as SparseVector, dense) / (own * (lengths[text] as number) || 1);
      if (likeness > best.likeness) Object.assign(best, { text, likeness });
    }
    for (const id of vector.ids) dense[id] = 0;
    return best;
  };
  const place = (vector: SparseVector): Placement => {
    const probabilities = softmaxInPlace(models.classes.scores(vector));
    const best = bestOf(probabilities, (label) => isEntry[label] === true);
    const rival = bestOf(probabilities, (label) => label !== best);
    const share = shareKnown(vector, vectoriser, (id) => has[id * classes + best] === 1);
    const probability = probabilities[best] ?? 0;
    const margin = probability - (probabilities[rival] ?? 0);
    const entries = probabilities.reduce((sum, value, label) => (isEntry[label] ? sum + value : sum), 0);
    const scope = softmaxInPlace(models.scope.scores(vector))[1] as number;
    return { probabilities, best, evidence: { probability, margin, entries, scope, ...share } };
  };
  return { place, closest };
}

function dot({ ids, weights }: SparseVector, dense: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < ids.length; k++) sum += weights[k]! * dense[ids[k]!]!;
  return sum;
}

function lengthOf({ weights }: SparseVector): number {
  let squares = 0;
  for (const weight of weights) squares += weight * weight;
  return Math.sqrt(squares);
}

function bestOf(values: Float32Array, counts: (label: number) => boolean): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (counts(i) && (best < 0 || values[i]! > values[best]!)) best = i;
  }
  return best;
}

function shareKnown(vector: SparseVector, vectoriser: Vectoriser, has: (id: number) => boolean) {
  const all = { words: vector.unknown.words, letters: vector.unknown.grams };
  const own = { words: 0, letters: 0 };
  vector.ids.forEach((id, k) => {
    const view = id < vectoriser.words ? 'words' : id >= vectoriser.firstGram ? 'letters' : undefined;
    if (!view) return;
    const square = vector.weights[k]! ** 2;
    all[view] += square;
    if (has(id)) own[view] += square;
  });
  return { words: own.words / (all.words || 1), letters: own.letters / (all.letters || 1) };
}
