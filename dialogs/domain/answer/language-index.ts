import type { Language, SynonymGroup } from '../content/knowledge.js';
import { createScales, type Evidence } from './evidence.js';
import { readerOf } from './features.js';
import type { LearnedLanguage } from './learned-language.js';
import { createPairGuard } from './minimal-pairs.js';
import type { Target } from './targets.js';
import type { Tokenizer } from './tokenizer.js';
import { createVectoriser } from './vectoriser.js';

/** What is known of a message before deciding. */
export interface Assessment {
  /** Best first, with probabilities that sum to 1. */
  targets: { target: Target; probability: number }[];
  evidence: Evidence;
}

/** A candidate as staff see it. */
export interface Ranked {
  id: string;
  kind: Target['kind'];
  probability: number;
  /** The text of staff that is closest to the message, mostly a way to ask. */
  closest: string;
  /** Content words of the message that this text has, too. */
  matched: string[];
}

/** What one language's texts say about a message. */
export interface LanguageIndex {
  assess(text: string): Assessment;
  explain(text: string): { candidates: Ranked[]; unknownWords: string[] };
}

const SHOWN = 10;

/** Prepares what was learnt for weighing messages. */
export function createLanguageIndex(
  learned: LearnedLanguage,
  language: Language,
  synonyms: readonly SynonymGroup[],
  tokenizer: Tokenizer,
): LanguageIndex {
  const { targets, texts } = learned;
  const read = readerOf(language, synonyms, tokenizer);
  const vectoriser = createVectoriser(learned.vocabulary);
  const scales = createScales(learned, vectoriser, createPairGuard(synonyms, learned, vectoriser));
  const assess = (text: string): Assessment => {
    const { probabilities, evidence } = scales.place(vectoriser.vectorise(read(text)));
    return { targets: rank(probabilities, targets), evidence };
  };
  const explain = (text: string) => {
    const features = read(text);
    const vector = vectoriser.vectorise(features);
    const candidates = rank(scales.place(vector).probabilities, targets)
      .slice(0, SHOWN)
      .map(({ target: { id, kind }, label, probability }) => {
        const closest = scales.closest(vector, label);
        const matched = features.words.filter((word) => closest.ids.includes(vectoriser.idOf(word) ?? -1));
        return { id, kind, probability, closest: texts[closest.text]?.text ?? '', matched };
      });
    return { candidates, unknownWords: features.words.filter((word) => vectoriser.idOf(word) === undefined) };
  };
  return { assess, explain };
}

function rank(probabilities: Float32Array, targets: Target[]) {
  const all = targets.map((target, label) => ({ target, label, probability: probabilities[label] as number }));
  return all.sort((a, b) => b.probability - a.probability || a.label - b.label);
}
