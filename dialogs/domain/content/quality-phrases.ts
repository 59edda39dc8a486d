import { normalizePhrase } from '../normalize-phrase.js';
import { show } from './finding.js';
import type { Entry, Language } from './knowledge.js';
import type { Warning } from './quality-dates.js';

/** Shared pairs of letters from which two ways to ask look the same to a person. */
const ALIKE = 0.85;

interface Phrase {
  entry: string;
  path: (string | number)[];
  text: string;
  pairs: ReadonlySet<string>;
}

/** Ways to ask that stand, nearly the same, in two entries: the second of each pair. */
export function nearDuplicates(entries: Entry[], languages: Language[]): Warning[] {
  return languages.flatMap((language) => {
    const phrases = entries.flatMap((entry) => phrasesOf(entry, language));
    const byPair = new Map<string, number[]>();
    return phrases.flatMap((phrase, index) => {
      const shared = new Map<number, number>();
      for (const pair of phrase.pairs) {
        const holders = byPair.get(pair) ?? [];
        for (const other of holders) shared.set(other, (shared.get(other) ?? 0) + 1);
        byPair.set(pair, [...holders, index]);
      }
      const twin = [...shared]
        .map(([other, count]) => ({ other: phrases[other]!, count }))
        .find(({ other, count }) => {
          return other.entry !== phrase.entry && likenessOf(phrase, other, count) >= ALIKE;
        });
      return twin ? [warning(phrase, twin.other)] : [];
    });
  });
}

function phrasesOf(entry: Entry, language: Language): Phrase[] {
  return (entry.text[language]?.ask ?? []).map((text, index) => ({
    entry: entry.id,
    path: [language, 'ask', index],
    text,
    pairs: pairsOf(text),
  }));
}

function pairsOf(text: string): Set<string> {
  const letters = [...`^${normalizePhrase(text)}$`];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}

function likenessOf(one: Phrase, other: Phrase, shared: number): number {
  return shared / (one.pairs.size + other.pairs.size - shared);
}

function warning({ entry, path, text }: Phrase, other: Phrase): Warning {
  const what = `${show(text)}は、${show(other.entry)}の${show(other.text)}とほとんど同じです。`;
  return { entry, path, what, fix: 'どちらか一方の項目だけに残してください。' };
}
