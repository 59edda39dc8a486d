import { rarity } from '../../dialogs/domain/answer/rarity.js';
import type { Tokenizer, WordKind } from '../../dialogs/domain/answer/tokenizer.js';
import {
  IN_ANSWER,
  IN_QUESTION,
  REVERSE_DAMPING,
  SATURATION,
  WEIGHTS,
} from '../../dialogs/domain/retrieval/likeness-weights.js';
import type { Document } from '../../dialogs/domain/retrieval/retriever.js';
import type { Thesaurus } from '../../dialogs/domain/retrieval/thesaurus.js';

type Counts = Map<string, number>;
type FieldName = 'question' | 'answer';

/**
 * Scores every document for every question, word by word as the formula says, without index and without leaving anything
 * out: what the retriever must equal.
 * @returns for each question the scores of the documents in their order.
 */
export function exhaustiveScores(
  documents: readonly Document[],
  tokenizer: Tokenizer,
  questions: readonly string[],
  thesaurus?: Thesaurus,
): Float64Array[] {
  const wordsOf = (text: string): string[] => tokenizer.tokenize(text).words.map(({ term }) => term);
  const statistics = countDocuments(documents, wordsOf);
  const likeness = remember((own, other) => ({
    kanji: own === other ? 0 : sharedKanji(own, other),
    synonym: own !== other && !!thesaurus?.groupsOf(own).some((group) => thesaurus.groupsOf(other).includes(group)),
  }));
  const asked = questions.map((text) => {
    const kinds = new Map<string, WordKind>();
    for (const { term, kind } of tokenizer.tokenize(text).words) if (!kinds.has(term)) kinds.set(term, kind);
    return kinds;
  });
  const scores = questions.map(() => new Float64Array(documents.length));
  documents.forEach(({ question, answer }, at) => {
    const fields = { question: wordsOf(question), answer: wordsOf(answer) };
    asked.forEach((kinds, n) => {
      scores[n]![at] = scoreOf(fields, kinds, statistics, likeness);
    });
  });
  return scores;
}

interface Statistics {
  documents: number;
  having: Record<FieldName | 'either', Counts>;
  meanLength: Record<FieldName, number>;
}

function countDocuments(documents: readonly Document[], wordsOf: (text: string) => string[]): Statistics {
  const having = { question: new Map(), answer: new Map(), either: new Map() } satisfies Record<string, Counts>;
  const length = { question: 0, answer: 0 };
  for (const document of documents) {
    const fields = { question: wordsOf(document.question), answer: wordsOf(document.answer) };
    for (const name of ['question', 'answer'] as const) {
      length[name] += fields[name].length;
      for (const word of new Set(fields[name])) increase(having[name], word);
    }
    for (const word of new Set([...fields.question, ...fields.answer])) increase(having.either, word);
  }
  const n = documents.length;
  return { documents: n, having, meanLength: { question: length.question / n || 1, answer: length.answer / n || 1 } };
}

function increase(counts: Counts, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

interface Likeness {
  kanji: number;
  synonym: boolean;
}

function scoreOf(
  fields: Record<FieldName, string[]>,
  asked: Map<string, WordKind>,
  { documents, having, meanLength }: Statistics,
  likeness: (own: string) => (other: string) => Likeness,
): number {
  const idf = (name: FieldName | 'either', word: string) => rarity(documents, having[name].get(word) ?? 0);
  const bm25 = (name: FieldName, word: string, least = Number.POSITIVE_INFINITY): number => {
    const { k1, b } = SATURATION[name];
    const n = fields[name].filter((other) => other === word).length;
    const norm = k1 * (1 - b + (b * fields[name].length) / meanLength[name]);
    return (Math.min(least, idf(name, word)) * n * (k1 + 1)) / (n + norm);
  };
  const nearest = (name: FieldName, word: string, like: (one: Likeness) => number): number => {
    const likenessOf = likeness(word);
    return fields[name].reduce((best, other) => {
      const share = like(likenessOf(other));
      return share > 0 ? Math.max(best, share * bm25(name, other, idf(name, word))) : best;
    }, 0);
  };
  let [all, everywhere, words, covered, answered] = [0, 0, 0, 0, 0];
  for (const [word, kind] of asked) {
    all += idf('question', word);
    everywhere += idf('either', word);
    const inQuestion = fields.question.includes(word);
    const inAnswer = fields.answer.includes(word);
    if (inQuestion) words += (IN_QUESTION[kind] ?? 1) * bm25('question', word);
    else {
      words += WEIGHTS.synonyms * nearest('question', word, ({ synonym }) => (synonym ? 1 : 0));
      words += WEIGHTS.kanjiInQuestion * nearest('question', word, ({ kanji }) => kanji);
    }
    if (inAnswer) words += (IN_ANSWER[kind] ?? 1) * bm25('answer', word);
    else words += WEIGHTS.kanjiInAnswer * nearest('answer', word, ({ kanji }) => kanji);
    if (inQuestion || inAnswer) covered += idf('either', word);
    if (inQuestion) answered += idf('question', word);
  }
  const rarityOfQuestion = [...new Set(fields.question)].reduce((sum, word) => sum + idf('question', word), 0);
  const coverage = WEIGHTS.coverage * (covered / (everywhere || 1)) ** 2;
  return words / (all || 1) + coverage + (WEIGHTS.reverseCoverage * answered) / (rarityOfQuestion + REVERSE_DAMPING);
}

/** Twice the kanji that two words share, of all that they have; nothing below a half. */
function sharedKanji(own: string, other: string): number {
  const [a, b] = [own, other].map((word) => new Set(word.match(/[一-龠]/g)));
  const shared = [...a!].filter((char) => b!.has(char)).length;
  const likeness = (2 * shared) / (a!.size + b!.size || 1);
  return likeness >= 0.5 ? likeness : 0;
}

function remember(compare: (own: string, other: string) => Likeness) {
  const known = new Map<string, Map<string, Likeness>>();
  return (own: string) => {
    const ofOwn = known.get(own) ?? new Map<string, Likeness>();
    known.set(own, ofOwn);
    return (other: string): Likeness => {
      const likeness = ofOwn.get(other) ?? compare(own, other);
      ofOwn.set(other, likeness);
      return likeness;
    };
  };
}
