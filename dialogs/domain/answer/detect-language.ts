import type { Language } from '../content/knowledge.js';

const KANA = /[ぁ-んァ-ヶ]/g;
const CJK = /[ぁ-んァ-ヶ一-龠々]/g;
const LATIN_WORD = /[A-Za-zÀ-ɏ][a-zÀ-ɏ'’]+/g;

/**
 * The language whose index a message is matched in: its own script wins where that is clear.
 * An address or a name in capitals (JETRO, a URL) is clear for none.
 * @param fallback the language the conversation is in.
 * @param languages the languages there is knowledge in.
 */
export function detectLanguage(text: string, fallback: Language, languages: readonly Language[]): Language {
  const prose = text.normalize('NFKC').replace(/https?:\S+|\S+@\S+/g, ' ');
  const kana = prose.match(KANA)?.length ?? 0;
  const cjk = prose.match(CJK)?.length ?? 0;
  const latinWords = prose.match(LATIN_WORD)?.length ?? 0;
  const japanese = cjk > 0 && (latinWords < 3 || kana >= latinWords);
  const usable = (language: Language): Language => (languages.includes(language) ? language : fallback);
  if (japanese) return kana > 0 ? usable('ja') : fallback === 'zh' ? fallback : usable('ja');
  if (latinWords > 0 && fallback === 'ja') return usable('en');
  return fallback;
}
