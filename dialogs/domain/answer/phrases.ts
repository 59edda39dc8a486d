import type { SynonymGroup } from '../content/knowledge.js';
import { foldKana, normalise } from './normalise.js';

/** Finds the programme's terms in a text, whether the text says the term or an everyday word for it. */
export interface PhraseFinder {
  /** The terms meant, each once, in the order of the text. */
  find(text: string): string[];
}

const SPACED = /[a-z0-9]/;

/**
 * Prepares staff's synonyms for finding them in texts: the longest phrase at a place wins.
 * @param groups one term and the words that mean it.
 */
export function createPhraseFinder(groups: readonly SynonymGroup[]): PhraseFinder {
  const byStart = new Map<string, { phrase: string; term: string }[]>();
  for (const { term, words } of groups) {
    for (const word of [term, ...words]) addPhrase(byStart, comparable(word), term);
  }
  for (const list of byStart.values()) list.sort((a, b) => b.phrase.length - a.phrase.length);
  return { find: (text) => findTerms(comparable(text), byStart) };
}

function addPhrase(byStart: Map<string, { phrase: string; term: string }[]>, phrase: string, term: string): void {
  const start = phrase.slice(0, 2);
  if (start.length < 2) return;
  const list = byStart.get(start) ?? [];
  list.push({ phrase, term });
  byStart.set(start, list);
}

function comparable(text: string): string {
  return foldKana(normalise(text)).replace(/[・、。]/g, '');
}

function findTerms(text: string, byStart: Map<string, { phrase: string; term: string }[]>): string[] {
  const found = new Set<string>();
  for (let i = 0; i < text.length; ) {
    const hit = byStart.get(text.slice(i, i + 2))?.find(({ phrase }) => standsAt(text, i, phrase));
    if (hit) found.add(hit.term);
    i += hit ? hit.phrase.length : 1;
  }
  return [...found];
}

/** A phrase in Latin letters is a word of its own (an English plural counts), not a part of one. */
function standsAt(text: string, at: number, phrase: string): boolean {
  if (!text.startsWith(phrase, at)) return false;
  if (SPACED.test(phrase[0] ?? '') && SPACED.test(text[at - 1] ?? '')) return false;
  const last = phrase[phrase.length - 1] ?? '';
  const after = text.slice(at + phrase.length).replace(/^s(?![a-z])/, '');
  return !(SPACED.test(last) && SPACED.test(after[0] ?? ''));
}
