import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tokenizer } from '../../dialogs/domain/answer/tokenizer.js';
import { createRetriever, type Document } from '../../dialogs/domain/retrieval/retriever.js';
import { loadThesaurus } from './load-thesaurus.js';
import { createPlainBm25 } from './plain-bm25.js';

/** How well a ranking does, averaged over the queries. */
export interface RetrievalScores {
  name: string;
  ndcg10: number;
  recall10: number;
  hit1: number;
  buildMs: number;
  p50Ms: number;
}

type Relevance = Record<string, Record<string, number>>;
type Search = (text: string, limit: number) => string[];

const LATENT = 100;
const CORRECT = 2;

/** Ranks a corpus for its queries, plain BM25 beside the retriever; the folder holds corpus, queries and qrels as JSON. */
export async function evaluateRetrieval(folder: string, tokenizer: Tokenizer): Promise<RetrievalScores[]> {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const documents = Object.entries<string>(read('corpus')).map(([id, text]) => documentOf(id, text));
  const queries: Record<string, string> = read('queries');
  const relevance: Relevance = read('qrels');
  const thesaurus = await loadThesaurus();
  // Both read the same texts: they are taken apart once, and the time for it is counted for neither.
  const remembering = remember(tokenizer);
  for (const { question, answer } of documents) for (const text of [question, answer]) remembering.tokenize(text);
  const contenders: [string, () => Search][] = [
    ['plain BM25, same words', () => createPlainBm25(documents, remembering)],
    [
      'ours',
      () => {
        const retriever = createRetriever(documents, remembering, { thesaurus, latent: LATENT });
        return (text, limit) => retriever.search(text, limit).map((hit) => hit.id);
      },
    ],
  ];
  return contenders.map(([name, build]) => measure(name, build, queries, relevance));
}

function documentOf(id: string, text: string): Document {
  const [, question = text, answer = ''] = /^Question:\s*([\s\S]*?)\nAnswer:\s*([\s\S]*)$/.exec(text) ?? [];
  return { id, question, answer };
}

function remember(tokenizer: Tokenizer): Tokenizer {
  const known = new Map<string, ReturnType<Tokenizer['tokenize']>>();
  return {
    tokenize: (text) => {
      const result = known.get(text) ?? tokenizer.tokenize(text);
      known.set(text, result);
      return result;
    },
  };
}

function measure(
  name: string,
  build: () => Search,
  queries: Record<string, string>,
  relevance: Relevance,
): RetrievalScores {
  const started = performance.now();
  const search = build();
  const buildMs = performance.now() - started;
  const sums = { ndcg10: 0, recall10: 0, hit1: 0 };
  const times: number[] = [];
  const judged = Object.entries(queries).filter(([id]) => Object.keys(relevance[id] ?? {}).length > 0);
  for (const [id, text] of judged) {
    const grades = relevance[id]!;
    const before = performance.now();
    const found = search(text, 10);
    times.push(performance.now() - before);
    sums.ndcg10 += ndcg(found, grades);
    sums.recall10 += found.filter((one) => (grades[one] ?? 0) > 0).length / Object.keys(grades).length;
    sums.hit1 += (grades[found[0] ?? ''] ?? 0) >= CORRECT ? 1 : 0;
  }
  const n = judged.length || 1;
  const p50Ms = times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
  return { name, ndcg10: sums.ndcg10 / n, recall10: sums.recall10 / n, hit1: sums.hit1 / n, buildMs, p50Ms };
}

/** Normalised discounted cumulative gain of the first ten, linear gain (Järvelin and Kekäläinen 2002). */
function ndcg(found: readonly string[], grades: Record<string, number>): number {
  const gain = (values: number[]): number => values.reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0);
  const ideal = Object.values(grades).sort((a, b) => b - a);
  return gain(found.map((id) => grades[id] ?? 0)) / (gain(ideal.slice(0, 10)) || 1);
}
