import type { LearnedLanguage } from './learned-language.js';
import { vectorAt } from './packed-vectors.js';
import type { SparseVector } from './vectoriser.js';

/** The text of a class that is most like a message. */
export interface ClosestText {
  /** Its place in the list of texts. */
  text: number;
  /** Its features. */
  ids: Int32Array;
  /** Cosine of the two vectors, 0 to 1. */
  likeness: number;
}

/** Compares messages with staff's texts one by one. */
export class ClosestTexts {
  readonly #learned: LearnedLanguage;
  /** Where the texts of each class begin; they stand together. */
  readonly #starts: Int32Array;
  readonly #lengths: Float32Array;
  /** Working memory: the message by feature; zero between calls. */
  readonly #dense: Float32Array;

  constructor(learned: LearnedLanguage, features: number) {
    this.#learned = learned;
    this.#dense = new Float32Array(features);
    this.#lengths = Float32Array.from(learned.texts, (_, text) => lengthOf(vectorAt(learned.vectors, text).weights));
    this.#starts = new Int32Array(learned.targets.length + 1);
    for (const { label } of learned.texts) this.#starts[label + 1]!++;
    for (let label = 0; label < learned.targets.length; label++) this.#starts[label + 1]! += this.#starts[label]!;
  }

  /** The closest text of each of the classes. */
  find({ ids, weights }: SparseVector, labels: readonly number[]): ClosestText[] {
    const own = lengthOf(weights) || 1;
    for (let k = 0; k < ids.length; k++) this.#dense[ids[k]!] = weights[k]! / own;
    const found = labels.map((label) => this.#closest(label));
    for (let k = 0; k < ids.length; k++) this.#dense[ids[k]!] = 0;
    return found;
  }

  #closest(label: number): ClosestText {
    const { ids, weights, starts } = this.#learned.vectors;
    const best = { text: this.#starts[label]!, likeness: 0 };
    for (let text = best.text; text < this.#starts[label + 1]!; text++) {
      let dot = 0;
      for (let k = starts[text]!; k < starts[text + 1]!; k++) dot += weights[k]! * this.#dense[ids[k]!]!;
      const likeness = dot / (this.#lengths[text] || 1);
      if (likeness > best.likeness) Object.assign(best, { text, likeness });
    }
    return { ...best, ids: vectorAt(this.#learned.vectors, best.text).ids };
  }
}

function lengthOf(weights: Float32Array): number {
  let squares = 0;
  for (let k = 0; k < weights.length; k++) squares += weights[k]! * weights[k]!;
  return Math.sqrt(squares);
}
