/** A document and its score. */
export interface Scored {
  at: number;
  score: number;
}

/** The best so many of all documents offered; of equals, those that come first in order (a heap with the worst on top). */
export class BestList {
  #limit = 0;
  readonly #heap: Scored[] = [];

  /** Forgets all, for the next question. */
  start(limit: number): void {
    this.#limit = limit;
    this.#heap.length = 0;
  }

  /** What a score must not be below to get in. */
  get least(): number {
    return this.#heap.length < this.#limit ? Number.NEGATIVE_INFINITY : this.#heap[0]!.score;
  }

  offer(at: number, score: number): void {
    const heap = this.#heap;
    const offered = { at, score };
    if (heap.length < this.#limit) {
      heap.push(offered);
      this.#rise(heap.length - 1);
    } else if (isWorse(heap[0]!, offered)) {
      heap[0] = offered;
      this.#sink();
    }
  }

  /** Best first. */
  sorted(): Scored[] {
    return this.#heap.toSorted((a, b) => b.score - a.score || a.at - b.at);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!isWorse(heap[place]!, heap[above]!)) return;
      [heap[place], heap[above]] = [heap[above]!, heap[place]!];
      place = above;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      let worst = place;
      for (let below = 2 * place + 1; below <= 2 * place + 2 && below < heap.length; below++) {
        if (isWorse(heap[below]!, heap[worst]!)) worst = below;
      }
      if (worst === place) return;
      [heap[place], heap[worst]] = [heap[worst]!, heap[place]!];
      place = worst;
    }
  }
}

function isWorse(a: Scored, b: Scored): boolean {
  return a.score < b.score || (a.score === b.score && a.at > b.at);
}
