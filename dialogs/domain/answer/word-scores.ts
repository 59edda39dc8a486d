import type { FieldIndex } from './field-index.js';
import type { RelatedTerm, RelatedTerms } from './related-terms.js';
import type { WordKind } from './tokenizer.js';

/** A word of a question, once. */
export interface QueryTerm {
  word: string;
  kind: WordKind;
  /** Its number, if any text has it. */
  number: number | undefined;
}

/** The packed texts of all documents. */
export interface Fields {
  question: FieldIndex;
  answer: FieldIndex;
  /** Question and answer together. */
  either: FieldIndex;
  /** Rarity of all words of each question, summed. */
  questionRarity: Float32Array;
  related: RelatedTerms;
}

/** Scores of the documents that share a word, or a related word, with the question. */
export interface WordScores {
  /** Score of each document; 0 for those without any. */
  totals: Float32Array;
  /** Documents with a score, in no order. */
  touched: number[];
}

/** How much each kind of likeness counts, beside the match of words with the question's, which counts 1. */
const WEIGHTS = {
  coverage: 0.7,
  reverseCoverage: 0.3,
  synonyms: 0.7,
  kanjiInQuestion: 0.6,
  kanjiInAnswer: 0.3,
};
// So that a question of one common word is not covered too easily.
const REVERSE_DAMPING = 2;
// A word that more texts have is only looked up in the texts that rarer words have found, once there are enough: it
// could hardly bring in a text of its own. Up to this many documents the ranking is exact.
const LONGEST_SCANNED = 2_000;
const ENOUGH = 300;
const IN_QUESTION: Partial<Record<WordKind, number>> = { suffix: 0.5 };
const IN_ANSWER: Partial<Record<WordKind, number>> = { suffix: 0.5, verb: 0.5 };

/** Scores documents by words; keeps its working memory from one question to the next. */
export class WordScorer {
  readonly #fields: Fields;
  readonly #totals: Float32Array;
  readonly #coverage: Float32Array;
  readonly #reverse: Float32Array;
  readonly #best: Float32Array;
  readonly #hasTerm: Int32Array;
  #term = 0;
  #touched: number[] = [];

  constructor(fields: Fields, documents: number) {
    this.#fields = fields;
    this.#totals = new Float32Array(documents);
    this.#coverage = new Float32Array(documents);
    this.#reverse = new Float32Array(documents);
    this.#best = new Float32Array(documents);
    this.#hasTerm = new Int32Array(documents);
  }

  /** The result is valid until the next question is scored. */
  score(terms: readonly QueryTerm[]): WordScores {
    this.#forget();
    const { question, either } = this.#fields;
    const all = terms.reduce((sum, term) => sum + idfOf(question, term.number), 0) || 1;
    const everywhere = terms.reduce((sum, term) => sum + idfOf(either, term.number), 0) || 1;
    for (const term of this.#rarestFirst(terms)) {
      if (term.number !== undefined) this.#match(term.number, term.kind, all);
      this.#matchRelated(term, all);
    }
    for (const at of this.#touched) {
      const coverage = this.#coverage[at]! / everywhere;
      const reverse = this.#reverse[at]! / (this.#fields.questionRarity[at]! + REVERSE_DAMPING);
      this.#totals[at]! += WEIGHTS.coverage * coverage ** 2 + WEIGHTS.reverseCoverage * reverse;
    }
    return { totals: this.#totals, touched: this.#touched };
  }

  #forget(): void {
    for (const at of this.#touched) this.#totals[at] = this.#coverage[at] = this.#reverse[at] = 0;
    this.#touched = [];
  }

  #rarestFirst(terms: readonly QueryTerm[]): QueryTerm[] {
    const { either } = this.#fields;
    const textsWith = ({ number }: QueryTerm): number => (number === undefined ? 0 : listLength(either, number));
    return terms.toSorted((a, b) => textsWith(a) - textsWith(b));
  }

  #match(term: number, kind: WordKind, all: number): void {
    const { question, answer, either } = this.#fields;
    const inQuestion = question.idf[term]!;
    const inAnswer = answer.idf[term]!;
    const scan = listLength(either, term) <= LONGEST_SCANNED || this.#touched.length < ENOUGH;
    const each: EachPosting = scan ? eachPosting : (field, of, use) => postingsOf(field, of, this.#touched, use);
    each(question, term, (at, impact) => {
      this.#add(at, ((inQuestion * (IN_QUESTION[kind] ?? 1)) / all) * impact);
      this.#reverse[at]! += inQuestion;
    });
    each(answer, term, (at, impact) => this.#add(at, ((inAnswer * (IN_ANSWER[kind] ?? 1)) / all) * impact));
    each(either, term, (at) => {
      this.#coverage[at]! += either.idf[term]!;
    });
  }

  #add(at: number, score: number): void {
    if (this.#totals[at] === 0) this.#touched.push(at);
    this.#totals[at]! += score;
  }

  #matchRelated({ word, number }: QueryTerm, all: number): void {
    const { question, answer, related } = this.#fields;
    const sameKanji = related.sameKanji(word);
    this.#addSoft(question, number, related.synonyms(word), WEIGHTS.synonyms / all);
    this.#addSoft(question, number, sameKanji, WEIGHTS.kanjiInQuestion / all);
    this.#addSoft(answer, number, sameKanji, WEIGHTS.kanjiInAnswer / all);
  }

  /** Only where the word itself is absent, and only the best related word counts: so that related words don't pile up. */
  #addSoft(field: FieldIndex, term: number | undefined, related: readonly RelatedTerm[], weight: number): void {
    if (related.length === 0) return;
    const mark = ++this.#term;
    const found: number[] = [];
    const own = idfOf(field, term);
    if (term !== undefined) {
      for (let p = field.start[term]!; p < field.start[term + 1]!; p++) this.#hasTerm[field.texts[p]!] = mark;
    }
    for (const { term: other, likeness } of related) {
      if (listLength(field, other) > LONGEST_SCANNED) continue;
      const value = likeness * Math.min(field.idf[other]!, own);
      for (let p = field.start[other]!; p < field.start[other + 1]!; p++) {
        const at = field.texts[p]!;
        if (this.#hasTerm[at] === mark) continue;
        if (this.#best[at] === 0) found.push(at);
        this.#best[at] = Math.max(this.#best[at]!, value * field.impacts[p]!);
      }
    }
    for (const at of found) {
      this.#add(at, weight * this.#best[at]!);
      this.#best[at] = 0;
    }
  }
}

type EachPosting = (field: FieldIndex, term: number, use: (at: number, impact: number) => void) => void;

function eachPosting(field: FieldIndex, term: number, use: (at: number, impact: number) => void): void {
  const end = field.start[term + 1]!;
  for (let p = field.start[term]!; p < end; p++) use(field.texts[p]!, field.impacts[p]!);
}

/** Looks a term up in the given texts only, by halving its list, which is in the order of the texts. */
function postingsOf(
  field: FieldIndex,
  term: number,
  texts: readonly number[],
  use: (at: number, impact: number) => void,
): void {
  for (const at of texts) {
    let low = field.start[term]!;
    let high = field.start[term + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (field.texts[middle]! < at) low = middle + 1;
      else high = middle;
    }
    if (low < field.start[term + 1]! && field.texts[low] === at) use(at, field.impacts[low]!);
  }
}

function listLength(field: FieldIndex, term: number): number {
  return field.start[term + 1]! - field.start[term]!;
}

function idfOf(field: FieldIndex, term: number | undefined): number {
  return term === undefined ? field.unseenIdf : field.idf[term]!;
}
