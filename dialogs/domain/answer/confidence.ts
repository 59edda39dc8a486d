import learnt from './calibration.json' with { type: 'json' };
import type { Evidence } from './evidence.js';

/** Weights of the evidence in the confidence. */
export interface CalibrationWeights {
  bias: number;
  probability: number;
  margin: number;
  words: number;
  letters: number;
  entries: number;
  scope: number;
  likeness: number;
}

/** How sure is sure enough. */
export interface Thresholds {
  /** Confidence from which the best entry is given as the answer. */
  answer: number;
  /** Confidence from which the nearest entries are offered. */
  suggest: number;
  /** Probability from which small talk, or a subject that the guideline leaves out, is taken for what was meant. */
  other: number;
  /** Confidence from which each half of a question in two parts is answered. */
  part: number;
}

/** What was learnt about being sure; one set serves all languages. */
export interface Calibration {
  weights: CalibrationWeights;
  thresholds: Thresholds;
}

/**
 * Learnt and written by `npm run eval -- --calibrate --write` from the ways to ask and the subjects that the guideline leaves
 * out: five times, a fifth of the ways to ask and a fifth of the subjects altogether was hidden from the engine and then
 * asked. The thresholds are the lowest that keep the aims named there. Learn it anew after large changes of the texts.
 */
export const CALIBRATION: Calibration = learnt;

/** The evidence as numbers for logistic regression, in the order of `CalibrationWeights`. */
export function measures(evidence: Evidence): number[] {
  const { probability, margin, words, letters, entries, scope, likeness } = evidence;
  return [1, logit(probability), margin, words, letters, logit(entries), logit(scope), likeness];
}

/** How sure it is that the best entry answers the message, 0 to 1. */
export function confidenceOf(evidence: Evidence, calibration: CalibrationWeights = CALIBRATION.weights): number {
  const { bias, probability, margin, words, letters, entries, scope, likeness } = calibration;
  const weights = [bias, probability, margin, words, letters, entries, scope, likeness];
  const sum = measures(evidence).reduce((total, value, i) => total + value * (weights[i] as number), 0);
  return 1 / (1 + Math.exp(-sum));
}

function logit(share: number): number {
  const inside = Math.min(0.999, Math.max(0.001, share));
  return Math.log(inside / (1 - inside));
}
