const DASHES = /[‐‑‒–—―−]/g;
const LONG_VOWELS = /[〜~]+|ー{2,}/g;
const SMALL_KANA: Record<string, string> = { ぁ: 'あ', ぃ: 'い', ぅ: 'う', ぇ: 'え', ぉ: 'お', ゔ: 'ぶ' };
const PLACEHOLDER = /\{\{[^{}]*\}\}/g;

/** Text as it is compared: one width, one case, one kind of dash and long vowel, single spaces. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(DASHES, '-')
    .replace(LONG_VOWELS, 'ー')
    .replace(/([ぁ-んァ-ヶ])-(?=[ぁ-んァ-ヶ]|$)/g, '$1ー')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Katakana and hiragana as one: hiragana, without the spelling variants of loan words (ウェブ, ウエブ; サーバー, サーバ). */
export function foldKana(text: string): string {
  const hiragana = text.replace(/[ァ-ヶ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60));
  return hiragana.replace(/[ぁぃぅぇぉゔ]/g, (char) => SMALL_KANA[char] ?? char).replace(/ー+/g, '');
}

/** Text of staff without its `{{facts}}`, which are no words. */
export function withoutFacts(text: string): string {
  return text.replace(PLACEHOLDER, ' ');
}
