import type { TermNumbers } from './term-numbers.js';
import type { Thesaurus } from './thesaurus.js';

/** A term near in meaning, with its likeness from 0 to 1. */
export interface RelatedTerm {
  term: number;
  likeness: number;
}

/** Terms of the texts that are near a word of a question. */
export interface RelatedTerms {
  /** Words that general language uses for the same. */
  synonyms(word: string): RelatedTerm[];
  /** Words written with half or more of the same kanji (転入, 転入届). */
  sameKanji(word: string): RelatedTerm[];
}

const KANJI = /[一-龠]/g;
const LEAST_SHARED = 0.5;

/** Prepares the terms of all texts for finding the related ones. */
export function createRelatedTerms(numbers: TermNumbers, thesaurus?: Thesaurus): RelatedTerms {
  const byGroup = new Map<number, number[]>();
  const byKanji = new Map<string, number[]>();
  const kanjiIn = new Uint16Array(numbers.terms.length);
  numbers.terms.forEach((term, number) => {
    for (const group of thesaurus?.groupsOf(term) ?? []) push(byGroup, group, number);
    const kanji = new Set(term.match(KANJI));
    kanjiIn[number] = kanji.size;
    for (const char of kanji) push(byKanji, char, number);
  });
  return {
    synonyms: (word) => {
      const found = new Set((thesaurus?.groupsOf(word) ?? []).flatMap((group) => byGroup.get(group) ?? []));
      return [...found].filter((term) => numbers.terms[term] !== word).map((term) => ({ term, likeness: 1 }));
    },
    sameKanji: (word) => {
      const own = new Set(word.match(KANJI));
      const shared = new Map<number, number>();
      for (const char of own) {
        for (const term of byKanji.get(char) ?? []) shared.set(term, (shared.get(term) ?? 0) + 1);
      }
      return [...shared]
        .map(([term, n]) => ({ term, likeness: (2 * n) / (own.size + kanjiIn[term]!) }))
        .filter(({ term, likeness }) => likeness >= LEAST_SHARED && numbers.terms[term] !== word);
    },
  };
}

function push<Key>(lists: Map<Key, number[]>, key: Key, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
