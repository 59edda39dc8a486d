import { type ClosestText, ClosestTexts } from './closest-texts.js';
import type { LearnedLanguage } from './learned-language.js';
import { linearModel, softmaxInPlace } from './linear-model.js';
import type { PairGuard } from './minimal-pairs.js';
import { vectorAt } from './packed-vectors.js';
import type { SparseVector, Vectoriser } from './vectoriser.js';

/** What speaks for the best entry; each from 0 to 1, but the lead, which is negative where something else is likelier. */
export interface Evidence {
  /** Probability of the best entry by the model alone. */
  probability: number;
  /** Its lead over whatever else is likeliest. */
  margin: number;
  /** Probability that the message asks for any entry at all, summed over the classes. */
  entries: number;
  /** The same by a model that learnt nothing but to tell entries from all else. */
  scope: number;
  /** Share of the message's words, by rarity, that the best entry's own texts have. */
  words: number;
  /** Share of the message's letter runs that the best entry's own texts have. */
  letters: number;
  /** How much more like the message the closest text of the best entry is than those of its rivals; -1 to 1. */
  likeness: number;
  /** Whether the message names a term whose opposite the best entry is about. */
  mixedUp: boolean;
}

/** The message's place among the classes. */
export interface Placement {
  /** Probability of each class, by label. */
  probabilities: Float32Array;
  /** Label of the best entry. */
  best: number;
  evidence: Evidence;
}

/** Weighs messages against what was learnt. */
export interface Scales {
  place(vector: SparseVector): Placement;
  /** Number of the text of a class that is closest to the message, and its features. */
  closest(vector: SparseVector, label: number): ClosestText;
}

// Where a class is the right one, it is mostly among the first few; their closest texts are compared with the message.
const LIKELIEST = 5;
// A word that no text has may be a slip of the finger in one that is known: it weighs less than a known word that is missing.
const UNKNOWN_COUNTS = 0.5;
// How much a text like the message counts beside the words. Chosen by asking hidden texts.
const CLOSEST_COUNTS = 4;

/** Prepares what is needed to say how sure a placement is. */
export function createScales(learned: LearnedLanguage, vectoriser: Vectoriser, pairs: PairGuard): Scales {
  const classes = learned.targets.length;
  const isEntry = learned.targets.map((target) => target.kind === 'entry');
  const models = { classes: linearModel(learned.classes, classes), scope: linearModel(learned.scope, 2) };
  const has = featuresOfClasses(learned, vectoriser.size);
  const closest = new ClosestTexts(learned, vectoriser.size);
  const place = (vector: SparseVector): Placement => {
    const scores = models.classes.scores(vector);
    const likeliest = highest(scores, LIKELIEST);
    const likenesses = closest.find(vector, likeliest).map(({ likeness }) => likeness);
    likeliest.forEach((label, i) => {
      scores[label]! += CLOSEST_COUNTS * likenesses[i]!;
    });
    const probabilities = softmaxInPlace(scores);
    const best = bestOf(probabilities, (label) => isEntry[label] === true);
    const rival = bestOf(probabilities, (label) => label !== best);
    const share = shareKnown(vector, vectoriser, (id) => has[id * classes + best] === 1);
    const probability = probabilities[best] ?? 0;
    const margin = probability - (probabilities[rival] ?? 0);
    const likeness = leadOf(likeliest.indexOf(best), likenesses);
    const entries = probabilities.reduce((sum, value, label) => (isEntry[label] ? sum + value : sum), 0);
    const scope = softmaxInPlace(models.scope.scores(vector))[1] as number;
    const mixedUp = pairs.mixesUp(vector, best);
    return { probabilities, best, evidence: { probability, margin, entries, scope, ...share, likeness, mixedUp } };
  };
  return { place, closest: (vector, label) => closest.find(vector, [label])[0] as ClosestText };
}

/** For each feature and class: 1 if a text of the class has it. */
function featuresOfClasses({ targets, texts, vectors }: LearnedLanguage, size: number): Uint8Array {
  const has = new Uint8Array(size * targets.length);
  texts.forEach(({ label }, text) => {
    for (const id of vectorAt(vectors, text).ids) has[id * targets.length + label] = 1;
  });
  return has;
}

/** Labels of the classes with the highest scores, best first. */
function highest(scores: Float32Array, count: number): number[] {
  const labels: number[] = [];
  while (labels.length < Math.min(count, scores.length))
    labels.push(bestOf(scores, (label) => !labels.includes(label)));
  return labels;
}

/** How much larger one of the values is than the largest of the others. */
function leadOf(place: number, values: readonly number[]): number {
  return (values[place] ?? 0) - Math.max(0, ...values.filter((_, i) => i !== place));
}

function bestOf(values: Float32Array, counts: (label: number) => boolean): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (counts(i) && (best < 0 || values[i]! > values[best]!)) best = i;
  }
  return best;
}

function shareKnown(vector: SparseVector, vectoriser: Vectoriser, has: (id: number) => boolean) {
  const all = { words: UNKNOWN_COUNTS * vector.unknown.words, letters: vector.unknown.grams };
  const own = { words: 0, letters: 0 };
  vector.ids.forEach((id, k) => {
    const view = id < vectoriser.words ? 'words' : id >= vectoriser.firstGram ? 'letters' : undefined;
    if (!view) return;
    const square = vector.weights[k]! ** 2;
    all[view] += square;
    if (has(id)) own[view] += square;
  });
  return { words: own.words / (all.words || 1), letters: own.letters / (all.letters || 1) };
}
