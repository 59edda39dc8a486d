import type { Unanswerable } from '../content/knowledge.js';

/** What to do with a message. */
export type Decision =
  | { kind: 'answer'; ids: string[]; confidence: number }
  | { kind: 'suggest'; ids: string[] }
  | { kind: 'smalltalk'; id: string }
  | { kind: 'unanswered'; reason: Unanswerable['reason']; subject?: string; nearest: string[] };

/** One class that a message may belong to. */
export type Target = { id: string } & (
  | { kind: 'entry' | 'smalltalk' }
  | { kind: 'decoy'; reason: Unanswerable['reason'] }
);

/** What is known of a message before deciding. */
export interface Assessment {
  /** Best first, with probabilities that sum to at most 1. */
  targets: { target: Target; probability: number }[];
  /** Share of the message's meaning (its words by rarity) that staff's texts know, 0 to 1. */
  known: number;
}

/** Limits of the probability. */
export interface Thresholds {
  answer: number;
  suggest: number;
  other: number;
}

const THRESHOLDS: Thresholds = { answer: 0.35, suggest: 0.06, other: 0.25 };

/** Answer when sure, suggest when near, else say that there is no answer. */
export function decide(assessment: Assessment, limits: Thresholds = THRESHOLDS): Decision {
  const best = assessment.targets[0];
  const entries = assessment.targets.filter(({ target }) => target.kind === 'entry');
  const nearest = entries.slice(0, 3).map(({ target }) => target.id);
  const none: Decision = { kind: 'unanswered', reason: 'no-match', nearest };
  if (!best || assessment.known === 0) return none;
  const probability = best.probability;
  if (best.target.kind === 'smalltalk' && probability >= limits.other) return { kind: 'smalltalk', id: best.target.id };
  if (best.target.kind === 'decoy' && probability >= limits.other) {
    return { kind: 'unanswered', reason: best.target.reason, subject: best.target.id, nearest };
  }
  if (best.target.kind === 'entry' && probability >= limits.answer) {
    return { kind: 'answer', ids: [best.target.id], confidence: probability };
  }
  const near = entries.slice(0, 3).filter((entry) => entry.probability >= limits.suggest);
  return near.length > 0 ? { kind: 'suggest', ids: near.map(({ target }) => target.id) } : none;
}
