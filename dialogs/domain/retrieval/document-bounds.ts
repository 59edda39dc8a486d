import type { BestList } from './best-list.js';
import { Candidates } from './candidates.js';
import type { Asked, AskedWord } from './document-scores.js';
import { WEIGHTS } from './likeness-weights.js';
import { OpenWords } from './open-words.js';
import { type QuestionWord, SAME, SYNONYM } from './question-words.js';
import type { TextIndex } from './text-index.js';

// To fill all states is quicker than to reset those of more than one in so many.
const MANY = 32;
// Coverage of a document met by related words only, so that it is seen to be met.
const HARDLY_ANY = 1e-20;

/**
 * The most that each document can score for a question, while the lists of its words are read one after the other. A word counts
 * by what it is in the document where its list has been read, and by the most it can be anywhere where not.
 */
export class DocumentBounds {
  /** Documents met in a list and not ruled out. */
  readonly candidates: Candidates;
  #asked: Asked = { words: [], all: 1, everywhere: 1 };
  /** Two numbers for each document: its bound without what is open for all, and its coverage; 0 and 0 if not met. */
  readonly #states: Float32Array;
  readonly #met: Int32Array;
  #metCount = 0;
  readonly #open = new OpenWords();
  /** What a place takes back of the related words' bounds, for each value of `TextIndex.fields`. */
  readonly #takeBack = new Float64Array(4);

  constructor(private readonly index: TextIndex) {
    const documents = index.questionRarity.length;
    this.candidates = new Candidates(documents);
    this.#met = new Int32Array(documents);
    this.#states = new Float32Array(2 * documents);
  }

  /** Forgets the last question. */
  start(asked: Asked): void {
    const states = this.#states;
    if (this.#metCount * MANY > states.length) states.fill(0);
    else for (let m = 0; m < this.#metCount; m++) states[2 * this.#met[m]!] = states[2 * this.#met[m]! + 1] = 0;
    this.#metCount = 0;
    this.candidates.start();
    this.#asked = asked;
    this.#open.start(asked, this.index);
  }

  /** How many documents have been met. */
  get met(): number {
    return this.#metCount;
  }

  /** Bound of documents that no list read so far has. */
  get ofUnmet(): number {
    return this.#bound(0, 0);
  }

  /** Bound of a document met. */
  of(at: number): number {
    return this.#bound(this.#states[2 * at]!, this.#states[2 * at + 1]!);
  }

  #bound(own: number, coverage: number): number {
    const covered = (coverage + this.#open.coverage) / this.#asked.everywhere;
    return own + this.#open.score + WEIGHTS.coverage * covered * covered;
  }

  /** Says that a document is done with: it is ruled out next time. */
  close(at: number): void {
    this.#states[2 * at] = Number.NEGATIVE_INFINITY;
  }

  /** Rules out the candidates that can't score more than this, and offers the others' bounds. */
  ruleOut(most: number, offer: BestList): void {
    const { score, coverage } = this.#open;
    const share = WEIGHTS.coverage / this.#asked.everywhere ** 2;
    this.candidates.add(this.#met, this.#metCount);
    this.candidates.ruleOut(this.#states, { score, coverage, share, most }, offer);
  }

  /** Reads the list of a word; documents met first there become candidates only if told so. */
  read(asked: AskedWord, admit: boolean): void {
    const { word } = asked;
    if (word.number < 0) return;
    const { all } = this.#asked;
    const { start, documents, fields, reverse, question, answer } = this.index;
    const states = this.#states;
    const met = this.#met;
    const inQuestions = question.scores;
    const inAnswers = answer.scores;
    const takeBack = this.#takeBack;
    takeBack[1] = word.relatedInQuestion / all;
    takeBack[2] = word.relatedInAnswer / all;
    takeBack[3] = takeBack[1]! + takeBack[2]!;
    const inQuestion = asked.inQuestion / all;
    const inAnswer = asked.inAnswer / all;
    const { question: rare, either } = word;
    let count = this.#metCount;
    const end = start[word.number + 1]!;
    for (let p = start[word.number]!; p < end; p++) {
      const at = documents[p]!;
      const coverage = states[2 * at + 1]!;
      if (coverage === 0) {
        if (!admit) continue;
        met[count++] = at;
      }
      states[2 * at + 1] = coverage + either;
      states[2 * at]! +=
        inQuestion * inQuestions[p]! + inAnswer * inAnswers[p]! + rare * reverse[p]! - takeBack[fields[p]!]!;
    }
    this.#metCount = count;
    this.#open.close(asked);
  }

  /** Reads the lists of the words related to a word that has been read. They count in sum here, which is more than they do. */
  readRelated({ word }: AskedWord, admit: boolean): void {
    const { all } = this.#asked;
    this.#giveBack(word, all);
    const { terms, kinds, inQuestion, inAnswer } = word.echoes;
    for (let e = 0; e < terms.length; e++) {
      if (kinds[e] === SAME) continue;
      const weight = kinds[e] === SYNONYM ? WEIGHTS.synonyms : WEIGHTS.kanjiInQuestion;
      this.#add(terms[e]!, (weight * inQuestion[e]!) / all, (WEIGHTS.kanjiInAnswer * inAnswer[e]!) / all, admit);
    }
    this.#open.closeRelated(word);
  }

  #giveBack({ number, relatedInQuestion, relatedInAnswer }: QuestionWord, all: number): void {
    const { start, documents, fields } = this.index;
    if (number < 0) return;
    for (let p = start[number]!; p < start[number + 1]!; p++) {
      const of = fields[p]!;
      if (this.#states[2 * documents[p]! + 1] === 0) continue;
      this.#states[2 * documents[p]!]! += ((of & 1 ? relatedInQuestion : 0) + (of & 2 ? relatedInAnswer : 0)) / all;
    }
  }

  #add(term: number, inQuestion: number, inAnswer: number, admit: boolean): void {
    const { start, documents, question, answer } = this.index;
    const states = this.#states;
    const met = this.#met;
    const inQuestions = question.scores;
    const inAnswers = answer.scores;
    let count = this.#metCount;
    const end = start[term + 1]!;
    for (let p = start[term]!; p < end; p++) {
      const at = documents[p]!;
      if (states[2 * at + 1] === 0) {
        if (!admit) continue;
        met[count++] = at;
        states[2 * at + 1] = HARDLY_ANY;
      }
      states[2 * at]! += inQuestion * inQuestions[p]! + inAnswer * inAnswers[p]!;
    }
    this.#metCount = count;
  }
}
