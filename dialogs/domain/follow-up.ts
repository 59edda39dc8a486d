import type { AnswerEngine } from './answer/answer-engine.js';
import type { Entry, Language } from './content/knowledge.js';
import type { Intent } from './understand.js';

/** Longest text, in code points, that may lean on the answer before it: 「いつまで？」, "and until when?" */
const SHORT: Record<Language, number> = { ja: 12, en: 28 };

/**
 * The meaning of a short question together with the entry answered before it: 「いつまで？」 after how to apply asks for the
 * deadline. Undefined when there was no answer, the text is long, or the two together say nothing new.
 */
export function followUp(
  text: string,
  language: Language,
  last: string[],
  entries: Entry[],
  engine: Pick<AnswerEngine, 'decide'>,
): Intent | undefined {
  const before = entries.find(({ id }) => id === last[0]);
  if (!before || [...text].length > (SHORT[language] ?? 0)) return undefined;
  const decision = engine.decide(`${before.text[language]!.question} ${text}`, language);
  if (decision.kind !== 'answer' && decision.kind !== 'suggest') return undefined;
  const ids = decision.ids.filter((id) => id !== before.id);
  if (ids.length === 0) return undefined;
  return { kind: decision.kind === 'answer' ? 'faq' : 'suggest', ids, language };
}
