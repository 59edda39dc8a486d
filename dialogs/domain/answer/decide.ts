import type { Unanswerable } from '../content/knowledge.js';
import { CALIBRATION, confidenceOf, type Thresholds } from './confidence.js';
import type { Assessment } from './language-index.js';

/** What to do with a message. */
export type Decision =
  | { kind: 'answer'; ids: string[]; confidence: number }
  | { kind: 'suggest'; ids: string[] }
  | { kind: 'smalltalk'; id: string }
  | { kind: 'unanswered'; reason: Unanswerable['reason']; subject?: string; nearest: string[] };

/** Limits in use, the same for all languages. */
export const THRESHOLDS: Thresholds = CALIBRATION.thresholds;

const OFFERED = 3;

/** Answer when sure, offer the nearest when not, say that there is no answer when nothing is near. */
export function decide(assessment: Assessment, limits: Thresholds = THRESHOLDS): Decision {
  const best = assessment.targets[0];
  const entries = assessment.targets.filter(({ target }) => target.kind === 'entry').slice(0, OFFERED);
  const nearest = entries.map(({ target }) => target.id);
  const nothing: Decision = { kind: 'unanswered', reason: 'no-match', nearest };
  if (!best || assessment.evidence.letters === 0) return nothing;
  const confidence = confidenceOf(assessment.evidence);
  if (best.target.kind === 'entry' && confidence >= limits.answer && !assessment.evidence.mixedUp) {
    return { kind: 'answer', ids: [best.target.id], confidence };
  }
  if (best.target.kind !== 'entry' && best.probability >= limits.other) return other(best.target, nearest);
  if (confidence < limits.suggest) return nothing;
  return { kind: 'suggest', ids: nearest.filter((_, i) => i === 0 || isNear(entries[i], entries[0])) };
}

function other(target: Assessment['targets'][number]['target'], nearest: string[]): Decision {
  if (target.kind === 'smalltalk') return { kind: 'smalltalk', id: target.id };
  const reason = target.kind === 'decoy' ? target.reason : 'no-match';
  return { kind: 'unanswered', reason, subject: target.id, nearest };
}

type Scored = { probability: number } | undefined;

/** Not worth offering beside the best: a tenth as likely or less. */
function isNear(entry: Scored, best: Scored): boolean {
  return (entry?.probability ?? 0) >= 0.1 * (best?.probability ?? 0);
}
