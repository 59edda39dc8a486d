import { createLanguageIndex, type LanguageIndex } from '../../dialogs/domain/answer/language-index.js';
import { learnLanguage } from '../../dialogs/domain/answer/learned-language.js';
import { rememberingTokenizer } from '../../dialogs/domain/answer/remembering-tokenizer.js';
import { runAtOnce } from '../../dialogs/domain/answer/steps.js';
import type { EngineContent } from '../../dialogs/domain/answer/targets.js';
import type { Tokenizer } from '../../dialogs/domain/answer/tokenizer.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';

/** A text that was hidden from the engine and then asked. */
export interface HiddenAsk {
  text: string;
  /** The entry, small talk or left-out subject that it belongs to. */
  id: string;
  kind: 'entry' | 'smalltalk' | 'left-out';
  assessment: ReturnType<LanguageIndex['assess']>;
}

/** How much is hidden at once. */
export interface Hiding {
  folds: number;
  /** Whether whole left-out subjects are hidden, so that the engine meets them for the first time. */
  subjects: boolean;
  /** Whether neighbours are hidden together: who writes several ways in a row repeats words, so alone they are easy to find. */
  neighbours: boolean;
}

/** Hides a share of the ways to ask at a time, builds the engine without them, and asks them. */
export function askHidden(
  content: EngineContent,
  language: Language,
  tokenizer: Tokenizer,
  hiding: Hiding,
): HiddenAsk[] {
  const asked: HiddenAsk[] = [];
  const memory = new Map();
  const once = rememberingTokenizer(tokenizer, memory, memory);
  for (let fold = 0; fold < hiding.folds; fold++) {
    const { kept, hidden } = hide(content, language, hiding, fold);
    const learned = runAtOnce(learnLanguage(kept, language, once));
    const index = createLanguageIndex(learned, language, content.synonyms[language] ?? [], once);
    for (const one of hidden) asked.push({ ...one, assessment: index.assess(one.text) });
  }
  return asked;
}

type Hidden = Omit<HiddenAsk, 'assessment'>;

function hide(content: EngineContent, language: Language, { folds, subjects, neighbours }: Hiding, fold: number) {
  const hidden: Hidden[] = [];
  let place = 0;
  const hideAsks = <Item extends { id: string; text: Record<Language, { ask: string[] }> }>(
    item: Item,
    kind: HiddenAsk['kind'],
  ): Item => {
    const own = item.text[language];
    if (!own) return item;
    const kept = own.ask.filter((text, i) => {
      const stays = (neighbours ? Math.floor((i * folds) / own.ask.length) : place++ % folds) !== fold;
      if (!stays) hidden.push({ text, id: item.id, kind });
      return stays;
    });
    return { ...item, text: { ...item.text, [language]: { ...own, ask: kept } } };
  };
  const entries = content.entries.map((entry) => hideAsks(entry, 'entry'));
  const smalltalk = content.smalltalk.map((talk) => hideAsks(talk, 'smalltalk'));
  const unanswerable = content.unanswerable.filter((_, i) => !subjects || i % folds !== fold);
  for (const subject of content.unanswerable.filter((_, i) => subjects && i % folds === fold)) {
    for (const text of subject.text[language]?.ask ?? []) hidden.push({ text, id: subject.id, kind: 'left-out' });
  }
  return { kept: { ...content, entries, smalltalk, unanswerable }, hidden };
}
