import type { Document, Hit } from '../../dialogs/domain/retrieval/retriever.js';

const TOLERANCE = 2e-5;

/**
 * What is wrong with hits that should be the best by the scores given, or nothing. Documents whose scores are equal within
 * float precision may come in either order, unless their texts are the same: those come in the order of the documents.
 */
export function faultOf(
  hits: readonly Hit[],
  documents: readonly Document[],
  scores: Float64Array,
): string | undefined {
  const best = [...scores.keys()].filter((at) => scores[at]! > 0).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const places = new Map(documents.map(({ id }, at) => [id, at]));
  const found = hits.map(({ id }) => places.get(id)!);
  if (new Set(found).size < found.length) return `a document twice: ${found}`;
  for (const [n, at] of found.entries()) {
    const expected = scores[best[n]!]!;
    if (Math.abs(scores[at]! - expected) > TOLERANCE) return `place ${n}: ${at}, expected ${best[n]}`;
    if (Math.abs(hits[n]!.score - scores[at]!) > TOLERANCE) return `${at} scored ${hits[n]!.score}, not ${scores[at]}`;
    const twin = best.find((other) => other < at && isSame(documents[other]!, documents[at]!));
    if (twin !== undefined && !found.slice(0, n).includes(twin)) return `${at} before its twin ${twin}`;
  }
  return undefined;
}

function isSame(a: Document, b: Document): boolean {
  return a.question === b.question && a.answer === b.answer;
}
