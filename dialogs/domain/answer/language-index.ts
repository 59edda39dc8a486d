import type { Language } from '../content/knowledge.js';
import type { EngineContent } from './answer-engine.js';
import type { Assessment, Target } from './decide.js';
import { type Features, type GramSizes, readFeatures } from './features.js';
import { type Example, softmaxInPlace, trainLinearModel } from './linear-model.js';
import { withoutFacts } from './normalise.js';
import { createPhraseFinder } from './phrases.js';
import type { Tokenizer } from './tokenizer.js';
import { createVectoriser, type SparseVector, type Vectoriser } from './vectoriser.js';

/** A candidate as staff see it. */
export interface Ranked {
  id: string;
  kind: Target['kind'];
  probability: number;
  /** The way to ask that is closest to the message. */
  closest: string;
  /** Content words of the message that the closest way to ask has, too. */
  matched: string[];
}

/** What one language's texts say about a message. */
export interface LanguageIndex {
  assess(text: string): Assessment;
  explain(text: string): { candidates: Ranked[]; unknownWords: string[] };
}

interface Sample {
  text: string;
  label: number;
  weight: number;
  features: Features;
}

// A sentence of an answer speaks for its entry, but less than a question that people ask.
const ANSWER_WEIGHT = 0.3;
const SHOWN = 10;

/** Learns from all of staff's texts in one language which message belongs to which of them. */
export function createLanguageIndex(content: EngineContent, language: Language, tokenizer: Tokenizer): LanguageIndex {
  const phrases = createPhraseFinder(content.synonyms[language] ?? []);
  const sizes: GramSizes = language === 'ja' ? { min: 2, max: 4 } : { min: 3, max: 5 };
  const read = (text: string): Features => readFeatures(text, tokenizer, phrases, sizes);
  const { targets, samples } = collect(content, language, read);
  const vectoriser = createVectoriser(samples.map((sample) => sample.features));
  const examples: Example[] = samples.map(({ features, label, weight }) => {
    return { vector: vectoriser.vectorise(features), label, weight };
  });
  const model = trainLinearModel(examples, vectoriser.size, targets.length);
  const assess = (text: string): Assessment => {
    const features = read(text);
    const scores = softmaxInPlace(model.scores(vectoriser.vectorise(features)));
    return { targets: rank(scores, targets), known: knownShare(features, vectoriser) };
  };
  const explain = (text: string) => {
    const features = read(text);
    const vector = vectoriser.vectorise(features);
    const candidates = assess(text)
      .targets.slice(0, SHOWN)
      .map(({ target, probability }) => {
        const label = targets.indexOf(target);
        const closest = closestSample(vector, label, samples, examples);
        const matched = features.words.filter((word) => closest?.features.words.includes(word));
        return { id: target.id, kind: target.kind, probability, closest: closest?.text ?? '', matched };
      });
    return { candidates, unknownWords: features.words.filter((word) => !vectoriser.isKnownWord(word)) };
  };
  return { assess, explain };
}

function collect(content: EngineContent, language: Language, read: (text: string) => Features) {
  const targets: Target[] = [];
  const samples: Sample[] = [];
  const add = (target: Target, asks: string[], told: string[]): void => {
    const label = targets.push(target) - 1;
    for (const text of new Set(asks)) samples.push({ text, label, weight: 1, features: read(withoutFacts(text)) });
    for (const text of told) samples.push({ text, label, weight: ANSWER_WEIGHT, features: read(text) });
  };
  for (const { id, text } of content.entries) {
    const own = text[language];
    if (own) add({ id, kind: 'entry' }, [own.question, ...own.ask], sentencesOf(own.answer));
  }
  for (const { id, text } of content.smalltalk) add({ id, kind: 'smalltalk' }, text[language]?.ask ?? [], []);
  for (const { id, reason, text } of content.unanswerable) {
    add({ id, kind: 'decoy', reason }, text[language]?.ask ?? [], []);
  }
  return { targets, samples };
}

function sentencesOf(answer: string): string[] {
  const sentences = withoutFacts(answer).split(/(?<=[。.!?])\s*/);
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence.length > 8);
}

function rank(probabilities: Float32Array, targets: Target[]): Assessment['targets'] {
  const all = targets.map((target, i) => ({ target, probability: probabilities[i] as number }));
  return all.sort((a, b) => b.probability - a.probability);
}

function knownShare(features: Features, vectoriser: Vectoriser): number {
  let known = 0;
  let all = 0;
  for (const word of features.words) {
    const weight = vectoriser.wordWeight(word);
    all += weight;
    if (vectoriser.isKnownWord(word)) known += weight;
  }
  return all === 0 ? 0.5 : known / all;
}

function closestSample(
  vector: SparseVector,
  label: number,
  samples: Sample[],
  examples: Example[],
): Sample | undefined {
  const own = new Map<number, number>();
  vector.ids.forEach((id, k) => {
    own.set(id, vector.weights[k] as number);
  });
  let best: Sample | undefined;
  let top = 0;
  examples.forEach((example, i) => {
    if (example.label !== label) return;
    let sum = 0;
    example.vector.ids.forEach((id, k) => {
      sum += (own.get(id) ?? 0) * (example.vector.weights[k] as number);
    });
    if (sum > top) [best, top] = [samples[i], sum];
  });
  return best;
}
