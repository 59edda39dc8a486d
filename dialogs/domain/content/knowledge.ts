/** A language code of a folder in locales/, e.g. `ja`. */
export type Language = string;

/** What staff write about one entry in one language. */
export interface EntryText {
  /** Short title; also the label of the button that asks this entry. */
  question: string;
  /** Ways to ask it, as people type. */
  ask: string[];
  /** One to five short sentences; may hold `{{facts}}`. */
  answer: string;
  /** The longer explanation that 「もっと詳しく」 opens. */
  more?: string;
  /** Staff's own test questions: each must lead here. Not used for answering. */
  tests?: string[];
  /** Questions that must not lead here. */
  not?: string[];
}

/** One FAQ entry: what is known about one subject, in every language. */
export interface Entry {
  id: string;
  /** Sections of the guideline that the answer rests on, e.g. `Ⅲ.2(1)⑤`. */
  sections: string[];
  related: string[];
  reviewed?: string;
  text: Record<Language, EntryText>;
}

/** A friendly line for talk that is not about the programme. */
export interface Smalltalk {
  id: string;
  text: Record<Language, { ask: string[]; answer: string }>;
}

/** A subject that companies ask about and the guideline does not answer. */
export interface Unanswerable {
  id: string;
  reason: 'no-match' | 'off-topic';
  text: Record<Language, { subject: string; ask: string[] }>;
}

/** Everyday words that mean a term of the programme. */
export interface SynonymGroup {
  term: string;
  words: string[];
  /** Terms that sound alike, or stand in the same questions, and have another answer. */
  unlike?: string[];
}
