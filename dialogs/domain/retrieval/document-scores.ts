import type { WordKind } from '../answer/tokenizer.js';
import { IN_ANSWER, IN_QUESTION, REVERSE_DAMPING, WEIGHTS } from './likeness-weights.js';
import { KANJI, type QuestionWord, SAME, SYNONYM } from './question-words.js';
import type { TextIndex } from './text-index.js';

/** A word of a question, once, with what it counts there. */
export interface AskedWord {
  word: QuestionWord;
  /** Weights of the word itself, by its kind. */
  inQuestion: number;
  inAnswer: number;
}

/** A question to score documents for. */
export interface Asked {
  words: readonly AskedWord[];
  /** Rarity of all its words in questions, and in both fields: what scores and coverage are shares of. */
  all: number;
  everywhere: number;
}

/** What a score is made of. */
export interface Parts {
  /** BM25 of both fields, with related words. */
  words: number;
  /** Rarity of the words found. */
  coverage: number;
  /** What the question's own words found among those asked count. */
  reverse: number;
}

// For each word of the question: SAME, SYNONYM and KANJI, each in question and answer.
const CELLS = 6;

/** Scores one document at a time for a question, by the document's own list of terms. */
export class DocumentScores {
  #asked: Asked = { words: [], all: 1, everywhere: 1 };
  readonly #parts: Parts = { words: 0, coverage: 0, reverse: 0 };
  /** First link of each term of the texts; 0 for terms that are no echo of the question. */
  readonly #first: Int32Array;
  /** Links, from 1 on: an echo's cell, its factors, and the next link of the same term. */
  #links = 0;
  #cell = new Int32Array(64);
  #next = new Int32Array(64);
  #term = new Int32Array(64);
  #inQuestion = new Float64Array(64);
  #inAnswer = new Float64Array(64);
  /** The best match of each word, for each kind and field. */
  #best = new Float64Array(16 * CELLS);

  constructor(private readonly index: TextIndex) {
    this.#first = new Int32Array(index.start.length - 1);
  }

  /** Prepares for a question. */
  start(asked: Asked): void {
    for (let link = 1; link <= this.#links; link++) this.#first[this.#term[link]!] = 0;
    this.#links = 0;
    this.#asked = asked;
    if (this.#best.length < asked.words.length * CELLS) this.#best = new Float64Array(asked.words.length * 2 * CELLS);
    for (let w = 0; w < asked.words.length; w++) this.#link(asked.words[w]!.word, w * CELLS);
  }

  #link({ echoes }: QuestionWord, cells: number): void {
    this.#makeRoom(this.#links + echoes.terms.length + 1);
    for (let e = 0; e < echoes.terms.length; e++) {
      const link = ++this.#links;
      const term = echoes.terms[e]!;
      this.#term[link] = term;
      this.#cell[link] = cells + 2 * echoes.kinds[e]!;
      this.#inQuestion[link] = echoes.inQuestion[e]!;
      this.#inAnswer[link] = echoes.inAnswer[e]!;
      this.#next[link] = this.#first[term]!;
      this.#first[term] = link;
    }
  }

  #makeRoom(links: number): void {
    if (links <= this.#cell.length) return;
    const grown = <List extends Int32Array | Float64Array>(list: List, larger: List): List => {
      larger.set(list);
      return larger;
    };
    this.#cell = grown(this.#cell, new Int32Array(2 * links));
    this.#next = grown(this.#next, new Int32Array(2 * links));
    this.#term = grown(this.#term, new Int32Array(2 * links));
    this.#inQuestion = grown(this.#inQuestion, new Float64Array(2 * links));
    this.#inAnswer = grown(this.#inAnswer, new Float64Array(2 * links));
  }

  /** The score of a document: BM25 of both fields with related words, coverage both ways. */
  of(at: number): number {
    const { all, everywhere } = this.#asked;
    const { words, coverage, reverse } = this.partsOf(at);
    const covered = coverage / everywhere;
    return words / all + WEIGHTS.coverage * covered * covered + reverse;
  }

  /** What the score of a document is made of; valid until the next. */
  partsOf(at: number): Readonly<Parts> {
    this.#match(at);
    this.#sum(at);
    return this.#parts;
  }

  #match(at: number): void {
    const { from, terms, places, question, answer } = this.index;
    const first = this.#first;
    const best = this.#best;
    const end = from[at + 1]!;
    for (let f = from[at]!; f < end; f++) {
      let link = first[terms[f]!]!;
      if (link === 0) continue;
      const inQuestion = question.scores[places[f]!]!;
      const inAnswer = answer.scores[places[f]!]!;
      for (; link !== 0; link = this.#next[link]!) {
        const cell = this.#cell[link]!;
        const q = this.#inQuestion[link]! * inQuestion;
        const a = this.#inAnswer[link]! * inAnswer;
        if (q > best[cell]!) best[cell] = q;
        if (a > best[cell + 1]!) best[cell + 1] = a;
      }
    }
  }

  /** A related word counts only where the word itself is absent, and only the best one: so that they don't pile up. */
  #sum(at: number): void {
    const { words } = this.#asked;
    const best = this.#best;
    let score = 0;
    let coverage = 0;
    let reverse = 0;
    for (let w = 0; w < words.length; w++) {
      const { word, inQuestion, inAnswer } = words[w]!;
      const same = w * CELLS + 2 * SAME;
      const kanji = w * CELLS + 2 * KANJI;
      const q = best[same]!;
      const a = best[same + 1]!;
      if (q > 0) score += inQuestion * q;
      else score += WEIGHTS.synonyms * best[w * CELLS + 2 * SYNONYM]! + WEIGHTS.kanjiInQuestion * best[kanji]!;
      score += a > 0 ? inAnswer * a : WEIGHTS.kanjiInAnswer * best[kanji + 1]!;
      if (q > 0) reverse += word.question;
      if (q > 0 || a > 0) coverage += word.either;
      for (let cell = same; cell < same + CELLS; cell++) best[cell] = 0;
    }
    this.#parts.words = score;
    this.#parts.coverage = coverage;
    this.#parts.reverse = (WEIGHTS.reverseCoverage * reverse) / (this.index.questionRarity[at]! + REVERSE_DAMPING);
  }
}

/** Puts a question together from its words. */
export function asked(words: readonly AskedWord[]): Asked {
  let all = 0;
  let everywhere = 0;
  for (const { word } of words) {
    all += word.question;
    everywhere += word.either;
  }
  return { words, all: all || 1, everywhere: everywhere || 1 };
}

/** A word of a question as it counts by its kind. */
export function askedWord(word: QuestionWord, kind: WordKind): AskedWord {
  return { word, inQuestion: IN_QUESTION[kind] ?? 1, inAnswer: IN_ANSWER[kind] ?? 1 };
}
