import type { PhraseFinder } from './phrases.js';
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

/** How long the runs of letters are. */
export interface GramSizes {
  min: number;
  max: number;
}

// A message may be 2,000 letters long; what it asks is said in its first few hundred.
const MAX_WORDS = 200;
const MAX_SOUND = 600;

/** Reads the features of a text. */
export function readFeatures(text: string, tokenizer: Tokenizer, phrases: PhraseFinder, sizes: GramSizes): Features {
  const { words, sound } = tokenizer.tokenize(text);
  const terms = words.slice(0, MAX_WORDS).map((word) => word.term);
  const pairs = terms.slice(1).map((term, i) => `${terms[i]} ${term}`);
  return { words: terms, pairs, concepts: phrases.find(text), grams: gramsOf(sound.slice(0, MAX_SOUND), sizes) };
}

function gramsOf(sound: string, { min, max }: GramSizes): string[] {
  const grams: string[] = [];
  for (const run of sound.split(/[^\p{L}\p{N}]+/u)) {
    if (run === '') continue;
    const padded = ` ${run} `;
    for (let size = min; size <= max; size++) {
      for (let i = 0; i + size <= padded.length; i++) grams.push(padded.slice(i, i + size));
    }
  }
  return grams;
}
