import type { Steps } from './steps.js';
import type { SparseVector } from './vectoriser.js';

/** A text with the class it belongs to. */
export interface Example {
  vector: SparseVector;
  /** Number of its class, from 0. */
  label: number;
  /** How much it counts in learning; 1 for a way to ask. */
  weight: number;
}

/** How long and how fast to learn. */
export interface TrainingPlan {
  epochs: number;
  rate: number;
}

/** Multinomial logistic regression: one weight for each feature and class. */
export interface LinearModel {
  /** One number for each class; the larger, the likelier. */
  scores(vector: SparseVector): Float32Array;
}

const PLAN: TrainingPlan = { epochs: 3, rate: 2 };
// Below this an error is too small to be worth a pass over the features.
const NEGLIGIBLE = 0.01;
const EXAMPLES_A_STEP = 100;

/**
 * Learns which features speak for which class, by stochastic gradient descent in a fixed order: the same examples give
 * the same weights everywhere.
 * @param examples in any order.
 * @param features how many features there are.
 * @param classes how many classes there are.
 * @returns features × classes weights, for `linearModel`.
 */
export function* trainLinearModel(
  examples: readonly Example[],
  features: number,
  classes: number,
  plan: TrainingPlan = PLAN,
): Steps<Float32Array> {
  const weights = new Float32Array(features * classes);
  const order = examples.map((_, i) => i);
  const random = seededRandom(7);
  const room = { output: new Float32Array(classes), wrong: new Int32Array(classes), steps: new Float32Array(classes) };
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    shuffle(order, random);
    const rate = plan.rate * (1 - epoch / plan.epochs) + 0.05;
    for (let i = 0; i < order.length; i++) {
      learn(examples[order[i]!] as Example, weights, room, rate);
      if (i % EXAMPLES_A_STEP === 0) yield;
    }
  }
  return weights;
}

/** The model of weights that were learnt. */
export function linearModel(weights: Float32Array, classes: number): LinearModel {
  return { scores: (vector) => forward(vector, weights, new Float32Array(classes)) };
}

/** Adds up the rows of the features, four at a time: one pass over the classes for four rows is twice as fast as four. */
function forward({ ids, weights: values }: SparseVector, weights: Float32Array, output: Float32Array): Float32Array {
  const classes = output.length;
  output.fill(0);
  let k = 0;
  for (; k + 3 < ids.length; k += 4) {
    const [r1, r2, r3, r4] = [ids[k]! * classes, ids[k + 1]! * classes, ids[k + 2]! * classes, ids[k + 3]! * classes];
    const [v1, v2, v3, v4] = [values[k]!, values[k + 1]!, values[k + 2]!, values[k + 3]!];
    for (let c = 0; c < classes; c++) {
      output[c]! += weights[r1 + c]! * v1 + weights[r2 + c]! * v2 + weights[r3 + c]! * v3 + weights[r4 + c]! * v4;
    }
  }
  for (; k < ids.length; k++) {
    const row = ids[k]! * classes;
    for (let c = 0; c < classes; c++) output[c]! += weights[row + c]! * values[k]!;
  }
  return output;
}

function learn({ vector, label, weight }: Example, weights: Float32Array, room: Room, rate: number): void {
  const { output, wrong, steps } = room;
  softmaxInPlace(forward(vector, weights, output));
  let n = 0;
  for (let c = 0; c < output.length; c++) {
    const error = (c === label ? 1 : 0) - (output[c] as number);
    if (error < NEGLIGIBLE && error > -NEGLIGIBLE) continue;
    wrong[n] = c;
    steps[n++] = error * rate * weight;
  }
  for (let k = 0; k < vector.ids.length; k++) {
    const row = (vector.ids[k] as number) * output.length;
    const value = vector.weights[k] as number;
    for (let i = 0; i < n; i++) {
      const at = row + (wrong[i] as number);
      weights[at] = (weights[at] as number) + (steps[i] as number) * value;
    }
  }
}

/** What one step of learning writes to, made once. */
interface Room {
  output: Float32Array;
  wrong: Int32Array;
  steps: Float32Array;
}

/** Scores as probabilities that sum to 1, in place. */
export function softmaxInPlace(scores: Float32Array): Float32Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = Math.exp((scores[i] as number) - top);
    sum += scores[i] as number;
  }
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / sum;
  return scores;
}

function shuffle(items: number[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] as number, items[i] as number];
  }
}

/** Numbers from 0 to 1 that look random and are the same each time (Park and Miller 1988). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
