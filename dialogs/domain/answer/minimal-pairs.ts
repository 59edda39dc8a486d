import type { SynonymGroup } from '../content/knowledge.js';
import type { LearnedLanguage } from './learned-language.js';
import { vectorAt } from './packed-vectors.js';
import type { SparseVector, Vectoriser } from './vectoriser.js';

/** Watches over questions that differ from another in one word, and have another answer. */
export interface PairGuard {
  /** Whether the message names one term of a pair (`unlike` in synonyms.yaml), and the texts of the class its opposite. */
  mixesUp(vector: SparseVector, label: number): boolean;
}

// A class is about the opposite when it names it in several texts, and the term itself in next to none of them.
const SEVERAL = 3;
const NEXT_TO_NONE = 0.2;

/** Prepares the guard from staff's pairs and from how often each class names their terms. */
export function createPairGuard(
  groups: readonly SynonymGroup[],
  learned: LearnedLanguage,
  vectoriser: Vectoriser,
): PairGuard {
  const opposites = oppositesById(groups, vectoriser);
  const counts = countTexts(learned, new Set(opposites.keys()));
  const isAbout = (label: number, opposite: number, term: number): boolean => {
    const [named, own] = [counts.get(opposite)?.[label] ?? 0, counts.get(term)?.[label] ?? 0];
    return named >= SEVERAL && own <= NEXT_TO_NONE * named;
  };
  const mixesUp = ({ ids }: SparseVector, label: number): boolean =>
    ids.some((term) => {
      const others = opposites.get(term) ?? [];
      return !others.some((other) => ids.includes(other)) && others.some((other) => isAbout(label, other, term));
    });
  return { mixesUp };
}

/** Opposites of each term in both directions, by feature id. */
function oppositesById(groups: readonly SynonymGroup[], { conceptOf }: Vectoriser): Map<number, number[]> {
  const opposites = new Map<number, number[]>();
  const add = (one: number, other: number): void => {
    opposites.set(one, [...(opposites.get(one) ?? []), other]);
  };
  for (const { term, unlike = [] } of groups) {
    for (const other of unlike) {
      const [a, b] = [conceptOf(term), conceptOf(other)];
      if (a === undefined || b === undefined) continue;
      add(a, b);
      add(b, a);
    }
  }
  return opposites;
}

/** For each of the features: how many texts of each class have it. */
function countTexts({ targets, texts, vectors }: LearnedLanguage, features: ReadonlySet<number>) {
  const counts = new Map([...features].map((id) => [id, new Uint16Array(targets.length)]));
  texts.forEach(({ label }, text) => {
    for (const id of vectorAt(vectors, text).ids) {
      const own = counts.get(id);
      if (own) own[label]!++;
    }
  });
  return counts;
}
