import type { Tokenizer } from '../../dialogs/domain/answer/tokenizer.js';
import type { Document } from '../../dialogs/domain/retrieval/retriever.js';

const K1 = 1.2;
const B = 0.75;

/** BM25 as in the textbook over question and answer as one text: what every other ranking is measured against. */
export function createPlainBm25(documents: readonly Document[], tokenizer: Tokenizer) {
  const wordsOf = (text: string): string[] => tokenizer.tokenize(text).words.map((word) => word.term);
  const postings = new Map<string, Map<number, number>>();
  const lengths = documents.map(({ question, answer }, at) => {
    const words = [...wordsOf(question), ...wordsOf(answer)];
    for (const word of words) {
      const list = postings.get(word) ?? new Map<number, number>();
      postings.set(word, list.set(at, (list.get(at) ?? 0) + 1));
    }
    return words.length;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
  return (text: string, limit: number): string[] => {
    const scores = new Map<number, number>();
    for (const word of new Set(wordsOf(text))) {
      const list = postings.get(word) ?? new Map<number, number>();
      const idf = Math.log(1 + (documents.length - list.size + 0.5) / (list.size + 0.5));
      for (const [at, n] of list) {
        const norm = K1 * (1 - B + (B * lengths[at]!) / mean);
        scores.set(at, (scores.get(at) ?? 0) + (idf * n * (K1 + 1)) / (n + norm));
      }
    }
    const best = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit);
    return best.map(([at]) => documents[at]!.id);
  };
}
