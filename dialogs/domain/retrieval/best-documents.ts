import { BestList, type Scored } from './best-list.js';
import { DocumentBounds } from './document-bounds.js';
import { type Asked, DocumentScores } from './document-scores.js';
import type { TextIndex } from './text-index.js';

// Bounds are summed in single precision; a document is passed over only if it is further behind than that can explain.
const MARGIN = 1e-4;
// Lists up to this long, or this share of the documents met, are read without asking first whether they are still needed.
const SHORT_LIST = 64;
const SHORT_SHARE = 0.25;
// What it costs to score a document, in places of a list that could be read instead.
const SCORING_COST = 16;

/**
 * Finds the best documents for a question, exactly, without scoring all (after MaxScore, Turtle and Flood 1995): reads the lists
 * of rare words first; admits new documents until none can get in any more; reads on as long as that rules out documents for
 * less than it would cost to score them; scores those that are left. Keeps its working memory from one question to the next.
 */
export class BestDocuments {
  readonly #scores: DocumentScores;
  readonly #bounds: DocumentBounds;
  readonly #best = new BestList();
  readonly #promising = new BestList();
  #limit = 0;
  #admitsNew = true;

  constructor(index: TextIndex) {
    this.#scores = new DocumentScores(index);
    this.#bounds = new DocumentBounds(index);
  }

  /** Best first, at most `limit` (1 or more); of equals, the first in order. */
  find(asked: Asked, limit: number): Scored[] {
    this.#scores.start(asked);
    this.#bounds.start(asked);
    this.#best.start(limit);
    this.#limit = limit;
    this.#admitsNew = true;
    this.#readLists(asked);
    this.#scoreMostPromising();
    this.#scoreCandidates();
    return this.#best.sorted();
  }

  #readLists(asked: Asked): void {
    const words = asked.words.toSorted((a, b) => a.word.places - b.word.places);
    let read = 0;
    while (read < words.length && this.#isWorthReading(words[read]!.word.places)) {
      this.#bounds.read(words[read++]!, this.#admitsNew);
    }
    for (let w = 0; w < read; w++) {
      const { relatedPlaces } = words[w]!.word;
      if (relatedPlaces > 0 && this.#isWorthReading(relatedPlaces))
        this.#bounds.readRelated(words[w]!, this.#admitsNew);
    }
  }

  #isWorthReading(places: number): boolean {
    const { met } = this.#bounds;
    if (places <= Math.max(SHORT_LIST, SHORT_SHARE * met) || met < this.#limit) return true;
    this.#scoreMostPromising();
    this.#admitsNew &&= this.#bounds.ofUnmet + MARGIN >= this.#best.least;
    return this.#admitsNew || this.#bounds.candidates.count * SCORING_COST > places;
  }

  #scoreMostPromising(): void {
    this.#promising.start(this.#limit);
    this.#bounds.ruleOut(this.#best.least - MARGIN, this.#promising);
    for (let n = 0; n < this.#promising.size; n++) this.#score(this.#promising.at(n));
  }

  #scoreCandidates(): void {
    const { candidates } = this.#bounds;
    for (let c = 0; c < candidates.count; c++) {
      const at = candidates.at(c);
      if (this.#bounds.of(at) > this.#best.least - MARGIN) this.#score(at);
    }
  }

  #score(at: number): void {
    this.#bounds.close(at);
    const score = this.#scores.of(at);
    if (score > 0) this.#best.offer(at, score);
  }
}
