import type { AnswerEngine } from './answer/answer-engine.js';
import type { Entry, Language } from './content/knowledge.js';
import type { Intent } from './understand.js';

/**
 * The meaning of a question that leans on the answer before it: 「いつまで？」 after how to apply asks for the deadline. With
 * nothing to lean on, or nothing found beside it, it is asked back.
 */
export function followUp(
  text: string,
  language: Language,
  last: string[],
  entries: Entry[],
  engine: Pick<AnswerEngine, 'explain'>,
): Intent {
  const before = entries.find(({ id }) => id === last[0]);
  const { candidates } = engine.explain(text, language);
  const ids = candidates.filter(({ kind }) => kind === 'entry').map(({ id }) => id);
  const beside = ids.slice(0, LOOKED_AT).find((id) => before && id !== before.id && areaOf(id) === areaOf(before.id));
  if (beside) return { kind: 'faq', ids: [beside], language };
  return { kind: 'suggest', ids: ids.slice(0, ASKED_BACK), language };
}

/** So far down the ranking an entry of the same area is still taken for what was meant. */
const LOOKED_AT = 6;
const ASKED_BACK = 3;

/** The area of an entry is the part of its id before the dot. */
function areaOf(id: string): string {
  return id.split('.')[0] ?? '';
}
