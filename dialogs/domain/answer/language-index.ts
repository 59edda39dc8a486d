import type { Language } from '../content/knowledge.js';
import type { EngineContent } from './answer-engine.js';
import { createScales, type Evidence } from './evidence.js';
import { type Features, type GramSizes, readFeatures } from './features.js';
import { trainLinearModel } from './linear-model.js';
import { createPhraseFinder } from './phrases.js';
import { collectSamples, type Target } from './targets.js';
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
const JAPANESE_GRAMS: GramSizes = { min: 2, max: 2 };
const SPACED_GRAMS: GramSizes = { min: 3, max: 3 };

/** Learns from all of staff's texts in one language which message belongs to which of them. */
export function createLanguageIndex(content: EngineContent, language: Language, tokenizer: Tokenizer): LanguageIndex {
  const phrases = createPhraseFinder(content.synonyms[language] ?? []);
  const sizes = language === 'ja' ? JAPANESE_GRAMS : SPACED_GRAMS;
  const read = (text: string): Features => readFeatures(text, tokenizer, phrases, sizes);
  const { targets, samples } = collectSamples(content, language, read);
  const vectoriser = createVectoriser(samples.map((sample) => sample.features));
  const vectors = samples.map(({ features }) => vectoriser.vectorise(features));
  const examples = samples.map(({ label, weight }, i) => ({ vector: vectors[i]!, label, weight }));
  const isEntry = targets.map((target) => target.kind === 'entry');
  const inOrOut = examples.map((example) => ({ ...example, label: isEntry[example.label] ? 1 : 0 }));
  const models = {
    classes: trainLinearModel(examples, vectoriser.size, targets.length),
    scope: trainLinearModel(inOrOut, vectoriser.size, 2),
  };
  const labels = samples.map((sample) => sample.label);
  const scales = createScales(models, vectoriser, { vectors, labels, isEntry });
  const assess = (text: string): Assessment => {
    const { probabilities, evidence } = scales.place(vectoriser.vectorise(read(text)));
    return { targets: rank(probabilities, targets), evidence };
  };
  const explain = (text: string) => {
    const { words } = read(text);
    const vector = vectoriser.vectorise(read(text));
    const candidates = rank(scales.place(vector).probabilities, targets)
      .slice(0, SHOWN)
      .map(({ target: { id, kind }, label, probability }) => {
        const closest = samples[scales.closest(vector, label).text];
        const matched = words.filter((word) => closest?.features.words.includes(word));
        return { id, kind, probability, closest: closest?.text ?? '', matched };
      });
    return { candidates, unknownWords: words.filter((word) => !vectoriser.isKnownWord(word)) };
  };
  return { assess, explain };
}

function rank(probabilities: Float32Array, targets: Target[]) {
  const all = targets.map((target, label) => ({ target, label, probability: probabilities[label] as number }));
  return all.sort((a, b) => b.probability - a.probability || a.label - b.label);
}
