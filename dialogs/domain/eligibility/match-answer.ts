import type { Language } from '../content/knowledge.js';
import { criterionOf } from './criteria.js';
import type { Criterion, Eligibility } from './eligibility.js';
import { findPhrases, type Hit } from './find-phrases.js';
import { clausesOf, fold } from './fold-text.js';
import { withoutTails } from './japanese-forms.js';
import { matchChoice } from './match-choice.js';
import { nearMiss } from './near-miss.js';
import { type PhraseBook, phraseBook } from './phrase-book.js';
import { isQuestion } from './question-shape.js';
import { type Saying, weighClause } from './weigh-clause.js';

/** What a typed text answers. `unsure` is to be confirmed; `also` holds answers to follow-ups said in the same breath. */
export type AnswerMatch =
  | { kind: 'sure'; key: string; also?: { criterion: string; key: string }[] }
  | { kind: 'unsure'; key: string }
  | { kind: 'none' };

interface Found {
  key: string;
  sure: boolean;
}

const NONE: AnswerMatch = { kind: 'none' };

/** Words that make an answer a guess. */
const HEDGES =
  /たぶん|おそらく|かもしれ|^確か|(と思う|はず|だろう|でしょう|かなあ?|[るいただ]みたい|らしい|っぽい)(です|だ|ね|よ)?$|\b(maybe|perhaps|probably|possibly|i think|we think|i guess|i believe|might|should be|likely)\b/m;
/** Words that ask for something else: to change an answer, to go back, to stop for now. */
const REQUESTS =
  /(を|に|へ)?(変更したい|変更する|変えたい|変えて|直したい|訂正したい|修正したい|戻りたい|戻る)$|^(change|go back|restart|back to)\b|^(not now|later)$/;

/**
 * Which answer to a criterion a typed text is (at most 2,000 characters, capped by the caller; work grows linearly with it).
 * A question is never an answer. Words of all languages count, whatever the language of the conversation.
 */
export function matchAnswer(rules: Eligibility, criterionId: string, text: string, _language: Language): AnswerMatch {
  const criterion = criterionOf(rules, criterionId);
  const folded = fold(text);
  if (!criterion || folded === '') return NONE;
  const book = phraseBook(rules, criterion);
  const exact = /[?？]/.test(text) ? undefined : exactKey(folded, book);
  if (exact !== undefined) return settle(rules, criterion, { key: exact, sure: true }, folded, book);
  if (isQuestion(text) || REQUESTS.test(folded)) return NONE;
  const keys = Object.keys(criterion.answers);
  const choice = matchChoice(folded, keys.length);
  if (choice !== undefined) return { kind: 'sure', key: keys[choice]! };
  const said = matchSayings(rules, criterion, folded, book);
  if (said.kind !== 'none') return said;
  const near = nearMiss(withoutTails(folded).at(-1) ?? folded, book) ?? nearMiss(folded, book);
  return near === undefined ? NONE : { kind: 'unsure', key: near };
}

/** The key that the whole text names, up to empty endings. */
function exactKey(folded: string, { phrases }: PhraseBook): string | undefined {
  for (const variant of withoutTails(folded)) {
    const phrase = phrases.find(({ parts }) => parts.length === 1 && parts[0] === variant);
    if (phrase) return phrase.key;
  }
  return undefined;
}

function matchSayings(rules: Eligibility, criterion: Criterion, folded: string, book: PhraseBook): AnswerMatch {
  const clauses = clausesOf(folded);
  const followUps = followUpsOf(rules, criterion).map((other) => phraseBook(rules, other));
  const own = clauses.filter((clause) => !followUps.some((other) => saysMore(clause, other, book)));
  const sayings = sayingsOf(own, book);
  const result = conclude(sayings.length > 0 ? sayings : sayingsOf(clauses, book));
  return result ? settle(rules, criterion, result, folded, book) : NONE;
}

function sayingsOf(clauses: string[], book: PhraseBook): Saying[] {
  return clauses.flatMap((clause) => weighClause(clause, book));
}

/** Whether a clause says more about a follow-up than about the criterion itself. */
function saysMore(clause: string, followUp: PhraseBook, own: PhraseBook): boolean {
  const strength = (book: PhraseBook) =>
    Math.max(0, ...weighClause(clause, book).map(({ specific, hit }) => (specific ? hit.phrase.length : 0)));
  return strength(followUp) > strength(own);
}

/** One key from all that was said: listed words before common ones; where they differ, the last word, to be confirmed. */
function conclude(all: Saying[]): Found | undefined {
  const weighty = all.filter((saying) => !saying.weak);
  const sayings = weighty.length > 0 ? weighty : all;
  const listed = sayings.filter((saying) => saying.specific);
  const certain = sayings.filter((saying) => saying.sure);
  const deciding = listed.length > 0 ? listed : certain.length > 0 ? certain : sayings;
  const last = deciding.at(-1);
  if (!last) return undefined;
  const agree = [...deciding, ...certain].every((saying) => saying.key === last.key);
  return { key: last.key, sure: agree && deciding.some((saying) => saying.sure) };
}

function followUpsOf(rules: Eligibility, criterion: Criterion): Criterion[] {
  return rules.criteria.filter((other) => other.when?.criterion === criterion.id);
}

/** A sure answer with what the text says about the follow-ups that it opens; a guess is to be confirmed. */
function settle(rules: Eligibility, criterion: Criterion, found: Found, folded: string, book: PhraseBook): AnswerMatch {
  const { key } = found;
  const guessed = HEDGES.test(folded) && key !== book.roles.unsure;
  if (!found.sure || guessed) return { kind: 'unsure', key };
  const also = followUpsOf(rules, criterion)
    .filter((other) => other.when?.is.includes(key))
    .flatMap((other) => alsoSaid(other, phraseBook(rules, other), book, clausesOf(folded)));
  return also.length > 0 ? { kind: 'sure', key, also } : { kind: 'sure', key };
}

/** What the text says about a follow-up in words listed for it, unless they are part of a longer word of the parent's. */
function alsoSaid(
  { id }: Criterion,
  book: PhraseBook,
  parent: PhraseBook,
  clauses: string[],
): { criterion: string; key: string }[] {
  const vocabulary = book.vocabulary + parent.vocabulary;
  const listed = clauses.flatMap((clause) => {
    const taken = findPhrases(clause, parent);
    return weighClause(clause, book, vocabulary).filter(
      ({ specific, hit }) => specific && !taken.some((other) => covers(other, hit)),
    );
  });
  const result = conclude(listed);
  return result?.sure ? [{ criterion: id, key: result.key }] : [];
}

function covers(outer: Hit, inner: Hit): boolean {
  return outer.start <= inner.start && inner.end <= outer.end && outer.phrase.length > inner.phrase.length;
}
