import { canonicalJapanese } from '../answer/japanese-tokenizer.js';
import { normalise } from '../answer/normalise.js';

/** Words that mean the same in general language. */
export interface Thesaurus {
  /** Numbers of the groups of synonyms that a term belongs to. */
  groupsOf(term: string): readonly number[];
}

// Groups that staff of the dictionary have marked as not to be used for finding texts.
const NEVER_EXPAND = 2;
const NONE: readonly number[] = [];

/** A group of Sudachi's synonyms (Works Applications, Apache-2.0), as the npm package holds it. */
export interface SynonymRecord {
  id: string;
  items: { midashi: string; expandControl: number }[];
}

/** Prepares a dictionary of synonyms; terms are spelt as the Japanese tokenizer spells them. */
export function createThesaurus(records: Iterable<SynonymRecord>): Thesaurus {
  const groups = new Map<string, number[]>();
  for (const { id, items } of records) {
    for (const { midashi, expandControl } of items) {
      if (expandControl >= NEVER_EXPAND) continue;
      const term = canonicalJapanese(normalise(midashi));
      const list = groups.get(term) ?? [];
      if (!list.includes(Number(id))) list.push(Number(id));
      groups.set(term, list);
    }
  }
  return { groupsOf: (term) => groups.get(term) ?? NONE };
}
