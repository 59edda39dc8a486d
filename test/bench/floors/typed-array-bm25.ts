import { rarity } from '../../../dialogs/domain/answer/rarity.js';
import type { Tokenizer } from '../../../dialogs/domain/answer/tokenizer.js';
import type { Document } from '../../../dialogs/domain/retrieval/retriever.js';
import { TermNumbers } from '../../../dialogs/domain/retrieval/term-numbers.js';

const K1 = 1.2;
const B = 0.75;

/** BM25 over question and answer in typed arrays, every posting scored: ids, best first. */
export function typedArrayBm25(documents: readonly Document[], tokenizer: Tokenizer) {
  const numbers = new TermNumbers();
  const wordsOf = (text: string) => tokenizer.tokenize(text).words.map(({ term }) => term);
  const texts = documents.map(({ question, answer }) =>
    Int32Array.from([...wordsOf(question), ...wordsOf(answer)], (word) => numbers.numberOf(word)),
  );
  const index = packTexts(texts, numbers.terms.length);
  const scores = new Float32Array(documents.length);
  return (text: string, limit: number): string[] => {
    scores.fill(0);
    for (const word of new Set(wordsOf(text))) {
      const term = numbers.find(word);
      if (term === undefined) continue;
      const idf = index.idf[term]!;
      for (let p = index.start[term]!; p < index.start[term + 1]!; p++)
        scores[index.texts[p]!]! += idf * index.impacts[p]!;
    }
    return bestOf(scores, limit).map((at) => documents[at]!.id);
  };
}

/** Places of the best scores, by insertion into a short list. */
function bestOf(scores: Float32Array, limit: number): number[] {
  const best: number[] = [];
  for (let at = 0; at < scores.length; at++) {
    if (scores[at] === 0 || (best.length === limit && scores[at]! <= scores[best[limit - 1]!]!)) continue;
    let place = best.length;
    while (place > 0 && scores[best[place - 1]!]! < scores[at]!) place--;
    best.splice(place, 0, at);
    if (best.length > limit) best.pop();
  }
  return best;
}

/** The texts of term t are `texts[start[t]] … texts[start[t + 1] - 1]`, with BM25's share of the term frequency beside them. */
function packTexts(texts: readonly Int32Array[], terms: number) {
  const start = new Int32Array(terms + 1);
  let words = 0;
  const counted = texts.map((text) => {
    words += text.length;
    const counts = new Map<number, number>();
    for (const term of text) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const term of counts.keys()) start[term + 1]!++;
    return counts;
  });
  for (let t = 0; t < terms; t++) start[t + 1]! += start[t]!;
  const next = start.slice();
  const postings = new Int32Array(start[terms]!);
  const impacts = new Float32Array(start[terms]!);
  const mean = words / (texts.length || 1) || 1;
  counted.forEach((counts, text) => {
    const norm = K1 * (1 - B + (B * texts[text]!.length) / mean);
    for (const [term, n] of counts) {
      const at = next[term]!++;
      postings[at] = text;
      impacts[at] = (n * (K1 + 1)) / (n + norm);
    }
  });
  const idf = new Float32Array(terms);
  for (let t = 0; t < terms; t++) idf[t] = rarity(texts.length, start[t + 1]! - start[t]!);
  return { start, texts: postings, impacts, idf };
}
