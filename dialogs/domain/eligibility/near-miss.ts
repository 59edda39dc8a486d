import type { PhraseBook } from './phrase-book.js';

const LONGEST = 24;

/** The one key whose phrase a short text misses by a single slip of the finger; undefined when none or several. */
export function nearMiss(text: string, { phrases }: PhraseBook): string | undefined {
  if (text.length < 3 || text.length > LONGEST) return undefined;
  const keys = new Set<string>();
  for (const { parts, key } of phrases) {
    const [phrase] = parts;
    if (parts.length === 1 && phrase && isLongEnough(phrase) && isOneSlipAway(text, phrase)) keys.add(key);
  }
  return keys.size === 1 ? [...keys][0] : undefined;
}

function isLongEnough(phrase: string): boolean {
  return phrase.length >= (/^[a-z]/.test(phrase) ? 5 : 4);
}

/** One letter more, less, other, or two neighbours swapped. Compares each letter at most once. */
export function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (restA.slice(1) === restB.slice(1)) return true;
  if (restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
