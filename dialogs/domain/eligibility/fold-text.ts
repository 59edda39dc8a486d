import { breakEnglish, foldEnglish } from './english-forms.js';
import { breakJapanese, foldJapanese } from './japanese-forms.js';

/** Some characters grow eighteenfold when folded; nothing that people type needs more than this. */
const LONGEST = 3000;

/** A text folded for comparing: width, case, spaces, polite forms and short forms no longer differ. Line ends part clauses. */
export function fold(text: string): string {
  const plain = text
    .normalize('NFKC')
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/co\.?,? ?ltd/g, 'co ltd')
    .replace(/[・'"/「」『』()[\]【】〈〉*_]/g, (sign) => (sign === "'" ? sign : sign === '・' ? '' : ' '))
    .replace(/\.(?=\S)/g, '')
    .replace(/[‐-―−-]/g, ' ')
    .replace(/[、。,.!?;:\n\r…~〜|]/g, '\n')
    .replace(/[^\S\n]+/g, ' ');
  return plain.split('\n').map(foldLine).filter(Boolean).join('\n');
}

/** Spaces matter between Latin words only. */
function foldLine(line: string): string {
  return foldJapanese(foldEnglish(line.trim()).replace(/(?<![a-z0-9']) | (?![a-z0-9'])/g, ''));
}

/** No answer has more clauses; a text made of nothing but commas would. */
const MOST_CLAUSES = 100;

/** The clauses of a folded text, in order. */
export function clausesOf(folded: string): string[] {
  return breakEnglish(breakJapanese(folded))
    .split('\n')
    .map((clause) => clause.trim())
    .filter(Boolean)
    .slice(0, MOST_CLAUSES);
}

/** A phrase of a say-list, folded: the parts between the gaps (`…`), each in one line. */
export function foldPhrase(phrase: string): string[] {
  return phrase
    .split('…')
    .map((part) => fold(part).replaceAll('\n', ' ').trim())
    .filter(Boolean);
}

/** Katakana as hiragana: for people who type in hiragana only. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** Whether a character belongs to a word written in Latin letters or digits. */
export function isLatin(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9']/.test(character);
}
