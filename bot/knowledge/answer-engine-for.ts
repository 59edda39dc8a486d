import { type AnswerEngine, createAnswerEngine } from '../../dialogs/domain/answer/answer-engine.js';
import { createEnglishTokenizer } from '../../dialogs/domain/answer/english-tokenizer.js';
import { loadJapaneseTokenizer } from '../../dialogs/domain/answer/japanese-tokenizer.js';
import type { Tokenizer } from '../../dialogs/domain/answer/tokenizer.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';

let japanese: Promise<Tokenizer> | undefined;

/**
 * The answer engine of a set of knowledge. Japanese has an analyser of its own, loaded once in the process; every other
 * language is split at spaces.
 */
export async function answerEngineFor(knowledge: Knowledge): Promise<AnswerEngine> {
  japanese ??= loadJapaneseTokenizer();
  const analyser = await japanese;
  const tokenizers = knowledge.languages.map((language) => [
    language,
    language === 'ja' ? analyser : createEnglishTokenizer(),
  ]);
  return createAnswerEngine(knowledge, Object.fromEntries(tokenizers));
}
