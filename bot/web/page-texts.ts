import type { Locale } from '../channels/direct-line/incoming.js';

/** The page's own phrases in one language: locales/<lang>/page.json. */
export type PageTexts = Readonly<Record<string, string>>;

/** Facts of the programme by name (`contact.phone`), as knowledge/program.yaml gives them in a language. */
export type PageFacts = Readonly<Record<string, string>>;

/** Texts of both languages. */
export type PageTextsByLocale = Readonly<Record<Locale, PageTexts>>;

/** Placeholders that only the browser can fill in. */
const FILLED_LATER = new Set(['seconds', 'count', 'date']);

/** Puts the facts in place of `{{name}}`. Throws, naming text and fact, when there is no such fact. */
export function filledTexts(texts: PageTexts, facts: PageFacts): PageTexts {
  const fill = (key: string, text: string) =>
    text.replace(/\{\{([\w.-]+)\}\}/g, (whole, name: string) => {
      const fact = FILLED_LATER.has(name) ? whole : facts[name];
      if (fact === undefined) throw new Error(`page.json: "${key}" uses {{${name}}}, but there is no such fact`);
      return fact;
    });
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fill(key, text)]));
}
