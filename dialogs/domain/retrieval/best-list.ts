/** A document and its score. */
export interface Scored {
  at: number;
  score: number;
}

/** The best so many of all documents offered; of equals, those that come first in order (a heap with the worst on top). */
export class BestList {
  #limit = 0;
  #size = 0;
  readonly #ats: number[] = [];
  readonly #scores: number[] = [];

  /** Forgets all, for the next question. */
  start(limit: number): void {
    this.#limit = limit;
    this.#size = 0;
  }

  /** What a score must not be below to get in. */
  get least(): number {
    return this.#size < this.#limit ? Number.NEGATIVE_INFINITY : this.#scores[0]!;
  }

  get size(): number {
    return this.#size;
  }

  /** The documents in no order: the one at a place from 0 to `size` - 1. */
  at(place: number): number {
    return this.#ats[place]!;
  }

  offer(at: number, score: number): void {
    if (this.#size < this.#limit) this.#rise(this.#size++, at, score);
    else if (this.#isWorse(0, at, score)) this.#sink(at, score);
  }

  /** Best first. */
  sorted(): Scored[] {
    const all = Array.from({ length: this.#size }, (_, n) => ({ at: this.#ats[n]!, score: this.#scores[n]! }));
    return all.sort((a, b) => b.score - a.score || a.at - b.at);
  }

  #isWorse(place: number, at: number, score: number): boolean {
    const own = this.#scores[place]!;
    return own < score || (own === score && this.#ats[place]! > at);
  }

  #put(place: number, at: number, score: number): void {
    this.#ats[place] = at;
    this.#scores[place] = score;
  }

  /** Puts a document in at the end and moves up those above that are better. */
  #rise(from: number, at: number, score: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#isWorse(above, at, score)) break;
      this.#put(place, this.#ats[above]!, this.#scores[above]!);
      place = above;
    }
    this.#put(place, at, score);
  }

  /** Puts a document in for the worst. */
  #sink(at: number, score: number): void {
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.#size) break;
      const other = below + 1;
      if (other < this.#size && this.#isWorse(other, this.#ats[below]!, this.#scores[below]!)) below = other;
      if (!this.#isWorse(below, at, score)) break;
      this.#put(place, this.#ats[below]!, this.#scores[below]!);
      place = below;
    }
    this.#put(place, at, score);
  }
}
