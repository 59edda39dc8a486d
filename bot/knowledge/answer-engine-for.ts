import { setImmediate } from 'node:timers/promises';
import { type AnswerEngine, createAnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { createEnglishTokenizer } from '../../dialogs/domain/answer/english-tokenizer.js';
import { loadJapaneseTokenizer } from '../../dialogs/domain/answer/japanese-tokenizer.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';

let japanese: ReturnType<typeof loadJapaneseTokenizer> | undefined;
const built = new Map<Language, { learned: string; engine: AnswerEngine }>();

/**
 * The answer engine of a set of knowledge. Japanese has an analyser of its own, loaded once in the process; every other
 * language is split at spaces. A language whose texts have not changed keeps its engine, and between two languages the
 * process serves whoever waits.
 */
export async function answerEngineFor(knowledge: Knowledge): Promise<AnswerEngine> {
  japanese ??= loadJapaneseTokenizer();
  const analyser = await japanese;
  const engines = new Map<Language, AnswerEngine>();
  for (const language of knowledge.languages) {
    const tokenizer = language === 'ja' ? analyser : createEnglishTokenizer();
    const learned = learnedTexts(knowledge, language);
    const before = built.get(language);
    const kept = before?.learned === learned ? before.engine : undefined;
    const engine = kept ?? createAnswerEngine(knowledge, { [language]: tokenizer });
    built.set(language, { learned, engine });
    engines.set(language, engine);
    await setImmediate();
  }
  const of = (language: Language): AnswerEngine => {
    const engine = engines.get(language);
    if (!engine) throw new Error(`There is no knowledge in the language "${language}".`);
    return engine;
  };
  return {
    decide: (text, language) => of(language).decide(text, language),
    explain: (text, language) => of(language).explain(text, language),
  };
}

/** Everything that an engine learns from in one language: not facts, rules, dates or test questions. */
function learnedTexts({ entries, smalltalk, unanswerable, synonyms }: Knowledge, language: Language): string {
  const words = entries.map(({ id, text }) => {
    const { tests: _, not: __, ...learned } = text[language] ?? { question: '', ask: [], answer: '' };
    return [id, learned];
  });
  const others = [...smalltalk, ...unanswerable].map((item) => ({ ...item, text: item.text[language] }));
  return JSON.stringify([words, others, synonyms[language]]);
}
