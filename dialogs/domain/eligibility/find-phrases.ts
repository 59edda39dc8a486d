import { isLatin } from './fold-text.js';
import { withoutTails } from './japanese-forms.js';
import type { Phrase, PhraseBook } from './phrase-book.js';

/** A phrase found in a clause. */
export interface Hit {
  phrase: Phrase;
  start: number;
  end: number;
  /** Nothing that matters stands behind it. */
  final: boolean;
}

/** Two-letter words that may end a Japanese clause; other words so short must be the whole clause. */
const ENDINGS: ReadonlySet<string> = new Set(['ない', 'ある', 'なし', 'あり', 'まだ', '無', '有']);
/** Single English words that mean the same wherever they stand. */
const NEGATORS: ReadonlySet<string> = new Set(['not', 'never', 'without', 'none', 'cannot']);

/** The phrases in a clause, none overlapping another: longer ones first taken. In the order of the text. */
export function findPhrases(clause: string, { phrases }: PhraseBook): Hit[] {
  const variants = withoutTails(clause);
  const found = phrases.flatMap((phrase) => findPhrase(clause, variants, phrase) ?? []);
  found.sort((a, b) => weightOf(b) - weightOf(a) || b.start - a.start);
  const kept: Hit[] = [];
  for (const hit of found) if (kept.every((other) => hit.end <= other.start || other.end <= hit.start)) kept.push(hit);
  return kept.sort((a, b) => a.start - b.start);
}

/** The longer a phrase reaches the more it says; then the one with more words of its own, then the listed one. */
function weightOf({ start, end, phrase }: Hit): number {
  return (end - start) * 10_000 + phrase.length * 2 + Number(phrase.specific);
}

function findPhrase(clause: string, variants: string[], phrase: Phrase): Hit | undefined {
  const span = spanOf(clause, phrase.parts);
  if (!span) return undefined;
  const last = phrase.parts.at(-1)!;
  const tail = variants.find((variant) => variant.endsWith(last) && variant.length - last.length >= span.start);
  const atEnd = tail !== undefined && (!isLatin(last[0]) || !isLatin(tail[tail.length - last.length - 1]));
  const single = phrase.parts.length === 1;
  const start = atEnd && single ? tail.length - last.length : span.start;
  const hit = { phrase, start, end: atEnd ? tail.length : span.end, final: atEnd };
  return mayStand(hit, clause) ? hit : undefined;
}

/** Where the parts stand, one after another, each as whole words where it is Latin. */
function spanOf(clause: string, parts: string[]): { start: number; end: number } | undefined {
  let start = -1;
  let from = 0;
  for (const part of parts) {
    const at = indexOfWords(clause, part, from);
    if (at < 0) return undefined;
    if (start < 0) start = at;
    from = at + part.length;
  }
  return { start, end: from };
}

/** Where a phrase stands, never inside a Latin word; -1 when nowhere. */
export function indexOfWords(clause: string, part: string, from = 0): number {
  for (let at = clause.indexOf(part, from); at >= 0; at = clause.indexOf(part, at + part.length)) {
    const cutsWord =
      (isLatin(part[0]) && isLatin(clause[at - 1])) || (isLatin(part.at(-1)) && isLatin(clause[at + part.length]));
    if (!cutsWord) return at;
  }
  return -1;
}

/** Whether a phrase found there means what it means alone. */
function mayStand(hit: Hit, clause: string): boolean {
  const { phrase, start, end, final } = hit;
  const whole = start === 0 && final;
  const last = phrase.parts.at(-1)!;
  if (isLatin(phrase.parts[0]![0])) return phrase.specific || mayStandInEnglish(last, start, final);
  if (clause[end] === 'い' && last.endsWith('た')) return false;
  if (phrase.specific) return phrase.length > 2 || final || standsAlone(last, clause[start - 1], clause[end]);
  return whole || (final && (phrase.length > 2 || ENDINGS.has(last)));
}

/** A two-letter word of kanji or katakana that is not part of a longer one. */
function standsAlone(word: string, before: string | undefined, behind: string | undefined): boolean {
  const solid = /^[一-鿿々ァ-ヺー]+$/;
  return solid.test(word) && !solid.test(before ?? '') && !solid.test(behind ?? '');
}

function mayStandInEnglish(word: string, start: number, final: boolean): boolean {
  if (word.includes(' ') || NEGATORS.has(word)) return true;
  if (word.length < 2) return start === 0 && final;
  return start === 0 || final;
}
