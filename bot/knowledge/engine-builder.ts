import { createHash } from 'node:crypto';
import { type AnswerEngine, engineOf, engineOfLanguages } from '../../dialogs/domain/answer/answer-engine.js';
import { createEnglishTokenizer } from '../../dialogs/domain/answer/english-tokenizer.js';
import { loadJapaneseTokenizer } from '../../dialogs/domain/answer/japanese-tokenizer.js';
import { type LearnedLanguage, learnLanguage } from '../../dialogs/domain/answer/learned-language.js';
import { rememberingTokenizer, type TokenMemory } from '../../dialogs/domain/answer/remembering-tokenizer.js';
import type { Tokenizer } from '../../dialogs/domain/answer/tokenizer.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { ComputedFiles } from './computed-files.js';
import { runInSlices } from './run-in-slices.js';

/** Builds the answer engine of a set of knowledge; the same set gives the same answers. */
export type BuildEngine = (knowledge: Knowledge) => Promise<AnswerEngine>;

interface Built {
  key: string;
  engine: AnswerEngine;
}

let japanese: Promise<Tokenizer> | undefined;
// Staff's texts taken apart, those of the newest set of each language: an edit changes few of them.
const memories = new Map<Language, TokenMemory>();

/**
 * A builder that learns only what is new: a language whose texts have not changed keeps its engine, what was learnt from the
 * same texts in an earlier run is read from `computed`, and learning goes on in slices, so that nobody has to wait for it.
 */
export function engineBuilder(computed?: ComputedFiles): BuildEngine {
  const last = new Map<Language, Built>();
  return async (knowledge) => {
    const engines = new Map<Language, AnswerEngine>();
    for (const language of knowledge.languages) {
      const key = keyOf(knowledge, language);
      const before = last.get(language);
      const built = before?.key === key ? before : { key, engine: await build(knowledge, language, key, computed) };
      last.set(language, built);
      engines.set(language, built.engine);
    }
    return engineOfLanguages(engines);
  };
}

async function build(
  knowledge: Knowledge,
  language: Language,
  key: string,
  computed: ComputedFiles | undefined,
): Promise<AnswerEngine> {
  const tokenizer = await tokenizerOf(language);
  const kept = await computed?.read<LearnedLanguage>(`learned-${language}`, key);
  const learned = kept ?? (await learn(knowledge, language, tokenizer, computed));
  if (!kept) await computed?.write(`learned-${language}`, key, learned);
  return engineOf(learned, language, knowledge.synonyms[language] ?? [], tokenizer);
}

async function learn(
  knowledge: Knowledge,
  language: Language,
  tokenizer: Tokenizer,
  computed: ComputedFiles | undefined,
): Promise<LearnedLanguage> {
  const file = `words-${language}`;
  const before = memories.get(language) ?? (await computed?.read<TokenMemory>(file, '')) ?? new Map();
  const memory: TokenMemory = new Map();
  const remembering = rememberingTokenizer(tokenizer, before, memory);
  const learned = await runInSlices(learnLanguage(knowledge, language, remembering));
  memories.set(language, memory);
  await computed?.write(file, '', memory);
  return learned;
}

/** Japanese has an analyser of its own, loaded once in the process; every other language is split at spaces. */
function tokenizerOf(language: Language): Promise<Tokenizer> {
  if (language !== 'ja') return Promise.resolve(createEnglishTokenizer());
  japanese ??= loadJapaneseTokenizer();
  return japanese;
}

/** Names everything that an engine learns from in one language: not facts, rules, dates or test questions. */
function keyOf({ entries, smalltalk, unanswerable, synonyms }: Knowledge, language: Language): string {
  const words = entries.map(({ id, text }) => {
    const { tests: _, not: __, ...learned } = text[language] ?? { question: '', ask: [], answer: '' };
    return [id, learned];
  });
  const others = [...smalltalk, ...unanswerable].map((item) => ({ ...item, text: item.text[language] }));
  const learned = JSON.stringify([words, others, synonyms[language]]);
  return createHash('sha256').update(learned).digest('hex');
}
