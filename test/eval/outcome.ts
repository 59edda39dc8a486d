import type { Decision } from '../../dialogs/domain/answer/answer-engine.js';
import type { Question } from './question-file.js';

/** What became of a question. For one that must not be answered, `right` means that it was not. */
export type Outcome = 'right' | 'suggested' | 'wrong' | 'silent';

/** A question with what became of it. */
export interface Tried {
  question: Question;
  decision: Decision;
  outcome: Outcome;
}

/** Judges a decision: of two answers given, both must be acceptable; of the entries offered, one. */
export function judge({ ids }: Question, decision: Decision): Outcome {
  if (ids.length === 0)
    return decision.kind === 'answer' ? 'wrong' : decision.kind === 'suggest' ? 'suggested' : 'right';
  if (decision.kind === 'answer') return decision.ids.every((id) => ids.includes(id)) ? 'right' : 'wrong';
  if (decision.kind === 'suggest') return decision.ids.some((id) => ids.includes(id)) ? 'suggested' : 'silent';
  return 'silent';
}

/** Counts of outcomes. */
export interface Tally {
  n: number;
  right: number;
  suggested: number;
  wrong: number;
  silent: number;
}

/** Counts the outcomes for each value of a key, in the order of first appearance. */
export function tallyBy(tried: readonly Tried[], keyOf: (one: Tried) => string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const one of tried) {
    const key = keyOf(one);
    const tally = tallies.get(key) ?? { n: 0, right: 0, suggested: 0, wrong: 0, silent: 0 };
    tally.n++;
    tally[one.outcome]++;
    tallies.set(key, tally);
  }
  return tallies;
}

/** Pairs "wanted → given" among wrong answers, most frequent first. */
export function confusions(tried: readonly Tried[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { question, decision, outcome } of tried) {
    if (outcome !== 'wrong' || decision.kind !== 'answer') continue;
    const given = decision.ids.filter((id) => !question.ids.includes(id)).join(' + ');
    const pair = `${question.ids.join('|') || 'NONE'} → ${given}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
