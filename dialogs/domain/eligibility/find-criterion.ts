import type { Language } from '../content/knowledge.js';
import { openCriteria } from './criteria.js';
import type { Answers, Criterion, Eligibility } from './eligibility.js';
import { fold } from './fold-text.js';

const CHANGE_JA = /(変更|変え|直し|直す|訂正|修正|やり直|答え直|間違え|選び直|戻)/;
const CHANGE_EN = /\b(change|correct|edit|fix|redo|revise|update|go back to|modify|wrong)\b/;

/**
 * The criterion whose answer someone wants to change: by its number among those asked (「3番を変更」, "change question 3"),
 * or by its subject (「会社の形態を変えたい」). The subject alone counts once it has an answer. Undefined when none is named.
 */
export function findCriterion(
  rules: Eligibility,
  text: string,
  _language: Language,
  answers: Answers,
): string | undefined {
  const folded = fold(text).replaceAll('\n', ' ');
  const open = openCriteria(rules, answers);
  const exact = open.find((criterion) => answers[criterion.id] !== undefined && subjectsOf(criterion).includes(folded));
  if (exact) return exact.id;
  if (/[?？]/.test(text) || !(CHANGE_JA.test(folded) || CHANGE_EN.test(folded))) return undefined;
  return (bySubject(open, folded) ?? byNumber(open, folded))?.id;
}

/** The criterion with the longest subject that the text holds. */
function bySubject(open: Criterion[], folded: string): Criterion | undefined {
  let best: { criterion: Criterion; length: number } | undefined;
  for (const criterion of open) {
    for (const subject of subjectsOf(criterion)) {
      if (folded.includes(subject) && subject.length > (best?.length ?? 0))
        best = { criterion, length: subject.length };
    }
  }
  return best?.criterion;
}

function subjectsOf({ text }: Criterion): string[] {
  return Object.values(text).map(({ subject }) => fold(subject).replaceAll('\n', ' '));
}

/** A number standing alone among the words: 3番, 問3, question 3, 3つ目, 三番目. */
function byNumber(open: Criterion[], folded: string): Criterion | undefined {
  const digits = /(?<![0-9])([0-9]{1,2})(?![0-9])/.exec(folded)?.[1];
  if (digits !== undefined) return open[Number(digits) - 1];
  const kanji = /([一二三四五六七八九]?十?[一二三四五六七八九]?)(番|つ目|問)/.exec(folded)?.[1];
  return kanji ? open[fromKanji(kanji) - 1] : undefined;
}

function fromKanji(kanji: string): number {
  const value = (digit: string | undefined) => (digit ? '一二三四五六七八九'.indexOf(digit) + 1 : 0);
  const [tens, ones] = kanji.includes('十') ? kanji.split('十') : [undefined, kanji];
  return (tens === undefined ? 0 : (value(tens) || 1) * 10) + value(ones);
}
