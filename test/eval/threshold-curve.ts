import type { AnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { confidenceOf } from '../../dialogs/domain/answer/confidence.js';
import type { Question } from './question-file.js';

/** What follows from answering at a confidence of `threshold` or more, two-part questions left aside. */
export interface CurvePoint {
  threshold: number;
  /** Share of answerable questions that get an answer. */
  answered: number;
  /** Share of these answers that are acceptable. */
  precision: number;
  /** Share of the questions not to be answered that get one. */
  falselyAnswered: number;
}

const THRESHOLDS = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8];

/** Tries thresholds on the best candidate of each question. */
export function thresholdCurve(engine: AnswerEngine, questions: readonly Question[]): CurvePoint[] {
  const tops = questions.map(({ text, language, ids }) => {
    const { candidates, evidence } = engine.explain(text, language);
    const best = candidates[0];
    const confidence = best?.kind === 'entry' ? confidenceOf(evidence) : 0;
    return { confidence, answerable: ids.length > 0, acceptable: best !== undefined && ids.includes(best.id) };
  });
  const answerable = tops.filter((top) => top.answerable);
  const others = tops.filter((top) => !top.answerable);
  return THRESHOLDS.map((threshold) => {
    const answered = answerable.filter((top) => top.confidence >= threshold);
    return {
      threshold,
      answered: answered.length / (answerable.length || 1),
      precision: answered.filter((top) => top.acceptable).length / (answered.length || 1),
      falselyAnswered: others.filter((top) => top.confidence >= threshold).length / (others.length || 1),
    };
  });
}
