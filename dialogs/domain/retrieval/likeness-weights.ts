import type { WordKind } from '../answer/tokenizer.js';

/** How much each kind of likeness counts, beside the match of words with the question's, which counts 1. */
export const WEIGHTS = {
  coverage: 0.7,
  reverseCoverage: 0.3,
  synonyms: 0.7,
  kanjiInQuestion: 0.6,
  kanjiInAnswer: 0.3,
};

/** So that a question of one common word is not covered too easily. */
export const REVERSE_DAMPING = 2;

/** What words of a kind count in a question, where it isn't 1. */
export const IN_QUESTION: Partial<Record<WordKind, number>> = { suffix: 0.5 };

/** What words of a kind count in an answer, where it isn't 1. */
export const IN_ANSWER: Partial<Record<WordKind, number>> = { suffix: 0.5, verb: 0.5 };

/** How strongly repeated words and long texts count, for each field. */
export const SATURATION = { question: { k1: 1.2, b: 0.75 }, answer: { k1: 0.9, b: 0.4 } };
