import { createFieldIndex, TermNumbers } from '../../../dialogs/domain/answer/field-index.js';
import type { Document } from '../../../dialogs/domain/answer/retriever.js';
import type { Tokenizer } from '../../../dialogs/domain/answer/tokenizer.js';

/** BM25 over question and answer in typed arrays, every posting scored: ids, best first. */
export function typedArrayBm25(documents: readonly Document[], tokenizer: Tokenizer) {
  const numbers = new TermNumbers();
  const wordsOf = (text: string) => tokenizer.tokenize(text).words.map(({ term }) => term);
  const texts = documents.map(({ question, answer }) =>
    Int32Array.from([...wordsOf(question), ...wordsOf(answer)], (word) => numbers.numberOf(word)),
  );
  const index = createFieldIndex(texts, numbers.terms.length, { k1: 1.2, b: 0.75 });
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
