import { answerOf, isOpen } from './criteria.js';
import type { Answers, Criterion, Effect, Eligibility, Outcome } from './eligibility.js';

/** The answer named in a reason when the company stopped before answering. */
export const UNANSWERED = 'unanswered';

/** A criterion that keeps the company from simply passing, and the sections it rests on. */
export interface Reason {
  criterion: string;
  /** The answer key given, or `unanswered`. */
  answer: string;
  effect: Exclude<Effect, 'pass'>;
  sections: string[];
}

/** The result of the pre-screening. */
export interface Judgement {
  outcome: Outcome;
  /** Whether every criterion that is asked has an answer. */
  complete: boolean;
  /** In the order of asking. */
  reasons: Reason[];
}

/**
 * The outcome of the answers (spec: eligibility.md, Outcomes), recomputed from nothing but the answers.
 * Answers that don't apply are ignored. A criterion left unanswered is a point to settle (`confirm`, answer `unanswered`):
 * `eligible` needs every answer. Once an exclusion has fired the outcome is certain, and what was not asked is not a reason.
 */
export function judge(rules: Eligibility, answers: Answers): Judgement {
  const fired: Reason[] = [];
  let missing = 0;
  let excluded = false;
  for (const criterion of rules.criteria) {
    if (!isOpen(rules, criterion, answers)) continue;
    const key = answers[criterion.id];
    const effect = answerOf(criterion, key)?.effect;
    if (effect === 'pass') continue;
    if (effect === undefined) missing += 1;
    if (effect === 'ineligible') excluded = true;
    fired.push(reasonFor(criterion, effect === undefined ? UNANSWERED : key!, effect ?? 'confirm'));
  }
  const reasons = excluded && missing > 0 ? fired.filter((reason) => reason.answer !== UNANSWERED) : fired;
  const outcome = excluded ? 'ineligible' : fired.length > 0 ? 'confirm' : 'eligible';
  return { outcome, complete: missing === 0, reasons };
}

function reasonFor(criterion: Criterion, answer: string, effect: Reason['effect']): Reason {
  return { criterion: criterion.id, answer, effect, sections: criterion.sections };
}
