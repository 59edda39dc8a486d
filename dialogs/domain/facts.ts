import type { Language } from './content/knowledge.js';
import type { FactValue, Program } from './content/program.js';

/** Texts with `{{name}}` filled in: name → words in one language. */
export type Facts = ReadonlyMap<string, string>;

const PLACEHOLDER = /\{\{\s*([\p{L}\p{N}.-]+)\s*\}\}/gu;

/** The names between `{{` and `}}` in a text. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** Puts facts into a text. A name that is no fact stays as it is (the content check finds it). Two levels deep. */
export function fill(text: string, facts: Facts): string {
  if (!text.includes('{{')) return text;
  const once = (value: string) => value.replace(PLACEHOLDER, (whole, name: string) => facts.get(name) ?? whole);
  return once(once(once(text)));
}

/** The programme's facts in one language. `fiscalYear` words a year, e.g. 2025 → 2025年度. */
export function programFacts(program: Program, language: Language, fiscalYear: (year: number) => string): Facts {
  const facts = new Map<string, string>([
    ['fiscal-year', fiscalYear(program.fiscalYear)],
    ['fiscal-year.next', fiscalYear(program.fiscalYear + 1)],
  ]);
  for (const [name, value] of Object.entries(program.facts)) facts.set(name, wordFact(value, language));
  for (const [name, value] of facts) facts.set(name, fill(value, facts));
  return facts;
}

/** The names that texts may use beside those of program.yaml; they depend on the moment. */
export const MOMENT_FACTS = ['hours.text', 'hours.now', 'intake.now'] as const;

function wordFact(value: FactValue, language: Language): string {
  if (typeof value === 'string') return value;
  if ('date' in value) return wordDate(value.date, language);
  const text = value.text[language] ?? '';
  return 'number' in value ? text.replaceAll('{{n}}', String(value.number)) : text;
}

/** A `yyyy-mm-dd` date in the words of a language: 2026年3月31日, March 31, 2026. */
export function wordDate(date: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
