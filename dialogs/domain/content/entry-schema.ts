import { z } from 'zod';
import { dateSchema } from './date-schema.js';
import type { Entry, Language, Smalltalk, SynonymGroup, Unanswerable } from './knowledge.js';

const text = z.string().trim().min(1, '文章がありません → 文章を書いてください。');
const id = z
  .string()
  .regex(
    /^[a-z0-9]+([.-][a-z0-9]+)*$/,
    'id に使えない文字があります → 半角の小文字と数字、「.」「-」だけで書いてください。',
  )
  .describe('項目の名前。半角の小文字と数字、「.」「-」だけ。一度決めたら変えません。');
const asks = z.array(text).min(1);
const ask = asks.describe('聞かれ方。人が打ちそうな言い方を、1行に1つずつ。');

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
  const words = z.strictObject({
    question: text.describe('短い見出し。ボタンの文字にもなります。'),
    ask,
    answer: text.describe('答え。短い文で1〜5文。事実は {{名前}} で書きます。'),
    more: text.optional().describe('「もっと詳しく」で出す、長い説明。なくてもかまいません。'),
    tests: asks.optional().describe('確認用の質問。ここに来なければ、保存しても公開されません。'),
    not: asks.optional().describe('ここに来てはいけない質問。来るようなら、保存しても公開されません。'),
  });
  const entry = z
    .strictObject({
      id,
      sections: z.array(text).min(1).describe('答えの根拠。申込要領の箇所。例: [Ⅱ.4]'),
      related: z.array(id).max(3).default([]).describe('関係のある項目の id。3つまで。'),
      reviewed: dateSchema.optional().describe('内容を最後に確かめた日。例: 2026-04-01'),
      ...perLanguage(languages, words),
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
  const talk = z.strictObject({ ask, answer: text.describe('返事。短く。') });
  const item = z
    .strictObject({ id, ...perLanguage(languages, talk) })
    .transform((found): Smalltalk => ({ id: found.id, text: gather(languages, found) }));
  return z.array(item);
}

/** Schema of `unanswerable.yaml`. */
export function unanswerableSchema(languages: Language[]): z.ZodType<Unanswerable[]> {
  const subject = z.strictObject({ subject: text.describe('何についてか。短い名詞。'), ask });
  const reason = z
    .enum(['no-match', 'off-topic'])
    .describe('no-match は申込要領に書かれていないこと、off-topic は入門編と関係がないこと。');
  const item = z
    .strictObject({ id, reason, ...perLanguage(languages, subject) })
    .transform((found): Unanswerable => ({ id: found.id, reason: found.reason, text: gather(languages, found) }));
  return z.array(item);
}

/** Schema of `synonyms.yaml`: a list of groups a language. */
export function synonymsSchema(languages: Language[]): z.ZodType<Record<Language, SynonymGroup[]>> {
  const group = z.strictObject({
    term: text.describe('FAQ の言葉。'),
    words: z.array(text).min(1).describe('同じ意味の、人が打ちそうな言い方。'),
    unlike: z.array(text).min(1).optional().describe('取り違えると答えが変わる、別の言葉（ほかの term）。'),
  });
  return z.strictObject(perLanguage(languages, z.array(group))) as z.ZodType<Record<Language, SynonymGroup[]>>;
}
