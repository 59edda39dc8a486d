import type { BestList } from './best-list.js';

/** What is the same for all documents in a bound. */
export interface BoundOfAll {
  /** What words not read yet can add to score and coverage. */
  score: number;
  coverage: number;
  /** What coverage counts, squared. */
  share: number;
  /** What a bound must exceed. */
  most: number;
}

/** Documents that may still be among the best. */
export class Candidates {
  count = 0;
  readonly #ats: Int32Array;
  #added = 0;

  constructor(documents: number) {
    this.#ats = new Int32Array(documents);
  }

  /** Forgets all. */
  start(): void {
    this.count = this.#added = 0;
  }

  /** The document at a place from 0 to `count` - 1. */
  at(place: number): number {
    return this.#ats[place]!;
  }

  /** Adds those of the first `count` met that were not added before. */
  add(met: Int32Array, count: number): void {
    this.#ats.set(met.subarray(this.#added, count), this.count);
    this.count += count - this.#added;
    this.#added = count;
  }

  /**
   * Rules out documents, and offers the others with their bounds.
   * @param states for each document its own part of the bound, and of the coverage.
   */
  ruleOut(states: Float32Array, { score, coverage, share, most }: BoundOfAll, offer: BestList): void {
    const ats = this.#ats;
    const count = this.count;
    let kept = 0;
    let least = offer.least;
    for (let c = 0; c < count; c++) {
      const at = ats[c]!;
      const covered = states[2 * at + 1]! + coverage;
      const bound = states[2 * at]! + score + share * covered * covered;
      if (bound <= most) continue;
      ats[kept++] = at;
      if (bound <= least) continue;
      offer.offer(at, bound);
      least = offer.least;
    }
    this.count = kept;
  }
}
