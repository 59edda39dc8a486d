import type { Language } from '../content/knowledge.js';
import { type Features, readerOf } from './features.js';
import { trainLinearModel } from './linear-model.js';
import { type PackedVectors, packVectors } from './packed-vectors.js';
import type { Steps } from './steps.js';
import { collectSamples, type EngineContent, type Target } from './targets.js';
import type { Tokenizer } from './tokenizer.js';
import { createVectoriser, learnVocabulary, type SparseVector, type Vocabulary } from './vectoriser.js';

/** All that was learnt from the texts of one language: plain values that can be kept in a file. */
export interface LearnedLanguage {
  targets: Target[];
  /** Staff's texts, each with the place of its target, in the order of `vectors`. */
  texts: { text: string; label: number }[];
  vectors: PackedVectors;
  vocabulary: Vocabulary;
  /** Weights of the model that tells the targets apart, by feature and target. */
  classes: Float32Array;
  /** Weights of the model that tells entries (1) from all else (0), by feature and side. */
  scope: Float32Array;
}

const TEXTS_A_STEP = 40;

/** Learns from all of staff's texts in one language which message belongs to which of them. The same texts, the same result. */
export function* learnLanguage(
  content: EngineContent,
  language: Language,
  tokenizer: Tokenizer,
): Steps<LearnedLanguage> {
  const { targets, samples } = collectSamples(content, language);
  const read = readerOf(language, content.synonyms[language] ?? [], tokenizer);
  const features = yield* eachOf(samples, ({ comparable }): Features => read(comparable));
  const vocabulary = learnVocabulary(features);
  const vectoriser = createVectoriser(vocabulary);
  const vectors = yield* eachOf(features, (text): SparseVector => vectoriser.vectorise(text));
  const examples = samples.map(({ label, weight }, i) => ({ vector: vectors[i]!, label, weight }));
  const inOrOut = examples.map((one) => ({ ...one, label: targets[one.label]?.kind === 'entry' ? 1 : 0 }));
  return {
    targets,
    texts: samples.map(({ text, label }) => ({ text, label })),
    vectors: packVectors(vectors),
    vocabulary,
    classes: yield* trainLinearModel(examples, vectoriser.size, targets.length),
    scope: yield* trainLinearModel(inOrOut, vectoriser.size, 2),
  };
}

function* eachOf<Item, Result>(items: readonly Item[], work: (item: Item) => Result): Steps<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(work(item));
    if (results.length % TEXTS_A_STEP === 0) yield;
  }
  return results;
}
