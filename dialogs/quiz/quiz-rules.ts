import { criterionOf, nextCriterion } from '../domain/eligibility/criteria.js';
import type { Criterion, Eligibility } from '../domain/eligibility/eligibility.js';
import type { ChatState, QuizState } from '../state.js';
import type { Turn } from '../turn.js';

/** A quiz nobody has answered yet. */
export function newQuiz(): QuizState {
  return { answers: {}, misses: 0, told: false, done: false };
}

/** Whether a question of the quiz stands open. */
export function quizIsOpen(state: ChatState): state is ChatState & { quiz: QuizState & { asking: string } } {
  return state.quiz?.asking !== undefined;
}

/** The rules that serve this turn. */
export function rulesOf(turn: Turn): Eligibility {
  return turn.live.knowledge.eligibility;
}

/** The criterion whose question stands open; the next one where the rules have changed since it was asked. */
export function askedCriterion(turn: Turn, quiz: QuizState): Criterion | undefined {
  const rules = rulesOf(turn);
  return (quiz.asking && criterionOf(rules, quiz.asking)) || nextCriterion(rules, quiz.answers);
}
