import { BestList, type Scored } from './best-list.js';
import { type Asked, type AskedWord, DocumentScores } from './document-scores.js';
import { WEIGHTS } from './likeness-weights.js';
import { SAME } from './question-words.js';
import type { TextIndex } from './text-index.js';

/** What a word is worth in each document that has it or a related word. */
interface ReadyWord {
  asked: AskedWord;
  documents: Int32Array;
  words: Float64Array;
  coverage: Float64Array;
  reverse: Float64Array;
}

// Places kept ready, of 28 bytes; bounded, as people may type anything.
const KEPT = 1_000_000;

/** Scores all documents from lists that are made when a word is first asked with: quickest where documents are few. */
export class ReadyScores {
  readonly #scores: DocumentScores;
  readonly #ready = new Map<AskedWord['word'], ReadyWord>();
  #kept = 0;
  readonly #best = new BestList();
  readonly #sums: Float64Array;
  readonly #coverage: Float64Array;
  readonly #met: Int32Array;

  constructor(private readonly index: TextIndex) {
    const documents = index.questionRarity.length;
    this.#scores = new DocumentScores(index);
    this.#sums = new Float64Array(documents);
    this.#coverage = new Float64Array(documents);
    this.#met = new Int32Array(documents);
  }

  /** Best first, at most `limit` (1 or more); of equals, the first in order. */
  find({ words, all, everywhere }: Asked, limit: number): Scored[] {
    let count = 0;
    for (const asked of words) count = this.#add(this.#readyOf(asked), 1 / all, count);
    this.#best.start(limit);
    const share = WEIGHTS.coverage / everywhere ** 2;
    let least = this.#best.least;
    for (let m = 0; m < count; m++) {
      const at = this.#met[m]!;
      const covered = this.#coverage[at]!;
      const score = this.#sums[at]! + share * covered * covered;
      this.#sums[at] = this.#coverage[at] = 0;
      if (score < least) continue;
      this.#best.offer(at, score);
      least = this.#best.least;
    }
    return this.#best.sorted();
  }

  #add(ready: ReadyWord, scale: number, metBefore: number): number {
    const { documents, words, coverage, reverse } = ready;
    const sums = this.#sums;
    const covered = this.#coverage;
    let count = metBefore;
    for (let p = 0; p < documents.length; p++) {
      const at = documents[p]!;
      if (sums[at] === 0) this.#met[count++] = at;
      sums[at]! += words[p]! * scale + reverse[p]!;
      covered[at]! += coverage[p]!;
    }
    return count;
  }

  #readyOf(asked: AskedWord): ReadyWord {
    const known = this.#ready.get(asked.word);
    if (known?.asked.inQuestion === asked.inQuestion && known.asked.inAnswer === asked.inAnswer) return known;
    if (this.#kept > KEPT) {
      this.#ready.clear();
      this.#kept = 0;
    }
    const ready = this.#make(asked);
    this.#ready.set(asked.word, ready);
    this.#kept += ready.documents.length;
    return ready;
  }

  #make(asked: AskedWord): ReadyWord {
    this.#scores.start({ words: [asked], all: 1, everywhere: 1 });
    const documents = this.#documentsWith(asked);
    const [words, coverage, reverse] = [0, 0, 0].map(() => new Float64Array(documents.length)) as Three;
    for (let p = 0; p < documents.length; p++) {
      const parts = this.#scores.partsOf(documents[p]!);
      words[p] = parts.words;
      coverage[p] = parts.coverage;
      reverse[p] = parts.reverse;
    }
    return { asked, documents, words, coverage, reverse };
  }

  /** Documents in which a word or a related one counts. */
  #documentsWith({ word: { echoes } }: AskedWord): Int32Array {
    const { start, documents, fields } = this.index;
    const found = new Set<number>();
    echoes.terms.forEach((term, e) => {
      for (let p = start[term]!; p < start[term + 1]!; p++) {
        const inAnswerOnly = fields[p] === 2;
        if (echoes.kinds[e] === SAME || !inAnswerOnly || echoes.inAnswer[e]! > 0) found.add(documents[p]!);
      }
    });
    return Int32Array.from(found);
  }
}

type Three = [Float64Array, Float64Array, Float64Array];
