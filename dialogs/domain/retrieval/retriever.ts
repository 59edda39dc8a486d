import type { Tokenizer } from '../answer/tokenizer.js';
import { BestDocuments } from './best-documents.js';
import { type AskedWord, asked, askedWord } from './document-scores.js';
import { createLatentSpace, type LatentSpace } from './latent-space.js';
import { SATURATION } from './likeness-weights.js';
import { QuestionWords } from './question-words.js';
import { ReadyScores } from './ready-scores.js';
import { createRelatedTerms } from './related-terms.js';
import type { SparseRow } from './sparse-row.js';
import { TermNumbers } from './term-numbers.js';
import type { NumberedText } from './term-places.js';
import { createTextIndex } from './text-index.js';
import type { Thesaurus } from './thesaurus.js';

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

const LATENT = 0.6;
// Up to so many documents to score all is quicker than to find out which needn't be.
const FEW = 500;
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
  const read = (text: string) => Int32Array.from(tokenizer.tokenize(text).words, ({ term }) => numbers.numberOf(term));
  const questions = documents.map(({ question }) => read(question));
  const texts = documents.map(({ answer }, at) => ({ question: questions[at]!, answer: read(answer) }));
  const index = createTextIndex(texts, numbers.terms.length, SATURATION);
  const words = new QuestionWords(numbers, index, createRelatedTerms(numbers, thesaurus));
  const best = documents.length > FEW ? new BestDocuments(index) : new ReadyScores(index);
  const rows = latent > 0 ? texts.map((text) => latentRow(text, index.idf)) : [];
  const space = latent > 0 ? createLatentSpace(rows, numbers.terms.length, latent) : undefined;
  const search = (text: string, limit: number): Hit[] => {
    if (limit < 1) return [];
    const query = readQuestion(tokenizer, text, words);
    const found = best.find(asked(query), space ? Math.max(limit, SHORTLIST) : limit);
    if (space) {
      const known = Int32Array.from(query.filter(({ word }) => word.number >= 0).map(({ word }) => word.number));
      const likeness = likenessTo(space, latentRow({ question: new Int32Array(), answer: known }, index.idf));
      for (const one of found) one.score += LATENT * likeness(one.at);
      found.sort((a, b) => b.score - a.score || a.at - b.at);
    }
    return found.slice(0, limit).map(({ at, score }) => ({ id: documents[at]!.id, score }));
  };
  return { search };
}

/** The words of a question, each once. */
function readQuestion(tokenizer: Tokenizer, text: string, words: QuestionWords): AskedWord[] {
  const found: AskedWord[] = [];
  words.start();
  for (const { term, kind } of tokenizer.tokenize(text).words) {
    const word = words.of(term);
    if (words.isNew(word)) found.push(askedWord(word, kind));
  }
  return found;
}

/** Weights of the words of a text: the logarithm of how often, times how rare. */
function latentRow({ question, answer }: NumberedText, idf: Float32Array): SparseRow {
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
