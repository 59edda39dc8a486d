import { answerOf, openCriteria } from '../domain/eligibility/criteria.js';
import type { Answers, Effect, Eligibility } from '../domain/eligibility/eligibility.js';
import type { Voice } from '../voice.js';

/** One criterion in the result: what was answered and what follows, in words. */
export interface ResultRow {
  criterion: string;
  subject: string;
  answer: string;
  effect: Effect | 'unanswered';
  /** ✓ ✗ ？ －, never alone: the effect's words stand beside it for those who can't see it. */
  mark: string;
  sections: string;
  reason?: string;
  remedy?: string;
}

/** Every criterion that is asked with these answers, in order. */
export function resultRows(rules: Eligibility, answers: Answers, voice: Voice): ResultRow[] {
  return openCriteria(rules, answers).map((criterion) => {
    const rule = answerOf(criterion, answers[criterion.id]);
    const words = rule?.text[voice.language];
    const effect = rule?.effect ?? 'unanswered';
    return {
      criterion: criterion.id,
      subject: criterion.text[voice.language]!.subject,
      answer: words?.label ?? voice.say('result.unanswered'),
      effect,
      mark: voice.say(`result.mark.${effect}`),
      sections: voice.sections(criterion.sections),
      reason: words?.reason && voice.fill(words.reason),
      remedy: words?.remedy && voice.fill(words.remedy),
    };
  });
}

/** The rows that decide: the exclusions where there are any, else the points to settle. */
export function decidingRows(rows: ResultRow[]): ResultRow[] {
  const excluded = rows.filter(({ effect }) => effect === 'ineligible');
  return excluded.length > 0 ? excluded : rows.filter(({ effect }) => effect === 'confirm' || effect === 'unanswered');
}
