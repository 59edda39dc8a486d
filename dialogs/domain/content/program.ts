import { z } from 'zod';
import { dateSchema as date } from './date-schema.js';
import type { Language } from './knowledge.js';

/** A value of program.yaml that texts may name. */
export type FactValue =
  | string
  | { date: string }
  | { number: number; text: Record<Language, string> }
  | { text: Record<Language, string> };

/** The facts of the programme, once each. */
export interface Program {
  fiscalYear: number;
  /** By dotted name, e.g. `apply.url`. */
  facts: Record<string, FactValue>;
  /** Last day of the support period, `yyyy-mm-dd`, Japan time (guideline Ⅱ.5). */
  periodEnd: string;
  hours: { open: { from: string; to: string }[]; closedDays: string[] };
  /** What staff say of the intake (guideline Ⅳ.3), and the day they checked it. */
  intake: { state: 'open' | 'full' | 'closed'; checked: string };
}

const range = z
  .string()
  .regex(/^\d{1,2}:\d{2}-\d{1,2}:\d{2}$/, '時間の書き方が違います → "9:00-12:00" のように書いてください。')
  .transform((value) => {
    const [from = '', to = ''] = value.split('-');
    return { from: from.padStart(5, '0'), to: to.padStart(5, '0') };
  });
const https = z.string().regex(/^https?:\/\/[^\s]+$/, 'URLの書き方が違います → https:// から書いてください。');
const text = z.string({ error: '文字ではありません → 値を "…" で囲んでください。' }).trim().min(1);

/** Schema of `program.yaml`; the names that the code needs are required, others may be added freely. */
export function programSchema(languages: Language[]): z.ZodType<Program> {
  const translated = z.strictObject(Object.fromEntries(languages.map((language) => [language, text])));
  const counted = z.strictObject({
    number: z.number(),
    ...Object.fromEntries(languages.map((language) => [language, text])),
  });
  const dated = z.strictObject({ date });
  const fact = z.unknown().superRefine((value, context) => {
    const schema =
      typeof value === 'object' && value ? ('date' in value ? dated : 'number' in value ? counted : translated) : text;
    for (const issue of schema.safeParse(value).error?.issues ?? []) context.addIssue({ ...issue } as never);
  });
  const group = (required: Record<string, z.ZodType> = {}) => z.object(required).catchall(fact);
  return z
    .object({
      'fiscal-year': z.number().int(),
      program: group({ name: translated, short: translated }),
      apply: group({ url: https }),
      period: group({ end: dated }),
      privacy: group({ url: https }),
      contact: group({
        email: z.email('メールアドレスの形ではありません → name@example.jp のように書いてください。'),
        phone: text,
      }),
      hours: z.strictObject({ open: z.array(range).min(1), 'closed-days': z.array(date).default([]) }),
      intake: z.strictObject({ state: z.enum(['open', 'full', 'closed']), checked: date }),
    })
    .catchall(group())
    .transform((data) => toProgram(data, languages));
}

function toProgram(data: Record<string, unknown>, languages: Language[]): Program {
  const {
    'fiscal-year': fiscalYear,
    hours,
    intake,
    ...groups
  } = data as {
    'fiscal-year': number;
    hours: { open: Program['hours']['open']; 'closed-days': string[] };
    intake: Program['intake'];
  } & Record<string, Record<string, unknown>>;
  const facts: Record<string, FactValue> = {};
  for (const [name, group] of Object.entries(groups)) {
    for (const [key, value] of Object.entries(group as Record<string, unknown>)) {
      facts[`${name}.${key}`] = toFact(value, languages);
    }
  }
  const periodEnd = (facts['period.end'] as { date: string }).date;
  return { fiscalYear, facts, periodEnd, hours: { open: hours.open, closedDays: hours['closed-days'] }, intake };
}

function toFact(value: unknown, languages: Language[]): FactValue {
  if (typeof value === 'string') return value;
  const { date, number, ...texts } = value as { date?: string; number?: number } & Record<Language, string>;
  if (date !== undefined) return { date };
  const translated = Object.fromEntries(languages.map((language) => [language, texts[language] ?? '']));
  return number === undefined ? { text: translated } : { number, text: translated };
}
