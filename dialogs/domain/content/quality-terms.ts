import { show } from './finding.js';
import type { Entry, Language, SynonymGroup } from './knowledge.js';
import type { Program } from './program.js';
import type { Warning } from './quality-dates.js';

/** What reads like a term: long runs of kanji, long words in katakana, abbreviations. */
const TERMS: Record<string, RegExp> = {
  ja: /[\p{Script=Han}々]{6,}|[\p{Script=Katakana}ー・]{7,}|(?<![A-Za-z])[A-Z][A-Z-]*[A-Z](?![A-Za-z])/gu,
};
const ABBREVIATIONS = /(?<![A-Za-z])[A-Z][A-Z-]*[A-Z](?![A-Za-z])/g;

/** Words that a term may end in without becoming another one. */
const ENDING = /(以外|以上|以下|自身|同士|全体|[中時者用後前内外間等])$/u;

interface Use {
  entry: string;
  path: [Language, 'answer' | 'more'];
  count: number;
}

/**
 * Difficult words of answers that nothing explains: no entry can be asked about them, no text says what they mean in
 * brackets or by 「とは」, and synonyms.yaml has no everyday word for them. One warning a word, at its first place.
 */
export function undefinedTerms(
  entries: Entry[],
  synonyms: Record<Language, SynonymGroup[]>,
  program: Program,
): Warning[] {
  const languages = [...new Set(entries.flatMap(({ text }) => Object.keys(text)))];
  return languages.flatMap((language) => {
    const explained = explainer(entries, synonyms[language] ?? [], program, language);
    return [...usedTerms(entries, language)]
      .filter(([term]) => !explained(term))
      .map(([term, { entry, path, count }]) => {
        const what = `難しい言葉${show(term)}（${count}か所）の説明が、どこにもありません。`;
        const fix =
          language === 'ja'
            ? `やさしい言葉に言いかえるか、説明している項目の ask に「${term}とは」を加えてください。`
            : `やさしい言葉に言いかえるか、説明している項目の ask に「What is ${term}?」を加えてください。`;
        return { entry, path, what, fix, letters: term };
      });
  });
}

function usedTerms(entries: Entry[], language: Language): Map<string, Use> {
  const used = new Map<string, Use>();
  for (const { id, text } of entries) {
    for (const key of ['answer', 'more'] as const) {
      for (const term of termsOf(text[language]?.[key] ?? '', language)) {
        const held = used.get(term);
        if (held) held.count += 1;
        else used.set(term, { entry: id, path: [language, key], count: 1 });
      }
    }
  }
  return used;
}

/** Facts are left out: their names stand in program.yaml, where their keepers chose them. */
function termsOf(text: string, language: Language): string[] {
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(TERMS[language] ?? ABBREVIATIONS) ?? [];
  return words.map((word) => word.replace(/^・+|・+$/g, '').replace(ENDING, ''));
}

function explainer(entries: Entry[], groups: SynonymGroup[], program: Program, language: Language) {
  const texts = entries.flatMap(({ text }) => text[language] ?? []);
  const asked = texts.flatMap(({ question, ask }) => [question, ...ask]).join('\n');
  const told = texts.flatMap(({ answer, more = '' }) => [answer, more]).join('\n');
  const known = new Set(groups.flatMap(({ term, words }) => [term, ...words]));
  const facts = JSON.stringify(program.facts);
  return (term: string): boolean =>
    known.has(term) ||
    asked.includes(term) ||
    facts.includes(term) ||
    [`${term}（`, `${term}(`, `${term} (`, `（${term}）`, `(${term})`, `${term}とは`].some((gloss) =>
      told.includes(gloss),
    );
}
