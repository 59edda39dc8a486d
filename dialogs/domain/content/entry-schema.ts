import { z } from 'zod';
import { dateSchema as date } from './date-schema.js';
import type { Entry, Language, Smalltalk, SynonymGroup, Unanswerable } from './knowledge.js';

const text = z.string().trim().min(1, '文章がありません → 文章を書いてください。');
const id = z
  .string()
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*$/,
    'id に使えない文字があります → 半角の小文字と数字、「.」「-」だけで書いてください。',
  );
const asks = z.array(text).min(1);

/** One schema a language: the same shape under each language's key. */
function perLanguage<T extends z.ZodType>(languages: Language[], shape: T): Record<Language, T> {
  return Object.fromEntries(languages.map((language) => [language, shape]));
}

/** Puts the languages' texts of a parsed item under `text`. */
function gather<T>(languages: Language[], item: Record<string, unknown>): Record<Language, T> {
  return Object.fromEntries(languages.map((language) => [language, item[language] as T]));
}

/** Schema of `faq/<area>.yaml`: a list of entries. */
export function entriesSchema(languages: Language[]): z.ZodType<Entry[]> {
  const answer = z.strictObject({
    question: text,
    ask: asks,
    answer: text,
    more: text.optional(),
    tests: asks.optional(),
    not: asks.optional(),
  });
  const entry = z
    .strictObject({
      id,
      sections: z.array(text).min(1),
      related: z.array(id).max(3).default([]),
      reviewed: date.optional(),
      ...perLanguage(languages, answer),
    })
    .transform(
      (item): Entry => ({
        id: item.id,
        sections: item.sections,
        related: item.related,
        reviewed: item.reviewed,
        text: gather(languages, item),
      }),
    );
  return z.array(entry);
}

/** Schema of `smalltalk.yaml`. */
export function smalltalkSchema(languages: Language[]): z.ZodType<Smalltalk[]> {
  const talk = z.strictObject({ ask: asks, answer: text });
  const item = z
    .strictObject({ id, ...perLanguage(languages, talk) })
    .transform((found): Smalltalk => ({ id: found.id, text: gather(languages, found) }));
  return z.array(item);
}

/** Schema of `unanswerable.yaml`. */
export function unanswerableSchema(languages: Language[]): z.ZodType<Unanswerable[]> {
  const subject = z.strictObject({ subject: text, ask: asks });
  const reason = z.enum(['no-match', 'off-topic']);
  const item = z
    .strictObject({ id, reason, ...perLanguage(languages, subject) })
    .transform((found): Unanswerable => ({ id: found.id, reason: found.reason, text: gather(languages, found) }));
  return z.array(item);
}

/** Schema of `synonyms.yaml`: a list of groups a language. */
export function synonymsSchema(languages: Language[]): z.ZodType<Record<Language, SynonymGroup[]>> {
  const group = z.strictObject({ term: text, words: z.array(text).min(1) });
  return z.strictObject(perLanguage(languages, z.array(group))) as z.ZodType<Record<Language, SynonymGroup[]>>;
}
