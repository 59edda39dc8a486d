import type { Language, SynonymGroup } from '../content/knowledge.js';
import { createPhraseFinder, type PhraseFinder } from './phrases.js';
import type { Tokenizer } from './tokenizer.js';

/** The four views of a text that are compared. */
export interface Features {
  /** Content words. */
  words: string[];
  /** Neighbouring content words. */
  pairs: string[];
  /** Terms of the programme that the text means, by itself or by an everyday word. */
  concepts: string[];
  /** Runs of letters (Japanese: of sounds), the net under typos, kana-only input and unknown words. */
  grams: string[];
}

// A Japanese letter is a sound, or two; of other scripts it takes three letters to tell as much.
const JAPANESE_RUN = 2;
const SPACED_RUN = 3;
// A message may be 2,000 letters long; what it asks is said in its first few hundred.
const MAX_WORDS = 200;
const MAX_SOUND = 600;

/** Prepares reading the features of texts of one language. */
export function readerOf(
  language: Language,
  synonyms: readonly SynonymGroup[],
  tokenizer: Tokenizer,
): (text: string) => Features {
  const phrases = createPhraseFinder(synonyms);
  const run = language === 'ja' ? JAPANESE_RUN : SPACED_RUN;
  return (text) => readFeatures(text, tokenizer, phrases, run);
}

function readFeatures(text: string, tokenizer: Tokenizer, phrases: PhraseFinder, run: number): Features {
  const { words, sound } = tokenizer.tokenize(text);
  const terms = words.slice(0, MAX_WORDS).map((word) => word.term);
  const pairs = terms.slice(1).map((term, i) => `${terms[i]} ${term}`);
  return { words: terms, pairs, concepts: phrases.find(text), grams: gramsOf(sound.slice(0, MAX_SOUND), run) };
}

function gramsOf(sound: string, size: number): string[] {
  const grams: string[] = [];
  for (const part of sound.split(/[^\p{L}\p{N}]+/u)) {
    if (part === '') continue;
    const padded = ` ${part} `;
    for (let i = 0; i + size <= padded.length; i++) grams.push(padded.slice(i, i + size));
  }
  return grams;
}
