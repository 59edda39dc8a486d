import type { Language } from '../content/knowledge.js';

/** What one answer does to the outcome. */
export type Effect = 'pass' | 'confirm' | 'ineligible';

/** What the pre-screening says at the end (spec: eligibility.md, Outcomes). */
export type Outcome = 'ineligible' | 'confirm' | 'eligible';

/** The outcomes that have words of their own: `eligible-closed` is `eligible` while no application is taken. */
export type OutcomeName = Outcome | 'eligible-closed';

/** The three kinds of everyday words that the file lists once for all criteria. */
export type CommonKey = 'yes' | 'no' | 'unsure';

/** The answers given so far: criterion id → answer key. This is the whole state of the quiz. */
export type Answers = Readonly<Record<string, string>>;

/** An answer's words in one language. */
export interface AnswerText {
  /** Text of the button. */
  label: string;
  /** Ways in which people type this answer; `…` stands for any words between. */
  say: string[];
  /** Why this answer keeps the company from passing; there unless the effect is `pass`. */
  reason?: string;
  /** What would change it, if anything. */
  remedy?: string;
}

/** One answer of a criterion. */
export interface AnswerRule {
  effect: Effect;
  /** The common words that mean this answer (はい, いいえ, わからない); by default those of the same key. */
  common?: CommonKey;
  text: Record<Language, AnswerText>;
}

/** A criterion's words in one language. */
export interface CriterionText {
  /** Short noun, e.g. 会社の形態: names the criterion in the summary and for changing its answer. */
  subject: string;
  question: string;
  /** A longer reading shown with the question: the points to agree to, the official names. Markdown list. */
  reading?: string;
  /** Explains the official term. */
  help?: string;
  /** The clause in plain words with an example: the answer to なぜ聞くの？ */
  why: string;
  /** What to look up, or whom to ask in the company: for わからない. */
  lookup: string;
}

/** One question of the pre-screening. */
export interface Criterion {
  id: string;
  /** Sections of the guideline that it rests on. */
  sections: string[];
  /** Asked only when that earlier criterion is itself asked and has one of these answers. */
  when?: { criterion: string; is: string[] };
  text: Record<Language, CriterionText>;
  /** In the order of the buttons. */
  answers: Readonly<Record<string, AnswerRule>>;
}

/** The words of an outcome in one language. */
export interface OutcomeText {
  title: string;
  sentence: string;
  next: string;
}

/** The words of the table that shows the rules to policy staff: the heads of its columns, and what each effect is called. */
export interface TableText extends Record<Effect, string> {
  question: string;
  sections: string;
  when: string;
  answers: string;
}

/** The rules and words of the pre-screening: knowledge/eligibility.yaml, checked. */
export interface Eligibility {
  /** The fixed sentence that this is not a decision. */
  disclaimer: Record<Language, string>;
  outcomes: Record<OutcomeName, Record<Language, OutcomeText>>;
  table: Record<Language, TableText>;
  common: Record<CommonKey, Record<Language, string[]>>;
  /** In the order of asking. */
  criteria: Criterion[];
}
