import stemmers from 'snowball-stemmers';
import { normalise } from './normalise.js';
import type { TokenizedText, Tokenizer, Word } from './tokenizer.js';

// Question words (who, when, how, much, long) tell questions apart and are kept.
const STOP_WORDS = new Set(
  `a an the is are am was were be been being do does did of to in on at for from by with and or as it its this that these those
i me my we our us you your they them their he she his her would could should can may might will shall must have has had please tell
know want like there here so if about into than then just also any some s t re ve ll d m get got let hi hello`.split(
    /\s+/,
  ),
);

/** Takes English apart: words without endings (Snowball), letters in lower case. */
export function createEnglishTokenizer(): Tokenizer {
  const stemmer = stemmers.newStemmer('english');
  const stems = new Map<string, string>();
  const stem = (word: string): string => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    const made = stemmer.stem(word);
    if (stems.size < 20_000) stems.set(word, made);
    return made;
  };
  return { tokenize: (text) => readWords(normalise(text), stem) };
}

function readWords(text: string, stem: (word: string) => string): TokenizedText {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\bca(?=n't\b)/g, 'can')
    .replace(/n't\b|(?<=\bcan)not\b/g, ' not')
    .replace(/'\w{1,2}\b/g, '');
  const words: Word[] = [];
  const raw = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of raw) {
    if (STOP_WORDS.has(word)) continue;
    words.push({ term: stem(word), kind: /^\d+$/.test(word) ? 'number' : 'noun' });
  }
  return { words, sound: raw.join(' ') };
}
