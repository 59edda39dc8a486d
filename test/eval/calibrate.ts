import { type Calibration, confidenceOf, measures } from '../../dialogs/domain/answer/confidence.js';
import type { HiddenAsk } from './hidden-asks.js';

const NAMES = ['bias', 'probability', 'margin', 'words', 'letters', 'entries', 'scope'] as const;
// A hidden way to ask has lost the wording that was written for it: what is asked in earnest is nearer to the texts.
// So its mistakes count less; a subject that the guideline leaves out, answered, counts double.
const WRONG_ENTRY_WEIGHT = 0.3;
const LEFT_OUT_WEIGHT = 2;
const STEPS = 4000;

/** Learns by logistic regression how sure the evidence makes, from hidden texts whose best candidate is an entry. */
export function learnCalibration(asked: readonly HiddenAsk[]): Calibration {
  const rows = asked
    .filter(({ assessment }) => assessment.targets[0]?.target.kind === 'entry')
    .map(({ id, kind, assessment }) => {
      const right = assessment.targets[0]?.target.id === id;
      const weight = right ? 1 : kind === 'left-out' ? LEFT_OUT_WEIGHT : WRONG_ENTRY_WEIGHT;
      return { values: measures(assessment.evidence), right: right ? 1 : 0, weight };
    });
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  const weights = NAMES.map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const slope = NAMES.map(() => 0);
    for (const { values, right, weight } of rows) {
      const sum = values.reduce((all, value, i) => all + value * weights[i]!, 0);
      const error = weight * (right - 1 / (1 + Math.exp(-sum)));
      values.forEach((value, i) => {
        slope[i]! += (error * value) / total;
      });
    }
    slope.forEach((value, i) => {
      weights[i]! += 0.5 * value;
    });
  }
  return Object.fromEntries(NAMES.map((name, i) => [name, Number(weights[i]!.toFixed(3))])) as unknown as Calibration;
}

/** What a limit of the confidence does to the hidden texts. */
export function tryLimit(asked: readonly HiddenAsk[], calibration: Calibration, limit: number) {
  const answers = (one: HiddenAsk): boolean =>
    one.assessment.targets[0]?.target.kind === 'entry' && confidenceOf(one.assessment.evidence, calibration) >= limit;
  const asks = asked.filter(({ kind }) => kind === 'entry');
  const leftOut = asked.filter(({ kind }) => kind === 'left-out');
  const answered = asks.filter(answers);
  const right = answered.filter(({ id, assessment }) => assessment.targets[0]?.target.id === id);
  return {
    answered: answered.length / asks.length,
    precision: right.length / (answered.length || 1),
    leftOutAnswered: leftOut.filter(answers).length / (leftOut.length || 1),
  };
}
