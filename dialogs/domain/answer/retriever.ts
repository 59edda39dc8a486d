import { createFieldIndex, type FieldIndex, type Saturation, TermNumbers } from './field-index.js';
import { createLatentSpace, type LatentSpace } from './latent-space.js';
import { createRelatedTerms } from './related-terms.js';
import type { SparseRow } from './sparse-row.js';
import type { Thesaurus } from './thesaurus.js';
import type { Tokenizer } from './tokenizer.js';
import { type QueryTerm, WordScorer } from './word-scores.js';

/** A question with its answer, to be found. */
export interface Document {
  id: string;
  question: string;
  answer: string;
}

/** What the retriever may use besides the documents. */
export interface RetrieverOptions {
  thesaurus?: Thesaurus;
  /** Length of the latent vectors; 0 for none (for more than some ten thousand documents, where they cost too much). */
  latent: number;
}

/** A document found. */
export interface Hit {
  id: string;
  score: number;
}

/** Finds the documents nearest to a question in free words. */
export interface Retriever {
  /** Best first, at most `limit`. */
  search(text: string, limit: number): Hit[];
}

const QUESTION: Saturation = { k1: 1.2, b: 0.75 };
const ANSWER: Saturation = { k1: 0.9, b: 0.4 };
const LATENT = 0.6;
// Latent likeness is looked at for the best by words only, so that its cost does not grow with the documents.
const SHORTLIST = 300;
// A question says in few words what its answer says in many.
const QUESTION_IN_LATENT = 3;

/** Indexes documents: BM25 over question and answer, coverage both ways, related words, latent likeness. */
export function createRetriever(
  documents: readonly Document[],
  tokenizer: Tokenizer,
  { thesaurus, latent }: RetrieverOptions,
): Retriever {
  const numbers = new TermNumbers();
  const read = (text: string) =>
    Int32Array.from(tokenizer.tokenize(text).words.map((word) => numbers.numberOf(word.term)));
  const questions = documents.map((document) => read(document.question));
  const answers = documents.map((document) => read(document.answer));
  const both = questions.map((own, i) => Int32Array.of(...own, ...answers[i]!));
  const terms = numbers.terms.length;
  const question = createFieldIndex(questions, terms, QUESTION);
  const answer = createFieldIndex(answers, terms, ANSWER);
  const either = createFieldIndex(both, terms, ANSWER);
  const questionRarity = Float32Array.from(questions, (own) => sumOf(new Set(own), question.idf));
  const related = createRelatedTerms(numbers, thesaurus);
  const scorer = new WordScorer({ question, answer, either, questionRarity, related }, documents.length);
  const rows = latent > 0 ? questions.map((own, i) => latentRow(own, answers[i]!, either)) : [];
  const space = latent > 0 ? createLatentSpace(rows, terms, latent) : undefined;
  const search = (text: string, limit: number): Hit[] => {
    const query = readQuery(tokenizer, text, numbers);
    const { totals, touched } = scorer.score(query);
    const shortlist = bestOf(touched, totals, Math.max(limit, SHORTLIST));
    const known = Int32Array.from(query.flatMap(({ number }) => (number === undefined ? [] : [number])));
    const likeness = space ? likenessTo(space, latentRow(new Int32Array(), known, either)) : () => 0;
    const hits = shortlist.map((at) => ({ at, score: totals[at]! + LATENT * likeness(at) }));
    hits.sort((a, b) => b.score - a.score || a.at - b.at);
    return hits.slice(0, limit).map(({ at, score }) => ({ id: documents[at]!.id, score }));
  };
  return { search };
}

function sumOf(terms: Iterable<number>, values: Float32Array): number {
  let sum = 0;
  for (const term of terms) sum += values[term]!;
  return sum;
}

function readQuery(tokenizer: Tokenizer, text: string, numbers: TermNumbers): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  for (const { term: word, kind } of tokenizer.tokenize(text).words) {
    if (!terms.has(word)) terms.set(word, { word, kind, number: numbers.find(word) });
  }
  return [...terms.values()];
}

/** Weights of the words of a text: the logarithm of how often, times how rare. */
function latentRow(question: Int32Array, answer: Int32Array, { idf }: FieldIndex): SparseRow {
  const counts = new Map<number, number>();
  for (const term of question) counts.set(term, (counts.get(term) ?? 0) + QUESTION_IN_LATENT);
  for (const term of answer) counts.set(term, (counts.get(term) ?? 0) + 1);
  const ids = Int32Array.from(counts.keys());
  const weights = Float32Array.from(ids, (term) => Math.log1p(counts.get(term)!) * idf[term]!);
  return { ids, weights };
}

function likenessTo(space: LatentSpace, row: SparseRow): (at: number) => number {
  const own = space.project(row);
  return (at) => {
    let sum = 0;
    const from = at * space.dimensions;
    for (let d = 0; d < own.length; d++) sum += own[d]! * space.texts[from + d]!;
    return sum;
  };
}

/** The best `limit` of the candidates, without sorting them all. */
function bestOf(candidates: readonly number[], scores: Float32Array, limit: number): number[] {
  if (candidates.length <= limit) return [...candidates];
  const sorted = Float32Array.from(candidates, (at) => scores[at]!).sort();
  const least = sorted[sorted.length - limit]!;
  return candidates.filter((at) => scores[at]! >= least).slice(0, 2 * limit);
}
