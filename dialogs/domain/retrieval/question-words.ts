import { WEIGHTS } from './likeness-weights.js';
import type { RelatedTerm, RelatedTerms } from './related-terms.js';
import type { TermNumbers } from './term-numbers.js';
import type { Field, TextIndex } from './text-index.js';

/** What a word is to a term of the texts: the same, a synonym, or written with the same kanji. */
export const SAME = 0;
export const SYNONYM = 1;
export const KANJI = 2;

/** Terms in which a word of a question may be found again, itself first. */
export interface Echoes {
  terms: number[];
  /** `SAME`, `SYNONYM` or `KANJI`. */
  kinds: number[];
  /** What to multiply the term's scores in questions and in answers with. */
  inQuestion: number[];
  inAnswer: number[];
}

/** A word that somebody asked with, as the texts see it. */
export interface QuestionWord {
  /** Its number, or -1 if no text has it. */
  number: number;
  /** Its rarity in questions, in answers, in both together. */
  question: number;
  answer: number;
  either: number;
  echoes: Echoes;
  /** The most that related words can count in a question, and in an answer, that lacks the word itself. */
  relatedInQuestion: number;
  relatedInAnswer: number;
  /** How many places it has. */
  places: number;
  /** How many places its related words have. */
  relatedPlaces: number;
  /** The last question that it was in, counted. */
  lastAsked: number;
}

// People ask with the same words again and again; bounded, as they may type anything. Counts the words and their echoes.
const REMEMBERED = 500_000;

/** Looks words of questions up in the index, with the related ones, and remembers what it found. */
export class QuestionWords {
  readonly #known = new Map<string, QuestionWord>();
  #asked = 0;
  #remembered = 0;

  constructor(
    private readonly numbers: TermNumbers,
    private readonly index: TextIndex,
    private readonly related: RelatedTerms,
  ) {}

  /** Begins a question. */
  start(): void {
    this.#asked++;
    if (this.#remembered < REMEMBERED) return;
    this.#known.clear();
    this.#remembered = 0;
  }

  /** Whether a word comes for the first time in this question. */
  isNew(word: QuestionWord): boolean {
    if (word.lastAsked === this.#asked) return false;
    word.lastAsked = this.#asked;
    return true;
  }

  of(word: string): QuestionWord {
    const known = this.#known.get(word);
    if (known) return known;
    const found = this.#lookUp(word);
    this.#known.set(word, found);
    this.#remembered += 1 + found.echoes.terms.length;
    return found;
  }

  #lookUp(word: string): QuestionWord {
    const { question, answer, idf, unseenIdf } = this.index;
    const number = this.numbers.find(word) ?? -1;
    const rare = { question: idfOf(question, number), answer: idfOf(answer, number) };
    const echoes: Echoes = { terms: [], kinds: [], inQuestion: [], inAnswer: [] };
    if (number >= 0) push(echoes, SAME, number, 1, 1);
    const synonyms = this.related.synonyms(word);
    const kanji = this.related.sameKanji(word);
    // A related word counts by its own rarity, but not more than the word asked for.
    const share = (field: Field, { term, likeness }: RelatedTerm, own: number): number =>
      likeness * Math.min(1, own / field.idf[term]!);
    for (const one of synonyms) push(echoes, SYNONYM, one.term, share(question, one, rare.question), 0);
    for (const one of kanji) {
      push(echoes, KANJI, one.term, share(question, one, rare.question), share(answer, one, rare.answer));
    }
    const most = (kind: number, field: Field, shares: number[]): number =>
      shares.reduce((high, value, e) => {
        return echoes.kinds[e] === kind ? Math.max(high, value * field.highest[echoes.terms[e]!]!) : high;
      }, 0);
    return {
      number,
      ...rare,
      either: number < 0 ? unseenIdf : idf[number]!,
      echoes,
      relatedInQuestion:
        WEIGHTS.synonyms * most(SYNONYM, question, echoes.inQuestion) +
        WEIGHTS.kanjiInQuestion * most(KANJI, question, echoes.inQuestion),
      relatedInAnswer: WEIGHTS.kanjiInAnswer * most(KANJI, answer, echoes.inAnswer),
      places: number < 0 ? 0 : this.#placesOf(number),
      relatedPlaces: [...synonyms, ...kanji].reduce((sum, { term }) => sum + this.#placesOf(term), 0),
      lastAsked: 0,
    };
  }

  #placesOf(term: number): number {
    return this.index.start[term + 1]! - this.index.start[term]!;
  }
}

function push(echoes: Echoes, kind: number, term: number, inQuestion: number, inAnswer: number): void {
  echoes.kinds.push(kind);
  echoes.terms.push(term);
  echoes.inQuestion.push(inQuestion);
  echoes.inAnswer.push(inAnswer);
}

function idfOf(field: Field, number: number): number {
  return number < 0 ? field.unseenIdf : field.idf[number]!;
}
