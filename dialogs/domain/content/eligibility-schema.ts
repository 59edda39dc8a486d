import { z } from 'zod';
import type {
  AnswerRule,
  AnswerText,
  CommonKey,
  Criterion,
  CriterionText,
  Eligibility,
  OutcomeName,
  OutcomeText,
} from '../eligibility/eligibility.js';
import type { Language } from './knowledge.js';

const EFFECTS = ['pass', 'confirm', 'ineligible'] as const;
const COMMON: readonly CommonKey[] = ['yes', 'no', 'unsure'];
const OUTCOMES: readonly OutcomeName[] = ['ineligible', 'confirm', 'eligible', 'eligible-closed'];

const text = z
  .string({
    error: (issue) => (issue.input === undefined ? undefined : '文字ではありません → 値を "…" で囲んでください。'),
  })
  .trim()
  .min(1, '文章がありません → 文章を書いてください。');
const id = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    '名前に使えない文字があります → 半角の小文字と数字、「-」だけで書いてください。',
  );
const section = z
  .string()
  .regex(
    /^[ⅠⅡⅢⅣⅤⅥⅦ](\.\d{1,2})?(\(\d{1,2}\))?[①-⑳]*(注\d)?$/,
    '申込要領の箇所の書き方が違います → Ⅲ.2(1)① のように、ローマ数字の1文字から書いてください。',
  );
const say = z.array(text).default([]);

/** The same shape under each language's key. */
function perLanguage<T extends z.ZodType>(languages: Language[], shape: T): Record<Language, T> {
  return Object.fromEntries(languages.map((language) => [language, shape]));
}

/** Puts what stands under the languages' keys of a parsed item under `text`. */
function gather<T>(languages: Language[], item: Record<string, unknown>): Record<Language, T> {
  return Object.fromEntries(languages.map((language) => [language, item[language] as T]));
}

function answerSchema(languages: Language[]) {
  const words = z.strictObject({ label: text, say, reason: text.optional(), remedy: text.optional() });
  return z
    .strictObject({ effect: z.enum(EFFECTS), common: z.enum(COMMON).optional(), ...perLanguage(languages, words) })
    .transform(
      (item): AnswerRule => ({
        effect: item.effect,
        ...(item.common ? { common: item.common } : {}),
        text: gather<AnswerText>(languages, item),
      }),
    );
}

function criterionSchema(languages: Language[]) {
  const words = z.strictObject({
    subject: text,
    question: text,
    reading: text.optional(),
    help: text.optional(),
    why: text,
    lookup: text,
  });
  const sections = z.array(section).min(1, '根拠がありません → 申込要領の箇所を書いてください。例: [Ⅲ.2(1)①]');
  return z
    .strictObject({
      id,
      sections,
      when: z.strictObject({ criterion: id, is: z.array(id).min(1) }).optional(),
      ...perLanguage(languages, words),
      answers: z.record(id, answerSchema(languages)),
    })
    .transform(
      (item): Criterion => ({
        id: item.id as string,
        sections: item.sections as string[],
        ...(item.when ? { when: item.when as NonNullable<Criterion['when']> } : {}),
        text: gather<CriterionText>(languages, item),
        answers: item.answers as Record<string, AnswerRule>,
      }),
    );
}

/** Schema of `eligibility.yaml`; what holds between criteria is looked at by `checkEligibility`. */
export function eligibilitySchema(languages: Language[]): z.ZodType<Eligibility> {
  const outcome = z.strictObject({ title: text, sentence: text, next: text });
  const outcomes = z.strictObject(
    Object.fromEntries(OUTCOMES.map((name) => [name, z.strictObject(perLanguage(languages, outcome))])),
  );
  const common = z.strictObject(
    Object.fromEntries(COMMON.map((key) => [key, z.strictObject(perLanguage(languages, z.array(text).min(1)))])),
  );
  const table = z.strictObject({
    question: text,
    sections: text,
    when: text,
    answers: text,
    pass: text,
    confirm: text,
    ineligible: text,
  });
  return z
    .strictObject({
      disclaimer: z.strictObject(perLanguage(languages, text)),
      outcomes,
      table: z.strictObject(perLanguage(languages, table)),
      common,
      criteria: z.array(criterionSchema(languages)).min(1),
    })
    .transform(
      (data): Eligibility => ({
        disclaimer: data.disclaimer,
        outcomes: data.outcomes as Record<OutcomeName, Record<Language, OutcomeText>>,
        table: data.table,
        common: data.common as Record<CommonKey, Record<Language, string[]>>,
        criteria: data.criteria,
      }),
    );
}
