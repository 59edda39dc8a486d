import type { Language, SynonymGroup } from '../content/knowledge.js';
import { type Decision, decide, THRESHOLDS } from './decide.js';
import type { Evidence } from './evidence.js';
import { createLanguageIndex, type LanguageIndex, type Ranked } from './language-index.js';
import { type LearnedLanguage, learnLanguage } from './learned-language.js';
import { splitQuestion } from './split-question.js';
import { runAtOnce } from './steps.js';
import type { EngineContent } from './targets.js';
import type { Tokenizer } from './tokenizer.js';

export type { Decision } from './decide.js';

/** Why a message was decided as it was, for staff. */
export interface Explanation {
  decision: Decision;
  /** Best first. */
  candidates: Ranked[];
  /** Content words of the message that no text of staff has. */
  unknownWords: string[];
  evidence: Evidence;
}

/** Finds the entry that answers a message, or says that none does. */
export interface AnswerEngine {
  /** @param text one message of at most 2,000 characters, not empty. @param language the language to match in. */
  decide(text: string, language: Language): Decision;
  /** The same with its grounds: candidates with score, matched words and the closest way to ask. */
  explain(text: string, language: Language): Explanation;
}

// Both parts of a true question in two parts are among the likeliest of the whole; circumstances that sound like
// another entry are not.
const LIKELIEST = 3;

/** Learns from the content and builds the engine, without a pause; the same content gives the same answers everywhere. */
export function createAnswerEngine(content: EngineContent, tokenizers: Record<Language, Tokenizer>): AnswerEngine {
  const engines = Object.entries(tokenizers).map(([language, tokenizer]): [Language, AnswerEngine] => {
    const learned = runAtOnce(learnLanguage(content, language, tokenizer));
    return [language, engineOf(learned, language, content.synonyms[language] ?? [], tokenizer)];
  });
  return engineOfLanguages(new Map(engines));
}

/** The engine of one language, from what was learnt of it. */
export function engineOf(
  learned: LearnedLanguage,
  language: Language,
  synonyms: readonly SynonymGroup[],
  tokenizer: Tokenizer,
): AnswerEngine {
  const index = createLanguageIndex(learned, language, synonyms, tokenizer);
  return {
    decide: (text) => decideParts(text, index),
    explain: (text) => ({
      decision: decideParts(text, index),
      ...index.explain(text),
      evidence: index.assess(text).evidence,
    }),
  };
}

/** Engines of single languages as one; throws when it is asked in another language. */
export function engineOfLanguages(engines: ReadonlyMap<Language, AnswerEngine>): AnswerEngine {
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

/** A question in two parts is answered by both entries when each part is sure and the whole speaks for both. */
function decideParts(text: string, index: LanguageIndex): Decision {
  const assessment = index.assess(text);
  const whole = decide(assessment);
  const parts = splitQuestion(text);
  if (parts.length !== 2 || whole.kind === 'smalltalk') return whole;
  const [first, second] = parts.map((part) => decide(index.assess(part), { ...THRESHOLDS, answer: THRESHOLDS.part }));
  if (first?.kind !== 'answer' || second?.kind !== 'answer' || first.ids[0] === second.ids[0]) return whole;
  const ids = [...first.ids, ...second.ids];
  const likely = assessment.targets.slice(0, LIKELIEST).map(({ target }) => target.id);
  if (!ids.every((id) => likely.includes(id))) return whole;
  return { kind: 'answer', ids, confidence: Math.min(first.confidence, second.confidence) };
}
