import type { Asked, AskedWord } from './document-scores.js';
import { REVERSE_DAMPING, WEIGHTS } from './likeness-weights.js';
import type { QuestionWord } from './question-words.js';
import type { TextIndex } from './text-index.js';

/** The most that the words of a question whose lists have not been read can add to the score of any document. */
export class OpenWords {
  /** Share of the coverage. */
  coverage = 0;
  #words = 0;
  #rarity = 0;
  #all = 1;
  #index!: TextIndex;

  /** Opens all words of a question. */
  start(asked: Asked, index: TextIndex): void {
    this.#index = index;
    this.#all = asked.all;
    this.coverage = this.#words = this.#rarity = 0;
    for (const one of asked.words) {
      this.#words += one.word.relatedInQuestion + one.word.relatedInAnswer;
      if (one.word.number >= 0) this.#change(one, 1);
    }
  }

  /** Without coverage. A document's question is at least as rare as the words found in it together. */
  get score(): number {
    return this.#words / this.#all + (WEIGHTS.reverseCoverage * this.#rarity) / (this.#rarity + REVERSE_DAMPING);
  }

  /** Says that a word's list has been read; its related words stay open. */
  close(asked: AskedWord): void {
    this.#change(asked, -1);
  }

  /** Says that the lists of a word's related words have been read. */
  closeRelated({ relatedInQuestion, relatedInAnswer }: QuestionWord): void {
    this.#words -= relatedInQuestion + relatedInAnswer;
  }

  #change({ word, inQuestion, inAnswer }: AskedWord, sign: 1 | -1): void {
    const { question, answer } = this.#index;
    const inQuestions = Math.max(0, inQuestion * question.highest[word.number]! - word.relatedInQuestion);
    const inAnswers = Math.max(0, inAnswer * answer.highest[word.number]! - word.relatedInAnswer);
    this.#words += sign * (inQuestions + inAnswers);
    this.coverage += sign * word.either;
    this.#rarity += sign * word.question;
  }
}
