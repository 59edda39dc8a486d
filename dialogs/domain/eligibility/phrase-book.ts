import type { AnswerRule, CommonKey, Criterion, Eligibility } from './eligibility.js';
import { fold, foldPhrase, toHiragana } from './fold-text.js';
import { withoutTails } from './japanese-forms.js';

/** One way of saying an answer, folded. */
export interface Phrase {
  key: string;
  /** Parts in order with anything between; nearly always one. */
  parts: string[];
  /** Length of all parts: the longer phrase says more. */
  length: number;
  /** Listed for this criterion; otherwise a common word. */
  specific: boolean;
}

/** All ways of answering one criterion, and the words that belong to its subject. */
export interface PhraseBook {
  phrases: Phrase[];
  /** The keys that common words stand for. */
  roles: Partial<Record<CommonKey, string>>;
  /** Folded words of the criterion, in all languages: a clause about these is about the criterion. */
  vocabulary: string;
}

const books = new WeakMap<Criterion, PhraseBook>();

/** The phrase book of a criterion; made once. */
export function phraseBook(rules: Eligibility, criterion: Criterion): PhraseBook {
  const held = books.get(criterion);
  if (held) return held;
  const made = makeBook(rules, criterion);
  books.set(criterion, made);
  return made;
}

/** The common words that mean an answer: those it names, else those of its own key. */
export function commonOf(key: string, { common }: AnswerRule): CommonKey | undefined {
  return common ?? (key === 'yes' || key === 'no' || key === 'unsure' ? key : undefined);
}

function makeBook(rules: Eligibility, criterion: Criterion): PhraseBook {
  const roles: PhraseBook['roles'] = {};
  const phrases: Phrase[] = [];
  for (const [key, rule] of Object.entries(criterion.answers)) {
    const common = commonOf(key, rule);
    const everyday = common ? toPhrases(Object.values(rules.common[common]).flat(), key, false) : [];
    const known = new Set(everyday.map(idOf));
    const listed = toPhrases(
      Object.values(rule.text).flatMap(({ label, say }) => [label, ...say]),
      key,
      true,
    );
    phrases.push(...everyday, ...listed.filter((phrase) => !known.has(idOf(phrase))));
    if (common) roles[common] = key;
  }
  return { phrases: distinct(phrases), roles, vocabulary: vocabularyOf(criterion) };
}

/** Ways of saying something, and the same in hiragana (タイ would be the たい of many verbs: short words stay). */
function toPhrases(list: string[], key: string, specific: boolean): Phrase[] {
  return list.flatMap((words) => {
    const parts = foldPhrase(words).map((part, at, all) => (at === all.length - 1 ? withoutPolite(part) : part));
    const kana = parts.map(toHiragana);
    const inKana = kana.join('').length > 3 && kana.some((part, at) => part !== parts[at]);
    const forms = inKana ? [parts, kana] : [parts];
    return forms.map((form) => ({ key, parts: form, length: form.join('').length, specific }));
  });
}

function idOf({ parts }: Phrase): string {
  return parts.join('…');
}

function withoutPolite(part: string): string {
  const [whole = '', short = ''] = withoutTails(part);
  return whole.endsWith('です') && short ? short : whole;
}

/** Listed words come first: a common word that is also listed keeps the listed meaning. */
function distinct(phrases: Phrase[]): Phrase[] {
  const seen = new Map<string, Phrase>();
  for (const phrase of [...phrases.filter((p) => p.specific), ...phrases.filter((p) => !p.specific)]) {
    if (!seen.has(idOf(phrase))) seen.set(idOf(phrase), phrase);
  }
  return [...seen.values()];
}

function vocabularyOf({ text, answers }: Criterion): string {
  const own = Object.values(text).flatMap((words) => Object.values(words) as string[]);
  const given = Object.values(answers).flatMap(({ text: words }) =>
    Object.values(words).flatMap(({ label, say }) => [label, ...say]),
  );
  return ` ${[...own, ...given].map(fold).join(' ').replaceAll('\n', ' ')} `;
}
