import type { AnswerRule, Answers, Criterion, Eligibility } from './eligibility.js';

/** The criterion of that id, or undefined. */
export function criterionOf(rules: Eligibility, id: string): Criterion | undefined {
  for (const criterion of rules.criteria) if (criterion.id === id) return criterion;
  return undefined;
}

/** The rule for an answer key, or undefined when there is no such key (or none was given). */
export function answerOf(criterion: Criterion, key: string | undefined): AnswerRule | undefined {
  return key !== undefined && Object.hasOwn(criterion.answers, key) ? criterion.answers[key] : undefined;
}

/** Whether a criterion is asked, given the answers: its condition holds, and so do those of the criteria above it. */
export function isOpen(rules: Eligibility, criterion: Criterion, answers: Answers): boolean {
  const { when } = criterion;
  if (!when) return true;
  const given = answers[when.criterion];
  if (given === undefined || !when.is.includes(given)) return false;
  const parent = criterionOf(rules, when.criterion);
  return parent !== undefined && answerOf(parent, given) !== undefined && isOpen(rules, parent, answers);
}

/** The criteria that are asked, in order, given the answers. */
export function openCriteria(rules: Eligibility, answers: Answers): Criterion[] {
  return rules.criteria.filter((criterion) => isOpen(rules, criterion, answers));
}

/** The answers without those that no longer apply: a condition was dropped, or the id or key is unknown. In the order of asking. */
export function prune(rules: Eligibility, answers: Answers): Answers {
  const kept: Record<string, string> = {};
  for (const criterion of openCriteria(rules, answers)) {
    const key = answers[criterion.id];
    if (key !== undefined && answerOf(criterion, key)) kept[criterion.id] = key;
  }
  return kept;
}

/** The first criterion that is asked and not yet answered, or undefined when all are answered. */
export function nextCriterion(rules: Eligibility, answers: Answers): Criterion | undefined {
  return openCriteria(rules, answers).find((criterion) => !answerOf(criterion, answers[criterion.id]));
}

/** The place of a criterion: `step` counts from 1, `of` all criteria asked with these answers. Undefined when it is not asked. */
export function progress(rules: Eligibility, answers: Answers, id: string): { step: number; of: number } | undefined {
  const open = openCriteria(rules, answers);
  const index = open.findIndex((criterion) => criterion.id === id);
  return index < 0 ? undefined : { step: index + 1, of: open.length };
}
