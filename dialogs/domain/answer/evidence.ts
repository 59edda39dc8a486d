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
  closest(vector: SparseVector, label: number): { text: number; ids: Int32Array };
}

/** Prepares what is needed to say how sure a placement is. */
export function createScales(learned: LearnedLanguage, vectoriser: Vectoriser, pairs: PairGuard): Scales {
  const classes = learned.targets.length;
  const isEntry = learned.targets.map((target) => target.kind === 'entry');
  const models = { classes: linearModel(learned.classes, classes), scope: linearModel(learned.scope, 2) };
  const has = featuresOfClasses(learned, vectoriser.size);
  const place = (vector: SparseVector): Placement => {
    const probabilities = softmaxInPlace(models.classes.scores(vector));
    const best = bestOf(probabilities, (label) => isEntry[label] === true);
    const rival = bestOf(probabilities, (label) => label !== best);
    const share = shareKnown(vector, vectoriser, (id) => has[id * classes + best] === 1);
    const probability = probabilities[best] ?? 0;
    const margin = probability - (probabilities[rival] ?? 0);
    const entries = probabilities.reduce((sum, value, label) => (isEntry[label] ? sum + value : sum), 0);
    const scope = softmaxInPlace(models.scope.scores(vector))[1] as number;
    const mixedUp = pairs.mixesUp(vector, best);
    return { probabilities, best, evidence: { probability, margin, entries, scope, ...share, mixedUp } };
  };
  return { place, closest: (vector, label) => closestText(learned, vectoriser.size, vector, label) };
}

/** For each feature and class: 1 if a text of the class has it. */
function featuresOfClasses({ targets, texts, vectors }: LearnedLanguage, size: number): Uint8Array {
  const has = new Uint8Array(size * targets.length);
  texts.forEach(({ label }, text) => {
    for (const id of vectorAt(vectors, text).ids) has[id * targets.length + label] = 1;
  });
  return has;
}

function closestText({ texts, vectors }: LearnedLanguage, size: number, vector: SparseVector, label: number) {
  const dense = new Float32Array(size);
  for (let k = 0; k < vector.ids.length; k++) dense[vector.ids[k]!] = vector.weights[k]!;
  const best = { text: texts.findIndex((text) => text.label === label), ids: new Int32Array(), likeness: 0 };
  for (let text = 0; text < texts.length; text++) {
    if (texts[text]!.label !== label) continue;
    const { ids, weights } = vectorAt(vectors, text);
    let dot = 0;
    let squares = 0;
    for (let k = 0; k < ids.length; k++) {
      dot += weights[k]! * dense[ids[k]!]!;
      squares += weights[k]! ** 2;
    }
    const likeness = dot / (Math.sqrt(squares) || 1);
    if (likeness > best.likeness) Object.assign(best, { text, ids, likeness });
  }
  return best;
}

function bestOf(values: Float32Array, counts: (label: number) => boolean): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (counts(i) && (best < 0 || values[i]! > values[best]!)) best = i;
  }
  return best;
}

function shareKnown(vector: SparseVector, vectoriser: Vectoriser, has: (id: number) => boolean) {
  const all = { words: vector.unknown.words, letters: vector.unknown.grams };
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
