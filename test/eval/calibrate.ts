import type { Calibration, CalibrationWeights, Thresholds } from '../../dialogs/domain/answer/confidence.js';
import { confidenceOf, measures } from '../../dialogs/domain/answer/confidence.js';
import type { HiddenAsk } from './hidden-asks.js';

const NAMES = ['bias', 'probability', 'margin', 'words', 'letters', 'entries', 'scope', 'likeness'] as const;
// A hidden way to ask has lost the wording that was written for it: what is asked in earnest is nearer to the texts.
// So its mistakes count less; a subject that the guideline leaves out, answered, counts double.
const WRONG_ENTRY_WEIGHT = 0.3;
const LEFT_OUT_WEIGHT = 2;
const STEPS = 4000;

/** What the limits must keep, in every language; what people decide. The limits follow from it. */
export const AIMS = {
  /** Of subjects that the guideline leaves out and the engine has never met, at most this share gets an answer (mean of the languages). */
  leftOutAnswered: 0.1,
  /** Of the answers to hidden ways to ask, at least this share is right. */
  precision: 0.93,
  /** The same where each half of a question in two parts is answered. */
  partPrecision: 0.98,
  /** Of hidden ways to ask, at most this share is taken for small talk or for a subject that is left out. */
  takenForOther: 0.01,
  /** Of hidden ways to ask whose entry is among the nearest, at most this share is not offered. */
  notOffered: 0.01,
};

const OFFERED = 3;
const GRID = Array.from({ length: 98 }, (_, i) => (i + 1) / 100);

/** Learns the confidence's weights and the limits from hidden texts, for all languages together. */
export function calibrate(byLanguage: readonly (readonly HiddenAsk[])[]): Calibration {
  const weights = learnWeights(byLanguage.flat());
  return { weights, thresholds: learnThresholds(byLanguage, weights) };
}

/** Learns by logistic regression how sure the evidence makes, from hidden texts whose best candidate is an entry. */
function learnWeights(asked: readonly HiddenAsk[]): CalibrationWeights {
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
  return Object.fromEntries(
    NAMES.map((name, i) => [name, Number(weights[i]!.toFixed(3))]),
  ) as unknown as CalibrationWeights;
}

/** The lowest limits that keep the aims in every language (of `suggest`, the highest). */
function learnThresholds(byLanguage: readonly (readonly HiddenAsk[])[], weights: CalibrationWeights): Thresholds {
  const lowest = (holds: (limit: number, asked: readonly HiddenAsk[]) => boolean): number =>
    GRID.find((limit) => byLanguage.every((asked) => holds(limit, asked))) ?? 1;
  const answer =
    GRID.find((limit) => {
      const tried = byLanguage.map((asked) => tryLimit(asked, weights, limit));
      const leftOut = tried.reduce((sum, { leftOutAnswered }) => sum + leftOutAnswered, 0) / tried.length;
      return tried.every(({ precision }) => precision >= AIMS.precision) && leftOut <= AIMS.leftOutAnswered;
    }) ?? 1;
  const part = lowest((limit, asked) => tryLimit(asked, weights, limit).precision >= AIMS.partPrecision);
  const other = lowest((limit, asked) => takenForOther(asked, limit) <= AIMS.takenForOther);
  const suggest = GRID.findLast((limit) =>
    byLanguage.every((asked) => notOffered(asked, weights, limit) <= AIMS.notOffered),
  );
  return { answer, suggest: Math.min(suggest ?? 0, answer), other, part: Math.max(part, answer) };
}

/** What a limit of the confidence does to the hidden texts. */
export function tryLimit(asked: readonly HiddenAsk[], weights: CalibrationWeights, limit: number) {
  const answers = ({ assessment: { targets, evidence } }: HiddenAsk): boolean =>
    targets[0]?.target.kind === 'entry' && !evidence.mixedUp && confidenceOf(evidence, weights) >= limit;
  const asks = entryAsks(asked);
  const leftOut = asked.filter(({ kind }) => kind === 'left-out');
  const answered = asks.filter(answers);
  const right = answered.filter(({ id, assessment }) => assessment.targets[0]?.target.id === id);
  return {
    answered: answered.length / asks.length,
    precision: right.length / (answered.length || 1),
    leftOutAnswered: leftOut.filter(answers).length / (leftOut.length || 1),
  };
}

function takenForOther(asked: readonly HiddenAsk[], limit: number): number {
  const asks = entryAsks(asked);
  const taken = asks.filter(({ assessment: { targets } }) => {
    const best = targets[0];
    return best !== undefined && best.target.kind !== 'entry' && best.probability >= limit;
  });
  return taken.length / asks.length;
}

function notOffered(asked: readonly HiddenAsk[], weights: CalibrationWeights, limit: number): number {
  const asks = entryAsks(asked).filter(({ id, assessment }) => {
    const entries = assessment.targets.filter(({ target }) => target.kind === 'entry').slice(0, OFFERED);
    return entries.some(({ target }) => target.id === id);
  });
  return asks.filter(({ assessment }) => confidenceOf(assessment.evidence, weights) < limit).length / asks.length;
}

function entryAsks(asked: readonly HiddenAsk[]): HiddenAsk[] {
  return asked.filter(({ kind }) => kind === 'entry');
}
