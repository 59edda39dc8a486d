import { rarity } from '../answer/rarity.js';
import { REVERSE_DAMPING, WEIGHTS } from './likeness-weights.js';
import { type NumberedText, placeTerms, type TermPlaces } from './term-places.js';

/** How strongly repeated words and long texts count (Robertson and Zaragoza 2009). */
export interface Saturation {
  k1: number;
  b: number;
}

/** What is known of one field, the question or the answer, of all documents. */
export interface Field {
  /** Rarity of each term. */
  idf: Float32Array;
  /** Rarity of a term that none has. */
  unseenIdf: number;
  /** BM25 score for each place: rarity times saturated frequency; 0 where this field lacks the term. */
  scores: Float32Array;
  /** The highest of them for each term. */
  highest: Float32Array;
}

/**
 * Who has which word, in packed arrays. A place is a term in a document; the places of term t are `start[t] … start[t + 1] - 1`,
 * in the order of the documents. The other way round, document d has the terms `terms[from[d]] … terms[from[d + 1] - 1]`,
 * each once, and `places` beside them.
 */
export interface TextIndex {
  start: Int32Array;
  /** The document of each place. */
  documents: Int32Array;
  /** For each place: 1 if the term is in the question, 2 if in the answer, 3 if in both. */
  fields: Uint8Array;
  /** For each place: its question's share of the reverse coverage for each unit of rarity; 0 if the term is not in it. */
  reverse: Float32Array;
  from: Int32Array;
  terms: Int32Array;
  places: Int32Array;
  question: Field;
  answer: Field;
  /** Rarity of each term in question and answer together. */
  idf: Float32Array;
  unseenIdf: number;
  /** Rarity of all words of each question, summed. */
  questionRarity: Float32Array;
}

/**
 * Packs documents for BM25 over two fields.
 * @param terms how many terms there are.
 */
export function createTextIndex(
  texts: readonly NumberedText[],
  terms: number,
  saturation: { question: Saturation; answer: Saturation },
): TextIndex {
  const lists = placeTerms(texts, terms);
  const questions = texts.map(({ question }) => question);
  const answers = texts.map(({ answer }) => answer);
  const question = createField(questions, lists, saturation.question);
  const answer = createField(answers, lists, saturation.answer);
  const idf = new Float32Array(terms);
  for (let t = 0; t < terms; t++) idf[t] = rarity(texts.length, lists.start[t + 1]! - lists.start[t]!);
  const questionRarity = new Float32Array(texts.length);
  for (let p = 0; p < lists.documents.length; p++) {
    if (question.scores[p]! > 0) questionRarity[lists.documents[p]!]! += question.idf[lists.termOf[p]!]!;
  }
  const fields = new Uint8Array(lists.documents.length);
  const reverse = new Float32Array(lists.documents.length);
  for (let p = 0; p < fields.length; p++) {
    fields[p] = (question.scores[p]! > 0 ? 1 : 0) + (answer.scores[p]! > 0 ? 2 : 0);
    const share = WEIGHTS.reverseCoverage / (questionRarity[lists.documents[p]!]! + REVERSE_DAMPING);
    reverse[p] = question.scores[p]! > 0 ? share : 0;
  }
  const { termOf: _, ...packed } = lists;
  return { ...packed, fields, reverse, question, answer, idf, unseenIdf: rarity(texts.length, 0), questionRarity };
}

function createField(texts: readonly Int32Array[], lists: TermPlaces, { k1, b }: Saturation): Field {
  const terms = lists.start.length - 1;
  const scores = countIn(texts, lists);
  const words = texts.reduce((sum, text) => sum + text.length, 0);
  const mean = words / (texts.length || 1) || 1;
  const having = new Int32Array(terms);
  for (let p = 0; p < scores.length; p++) if (scores[p]! > 0) having[lists.termOf[p]!]!++;
  const idf = Float32Array.from(having, (n) => rarity(texts.length, n));
  const highest = new Float32Array(terms);
  for (let p = 0; p < scores.length; p++) {
    const n = scores[p]!;
    if (n === 0) continue;
    const term = lists.termOf[p]!;
    const norm = k1 * (1 - b + (b * texts[lists.documents[p]!]!.length) / mean);
    scores[p] = (idf[term]! * n * (k1 + 1)) / (n + norm);
    if (scores[p]! > highest[term]!) highest[term] = scores[p]!;
  }
  return { idf, unseenIdf: rarity(texts.length, 0), scores, highest };
}

/** How often each place's term is in its document. */
function countIn(texts: readonly Int32Array[], { from, terms, places, start }: TermPlaces): Float32Array {
  const counts = new Float32Array(places.length);
  const placeNow = new Int32Array(start.length - 1);
  for (let at = 0; at < texts.length; at++) {
    for (let f = from[at]!; f < from[at + 1]!; f++) placeNow[terms[f]!] = places[f]!;
    const words = texts[at]!;
    for (let w = 0; w < words.length; w++) counts[placeNow[words[w]!]!]!++;
  }
  return counts;
}
